package nx.sale.bootstrap;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.wiring.Infrastructure;
import nx.sale.http.server.Route;

/** The service in this process, with any clock: for the local stack and the journeys. */
public final class DevService implements AutoCloseable {
    private final App app;

    private DevService(App app) {
        this.app = app;
    }

    public static DevService start(Map<String, String> environment) {
        return start(environment, Clock.systemUTC());
    }

    public static DevService start(Map<String, String> environment, Clock clock) {
        DevService service = new DevService(new App(Config.of(environment, true), Infrastructure.microseconds(clock)));
        service.app.start();
        return service;
    }

    public int port() {
        return app.port();
    }

    /** Every route of the service. */
    public List<Route> routes() {
        return app.routes();
    }

    @Override
    public void close() {
        app.close();
    }
}
