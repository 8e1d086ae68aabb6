package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** The page to explore the API with. */
class ExplorerTest {
    private final Api manager = Stack.as("manager");

    // OPS-15
    @Test
    void theExplorerNeedsNothingFromOutside() {
        Api anybody = manager.with("Authorization", "").with("x-merchant-id", "");
        String page = anybody.get("/doc").expect(200).text();

        assertThat(page).contains("/doc/swagger-ui-bundle.js").doesNotContain("://");
        assertThat(anybody.get("/doc/swagger-ui-bundle.js").expect(200).text()).hasSizeGreaterThan(1_000_000);
        assertThat(anybody.get("/doc/swagger-ui.css").expect(200).text()).contains("swagger-ui");
        assertThat(anybody.get("/metrics").expect(200).text())
                .contains("sale_http_requests_seconds_count")
                .contains("jvm_memory");
        assertThat(page)
                .doesNotContain("<script>")
                .doesNotContainPattern("\\son\\w+=")
                .doesNotContain("style=");
        assertThat(anybody.get("/doc/explorer.js").expect(200).text())
                .contains(
                        "SwaggerUIBundle",
                        "/doc/openapi.json",
                        "filter: true",
                        "showExtensions: true",
                        "preauthorizeApiKey");
        for (String file : List.of(
                "/doc",
                "/doc/explorer.js",
                "/doc/swagger-ui-bundle.js",
                "/doc/swagger-ui.css",
                "/doc/openapi.json",
                "/doc/asyncapi.json")) {
            Api.Reply reply = anybody.get(file).expect(200);
            assertThat(reply.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'", "base-uri 'none'");
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Content-Type")).containsIgnoringCase("charset=utf-8");
            assertThat(reply.header("Cache-Control")).isNotEmpty().doesNotContain("no-store");
            assertThat(anybody.with("If-None-Match", reply.header("ETag"))
                            .get(file)
                            .status())
                    .isEqualTo(304);
        }
    }
}
