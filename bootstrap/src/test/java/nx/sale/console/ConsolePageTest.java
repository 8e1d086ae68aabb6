package nx.sale.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalStack;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** How the console is served. */
class ConsolePageTest {
    private static final int FIRST_PAINT = 150 * 1024;
    private static final Pattern SCRIPT = Pattern.compile("<script type=.importmap.>(.*)</script>");
    private static final Pattern LINKED = Pattern.compile("(?:href|src)=.(/[\\w./-]+)");
    private static final Pattern IMPORTED = Pattern.compile("""
            (?:from ?|import ?|import\\()["']([^"'\\s]+)["']""");

    private final Api anybody = Stack.as("waiter").with("Authorization", "").with("x-merchant-id", "");

    // OPS-16
    @Test
    void thePageIsForAnybody_isNeverKept_andAllowsNothingButItsOwnFiles() throws NoSuchAlgorithmException {
        Api.Reply page = anybody.get("/console").expect(200);
        Matcher map = SCRIPT.matcher(page.text());

        assertThat(map.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8)));
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Content-Security-Policy"))
                .contains(
                        "default-src 'self'; script-src 'self' 'sha256-" + hash + "'; style-src 'self'; ",
                        "frame-src " + Stack.get().sisters().url() + ";",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "object-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.text().split("<script", -1))
                .as("the map and the module")
                .hasSize(3);
        assertThat(page.text()).doesNotContain("{{", "style=", "<style").doesNotContainPattern("\\son\\w+=");
        assertThat(anybody.call("HEAD", "/console", "").expect(200).text()).isEmpty();
        assertThat(anybody.get("/console?x=1").status()).isEqualTo(422);
        assertThat(anybody.get("/console/nothing.js").expect(404).at("/code")).isEqualTo("route-not-found");
    }

    // OPS-16
    @Test
    void everythingItImportsIsServed_keptForEver_andSmall() throws IOException {
        Map<String, String> first = crawled(anybody.get("/console").text(), false);
        Map<String, String> all = crawled(anybody.get("/console").text(), true);

        assertThat(all.keySet())
                .anyMatch(path -> path.endsWith("/floor/floor.js"))
                .anyMatch(path -> path.endsWith("/lib/lit-html/lit-html.js"));
        assertThat(first.keySet()).noneMatch(path -> path.contains("/floor/"));
        int bytes = zipped(anybody.get("/console").text());
        for (String text : first.values()) {
            bytes += zipped(text);
        }
        assertThat(bytes).as("bytes of the first paint").isBetween(20_000, FIRST_PAINT);
    }

    private Map<String, String> crawled(String page, boolean lazily) throws IOException {
        JsonNode imports = new ObjectMapper()
                .readTree(
                        SCRIPT.matcher(page).results().findFirst().orElseThrow().group(1))
                .path("imports");
        Deque<String> waiting = new ArrayDeque<>();
        LINKED.matcher(page).results().forEach(link -> waiting.add(link.group(1)));
        Map<String, String> files = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            if (files.containsKey(path)) {
                continue;
            }
            Api.Reply file =
                    anybody.get(path.substring("/v1/api/sale".length())).expect(200);
            assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(file.header("Content-Type"))
                    .startsWithIgnoringCase(
                            path.endsWith(".js")
                                    ? "text/javascript"
                                    : path.endsWith(".css") ? "text/css" : "image/svg");
            files.put(path, file.text());
            if (path.endsWith(".js")) {
                IMPORTED.matcher(file.text()).results().forEach(found -> {
                    if (lazily || !found.group().startsWith("import(")) {
                        waiting.add(resolved(path, found.group(1), imports));
                    }
                });
                if (file.text().contains("dressed(import.meta.url)")) {
                    waiting.add(path.replaceFirst("\\.js$", ".css"));
                }
            }
        }
        return files;
    }

    private static String resolved(String from, String name, JsonNode imports) {
        if (name.startsWith(".")) {
            return java.net.URI.create(from).resolve(name).getPath();
        }
        if (imports.has(name)) {
            return imports.path(name).asText();
        }
        String folder = name.substring(0, name.indexOf('/') + 1);
        assertThat(imports.has(folder)).as(name + " of " + from).isTrue();
        return imports.path(folder).asText() + name.substring(folder.length());
    }

    private static int zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.size();
    }

    // OPS-16
    @Test
    void itIsSwitchedOff() {
        Map<String, String> environment = new HashMap<>(LocalStack.environment(
                Stack.get().postgresUrl(),
                Stack.get().kafkaBootstrap(),
                Stack.get().sisters().url(),
                0));
        environment.put("APP_ENV_CONSOLE", "off");
        try (DevService service = DevService.start(environment, Clock.systemUTC())) {
            Api there = Api.at("http://127.0.0.1:" + service.port() + "/v1/api/sale", "", "1")
                    .with("Authorization", "");

            assertThat(there.get("/healthz").status()).isEqualTo(200);
            assertThat(there.get("/console").expect(404).at("/code")).isEqualTo("route-not-found");
        }
    }

    // ACCESS-18
    @Test
    void whoCallsLearnsWhatTheyMayDoHere() {
        Api.Reply waiter = Stack.as("waiter").get("/me").expect(200);

        assertThat(waiter.body().path("permissions").toString())
                .contains("SaleOrder.create", "KitchenTicket.send")
                .doesNotContain("SaleOrder.checkout", "Shift.");
        assertThat(waiter.at("/merchantId")).isEqualTo("70001");
        assertThat(waiter.at("/timezone")).isEqualTo("Asia/Ho_Chi_Minh");
        assertThat(waiter.body().path("platform").asBoolean()).isFalse();
        assertThat(Stack.as("operator")
                        .get("/me")
                        .expect(200)
                        .body()
                        .path("platform")
                        .asBoolean())
                .isTrue();
        assertThat(Stack.as("waiter").with("x-merchant-id", "80001").get("/me").status())
                .isEqualTo(403);
    }

    // SETTING-10
    @Test
    void theChannelsOfTheMerchantAreListed() {
        Api.Reply channels = Stack.as("waiter").get("/catalogue/channels").expect(200);

        assertThat(channels.body().path("data").toString()).contains("70101").doesNotContain("80101");
    }
}
