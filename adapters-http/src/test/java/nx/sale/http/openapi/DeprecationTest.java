package nx.sale.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.http.Problems;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Deprecation;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;
import nx.sale.http.server.Route;
import org.junit.jupiter.api.Test;

/** What will be removed says so in its answers and in the document, and what stays does not. */
class DeprecationTest {
    private static final Deprecation TERMS =
            new Deprecation(LocalDate.of(2026, 11, 26), LocalDate.of(2027, 6, 1), "`getReadiness`");

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

    record Part(
            @Rules.Means(value = "use `whole`", deprecated = true)
            String half,

            @Rules.Means("all of it") String whole) {}

    private static final Route OLD = route("/healthz", "getOldHealth").deprecated(TERMS);
    private static final Route NEW = route("/readyz", "getNewHealth");

    private static Route route(String path, String operation) {
        return Route.of(Route.Method.GET, path, operation, "Whether it lives")
                .probe()
                .gives(Part.class)
                .handledBy(call -> Answers.ok(new Part("1", "2")));
    }

    private static JsonNode document(Route... routes) {
        return new ObjectMapper().valueToTree(new OpenApi(List.of(routes), "/base", new Problems()).document());
    }

    // OPS-19
    @Test
    void aDeprecatedOperationAnswersSinceWhen_andUntilWhen() throws Exception {
        HttpServer server = new HttpServer(
                new HttpServer.Listen("127.0.0.1", 0, "/base"),
                List.of(OLD, NEW),
                NOBODY,
                new Problems(),
                merchant -> ZoneOffset.UTC,
                (call, permission) -> {},
                (operation, method, status, lacking, nanos) -> {},
                OpenGuard.NONE,
                List.of());
        server.start();
        try (server;
                HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> old = http.send(to(server, "/healthz"), HttpResponse.BodyHandlers.ofString());
            assertThat(old.statusCode()).isEqualTo(200);
            assertThat(old.headers().firstValue("Deprecation")).contains("@1795651200");
            assertThat(old.headers().firstValue("Sunset")).contains("Tue, 01 Jun 2027 00:00:00 GMT");

            HttpResponse<String> stays = http.send(to(server, "/readyz"), HttpResponse.BodyHandlers.ofString());
            assertThat(stays.headers().map()).doesNotContainKeys("deprecation", "sunset");
        }
    }

    private static HttpRequest to(HttpServer server, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/base" + path))
                .build();
    }

    // OPS-19
    @Test
    void theDocumentMarksIt_withItsHeaders_andWhatToUseInstead() {
        JsonNode document = document(OLD, NEW);

        JsonNode operation = document.at("/paths/~1healthz/get");
        assertThat(operation.path("deprecated").asBoolean()).isTrue();
        assertThat(operation.path("description").asText())
                .contains("Deprecated since 2026-11-26, to be removed on 2027-06-01. Use instead: `getReadiness`.");
        for (String header : List.of("Deprecation", "Sunset")) {
            assertThat(operation
                            .at("/responses/200/headers/" + header + "/$ref")
                            .asText())
                    .isEqualTo("#/components/headers/" + header);
            assertThat(document.at("/components/headers").has(header)).isTrue();
        }
        assertThat(document.at("/paths/~1readyz/get").has("deprecated")).isFalse();
        assertThat(document.at("/paths/~1readyz/get/responses/200/headers").has("Sunset"))
                .isFalse();
        assertThat(document(NEW).at("/components/headers").has("Sunset"))
                .as("components that nothing uses are refused by the linter")
                .isFalse();
    }

    // OPS-19
    @Test
    void aDeprecatedFieldIsMarked() {
        JsonNode fields = document(NEW).at("/components/schemas/DeprecationTestPart/properties");

        assertThat(fields.at("/half/deprecated").asBoolean()).isTrue();
        assertThat(fields.at("/half/description").asText()).isEqualTo("use `whole`");
        assertThat(fields.path("whole").has("deprecated")).isFalse();
    }

    // OPS-19
    @Test
    void itStaysForSixMonths() {
        LocalDate since = LocalDate.of(2026, 11, 26);

        assertThatThrownBy(() -> new Deprecation(since, LocalDate.of(2027, 5, 25), "x"))
                .hasMessageContaining("6 months");
        assertThat(new Deprecation(since, LocalDate.of(2027, 5, 26), "x").sunset())
                .isAfter(since);
    }
}
