package nx.sale.bootstrap.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.upkeep.SchemaGuard;
import nx.sale.bootstrap.wiring.Features;
import nx.sale.bootstrap.wiring.Infrastructure;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.http.Problems;
import nx.sale.http.server.Call;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;

/**
 * The service for one command of an operator, when no replica answers: the same use cases with the same locks, rules and audit, on the
 * database alone. It listens on this machine only, to the one who has the token of this run. It sends nothing: the outbox keeps the
 * events for the next replica that lives, and screens learn when they ask again.
 */
final class DirectService implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final String token = UUID.randomUUID().toString();
    private final Infrastructure on;
    private final HttpServer server;

    private DirectService(Config config, Actor actor) {
        Clock clock = Infrastructure.microseconds(Clock.systemUTC());
        on = new Infrastructure(config, clock);
        Caller caller = new Caller(actor, Set.of("operator"), clock.instant().plus(LIFE));
        Features features = Features.of(on, config);
        server = new HttpServer(
                new HttpServer.Listen("127.0.0.1", 0, config.server().listen().basePath()),
                features.routes(),
                new Bearer(token, caller),
                new Problems(),
                features::zone,
                (call, permission) -> {},
                (operation, method, status, lacking, nanos) -> {},
                OpenGuard.NONE,
                List.of());
    }

    /** The one caller there is, who may do everything. */
    private record Bearer(String token, Caller known) implements Call.Access {
        @Override
        public Caller caller(Call call) {
            if (call.credentials().filter(("Bearer " + token)::equals).isEmpty()
                    || Instant.now().isAfter(known.until())) {
                throw new Rejected(new AccessError.NotSignedIn("This service runs for one command of one operator."));
            }
            return known;
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return true;
        }
    }

    /**
     * Starts on the database that the environment names; the other parts need not be there. Throws {@link Config.Wrong},
     * {@link SchemaGuard.Unfit}, and what the database makes of it.
     *
     * @param who the operator, as the audit shall know
     */
    static DirectService start(Map<String, String> environment, String who) {
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("RUN_MODE", "migrate");
        settings.keySet()
                .removeIf(key -> key.startsWith("APP_ENV_REDIS_URL")
                        || key.startsWith("APP_ENV_WEBSOCKET_REDIS_")
                        || key.startsWith("APP_ENV_CACHE_REDIS_"));
        // replicas take ids from the first free worker on
        settings.put("APP_ENV_SNOWFLAKE_WORKER_ID", Integer.toString(Snowflake.workerOf(Snowflake.SLOTS - 1)));
        DirectService service =
                new DirectService(Config.of(settings, false), new Actor(Actor.Kind.SYSTEM, "emergency/" + who, who));
        try {
            SchemaGuard.require(service.on.database);
            service.on.startIds();
            service.server.start();
            return service;
        } catch (RuntimeException e) {
            service.on.close();
            throw e;
        }
    }

    /** The environment of a command that shall be asked of this service. */
    Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        own.put("SALE_URL", "http://127.0.0.1:" + server.port() + server.basePath());
        own.put("SALE_TOKEN", token);
        return own;
    }

    @Override
    public void close() {
        server.close();
        on.close();
    }
}
