package nx.sale.http.server;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.List;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.http.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Error of the Java machine is one request's problem, not the end of the connection. */
class ServerErrorsTest {
    private static final Call.Access NOBODY = new Call.Access() {
        @Override
        public Caller caller(Call call) {
            throw new IllegalStateException("nobody signs in here");
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return false;
        }
    };

    private final HttpServer server = new HttpServer(
            new HttpServer.Listen("127.0.0.1", 0, "/base"),
            List.of(
                    Route.of(Route.Method.GET, "/memory", "Memory", "").probe().handledBy(call -> {
                        throw new OutOfMemoryError("as if");
                    }),
                    Route.of(Route.Method.GET, "/stack", "Stack", "").probe().handledBy(call -> {
                        throw new StackOverflowError();
                    })),
            NOBODY,
            new Problems(),
            merchant -> ZoneOffset.UTC,
            (call, permission) -> {},
            (operation, method, status, lacking, nanos) -> {},
            OpenGuard.NONE,
            List.of((config, basePath, guard) -> config.routes.get(basePath + "/page", context -> {
                throw new StackOverflowError();
            })));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anErrorIsAProblemAndTheConnectionGoesOn() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/memory", "/stack", "/page", "/memory")) {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/base" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(answer.body())
                        .contains(json("'code':'internal-error'"))
                        .doesNotContain("as if");
            }
        }
    }
}
