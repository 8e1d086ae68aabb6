package nx.sale.bootstrap.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.http.server.HttpServer;

/**
 * The HTTP server.
 *
 * @param warmUp what a start waits for it at most
 */
public record ServerSettings(
        HttpServer.Listen listen,
        int openRequestsPerSecond,
        List<String> corsOrigins,
        ConsolePage console,
        Duration warmUp) {

    /**
     * The console.
     *
     * @param served whether there is one
     * @param pay the page where it has payments taken
     */
    public record ConsolePage(boolean served, Optional<URI> pay) {}

    static ServerSettings of(ConfigReader read) {
        HttpServer.Listen listen = new HttpServer.Listen(
                read.text("APP_ENV_SERVER_HOST", "0.0.0.0", "address to listen on"),
                read.whole("APP_ENV_SERVER_PORT", 3000, 0, 65535, "port to listen on; 0 takes a free one"),
                read.text("APP_ENV_SERVER_BASE_PATH", "/v1/api/sale", "path before every route"));
        int openRequests = read.whole(
                "APP_ENV_OPEN_REQUESTS_PER_SECOND",
                2000,
                0,
                1_000_000,
                "requests one address may send in a second to what needs no login (webhook, documents, metrics, stream); more"
                        + " are answered 503; behind a gateway that address is the gateway's; 0 for no limit; this machine is"
                        + " not counted");
        List<String> cors = ConfigReader.list(read.optional(
                "APP_ENV_CORS_ORIGINS", "origins that browsers may call from, by commas; none when empty"));
        String console = read.choice(
                "APP_ENV_CONSOLE", "on", "on or off: the web page at /console, which anybody may load", "on", "off");
        Optional<URI> pay = read.uri(
                "APP_ENV_CONSOLE_PAY_URL",
                "page where the console has payments taken, shown in a frame; without it the payment's reference is shown");
        int warmUp = read.whole(
                "APP_ENV_WARM_UP_MS",
                1000,
                0,
                10_000,
                "longest time, milliseconds, that a start waits before it is ready for connections to be opened and for reads,"
                        + " a signature, a policy and JSON to be tried on them; nothing is written; 0 for none of it");
        return new ServerSettings(
                listen, openRequests, cors, new ConsolePage(console.equals("on"), pay), Duration.ofMillis(warmUp));
    }
}
