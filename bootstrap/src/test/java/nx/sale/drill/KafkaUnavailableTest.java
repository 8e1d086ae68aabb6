package nx.sale.drill;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.bootstrap.DevService;
import nx.sale.kit.Api;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill of the alert SaleKafkaProduceFailure: a broker is taken away and comes back; a payment that arrived meanwhile is delivered, and a
 * replica that was started meanwhile becomes ready. What the service shows to Prometheus is put
 * into the alert's own expression, with time running five times as fast, so that two minutes take 24 seconds; {@code ops/drills/run.sh}
 * has it in real time.
 */
class KafkaUnavailableTest {
    private static final int FASTER = Integer.getInteger("drill.faster", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(10).dividedBy(FASTER);
    private static final Pattern EXPRESSION = Pattern.compile(
            "sum\\(increase\\(sale_outbox_failures_total\\[(\\d+)m]\\)\\) > 0 or max\\(sale_outbox_parked\\) > 0");

    @TempDir
    Path folder;

    /** The alert as rules.yml has it, fed with what was scraped. */
    private static final class Alert {
        private final Duration window;
        private final Duration patience;
        private final TreeMap<Long, Double> failures = new TreeMap<>();
        private double parked;
        private long trueSinceNanos = -1;

        Alert() throws IOException {
            JsonNode rule = rule();
            Matcher expression = EXPRESSION.matcher(rule.at("/expr").asText());
            assertThat(expression.matches())
                    .as("this test knows the expression")
                    .isTrue();
            window = Duration.ofMinutes(Long.parseLong(expression.group(1))).dividedBy(FASTER);
            patience = Duration.ofMinutes(
                            Long.parseLong(rule.at("/for").asText().replace("m", "")))
                    .dividedBy(FASTER);
        }

        private static JsonNode rule() throws IOException {
            for (JsonNode rule : new YAMLMapper()
                    .readTree(Path.of("..", "ops", "prometheus", "rules.yml").toFile())
                    .at("/groups/0/rules")) {
                if (rule.at("/alert").asText().equals("SaleKafkaProduceFailure")) {
                    return rule;
                }
            }
            throw new AssertionError("no such alert");
        }

        boolean fires(Map<String, Double> scraped) {
            long now = System.nanoTime();
            failures.put(now, scraped.get("sale_outbox_failures_total"));
            parked = scraped.get("sale_outbox_parked");
            Iterator<Double> inWindow =
                    failures.tailMap(now - window.toNanos()).values().iterator();
            double increase = failures.get(now) - inWindow.next();
            boolean holds = increase > 0 || parked > 0;
            trueSinceNanos = !holds ? -1 : trueSinceNanos < 0 ? now : trueSinceNanos;
            return holds && now - trueSinceNanos >= patience.toNanos();
        }
    }

    private static Map<String, Double> scraped(DrillSite site) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(
                            HttpRequest.newBuilder(URI.create(site.base() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Double> values = new TreeMap<>();
            body.lines().filter(line -> line.startsWith("sale_outbox_")).forEach(line -> {
                String[] parts = line.split(" ");
                values.put(parts[0], Double.parseDouble(parts[1]));
            });
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theAlertFires_whileKafkaIsAway_theListNamesTheCause_andItClears() throws Exception {
        try (DrillSite site = DrillSite.inside(folder)) {
            Alert alert = new Alert();
            Api manager = site.as("manager");
            Api operator = site.as("operator");
            manager.open(PHO.x(1));
            await().until(() -> site.sql("select count(*) from Outbox where status <> 'PUBLISHED'")
                    .equals(List.of("0")));
            assertThat(alert.fires(scraped(site))).isFalse();

            site.stopKafka();
            String order = manager.open(PHO.x(1));

            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> alert.fires(scraped(site)));
            JsonNode waiting =
                    operator.get("/operations/outbox").expect(200).body().at("/data/0");
            assertThat(waiting.at("/key").asText()).isEqualTo(order);
            assertThat(waiting.at("/status").asText()).isEqualTo("PENDING");
            assertThat(waiting.at("/attempts").asInt()).isPositive();
            assertThat(waiting.at("/lastError").asText()).contains("Timeout");
            JsonNode ready = operator.get("/readyz").expect(200).body();
            assertThat(ReadinessTest.part(ready, "kafka")).isEqualTo("degraded");
            assertThat(ready.toString()).contains("the outbox keeps the events: ", "Timeout");
            String total = manager.checkout(order).expect(200).at("/total");
            String webhook = Webhooks.success(order).amount(total).body();
            manager.with("Authorization", "").post("/webhooks/payment", webhook).expect(200);
            assertThat(manager.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");

            try (DevService newcomer = site.another()) {
                Api tills = site.at(newcomer, "manager");
                await().atMost(PATIENCE)
                        .until(() -> ReadinessTest.shown(
                                        tills.get("/readyz").expect(503).body(), "kafka")
                                .equals("down never reached"));

                site.startKafka();

                await().atMost(PATIENCE).until(() -> tills.get("/readyz").status() == 200);
            }

            await().atMost(PATIENCE)
                    .until(() -> site.sql("select count(*) from Outbox where status <> 'PUBLISHED'")
                            .equals(List.of("0")));
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> !alert.fires(scraped(site)));
            await().atMost(PATIENCE)
                    .until(() -> ReadinessTest.part(
                                    operator.get("/readyz").expect(200).body(), "kafka")
                            .equals("up"));
            assertThat(Topic.of(site.brokers(), Topics.SALE_ORDER_CHANGED, order, 3))
                    .extracting(event -> event.body().at("/change").asText())
                    .containsExactly("OPENED", "CHECKED_OUT", "COMPLETED");
            assertThat(Topic.of(site.brokers(), Topics.PAYMENT_SUCCESS, order, 1))
                    .extracting(
                            event -> event.body().at("/payment/amountReceived").asText())
                    .containsExactly(total);
        }
    }
}
