package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalStack;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** Browsers may call from the origins configured, and from no other; from none when none is configured. */
class CorsTest {
    private static final String TILL = "https://till.example";

    private static HttpResponse<String> preflight(String base, String origin) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/sale-orders"))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,x-merchant-id,idempotency-key")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String allowed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("nobody");
    }

    // REQUEST-18
    @Test
    void onlyWhoIsNamedMayCallFromABrowser() throws Exception {
        LocalStack stack = Stack.get();
        Map<String, String> environment = new HashMap<>(LocalStack.environment(
                stack.postgresUrl(), stack.kafkaBootstrap(), stack.sisters().url(), 0));
        environment.put("APP_ENV_CORS_ORIGINS", TILL);
        try (DevService service = DevService.start(environment, Clock.systemUTC())) {
            String base = "http://127.0.0.1:" + service.port() + "/v1/api/sale";

            HttpResponse<String> invited = preflight(base, TILL);

            assertThat(allowed(invited)).isEqualTo(TILL);
            assertThat(invited.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElse(""))
                    .contains("idempotency-key");
            HttpRequest read = HttpRequest.newBuilder(URI.create(base + "/healthz"))
                    .header("Origin", TILL)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(read, HttpResponse.BodyHandlers.ofString())
                            .headers()
                            .firstValue("Access-Control-Expose-Headers")
                            .orElse(""))
                    .contains(
                            "ETag",
                            "Location",
                            "Idempotent-Replayed",
                            "x-next-cursor",
                            "x-data-complete-through",
                            "Deprecation",
                            "Sunset");
            assertThat(allowed(preflight(base, "https://elsewhere.example"))).isEqualTo("nobody");
        }
        assertThat(allowed(preflight(stack.baseUrl(), TILL))).isEqualTo("nobody");
    }
}
