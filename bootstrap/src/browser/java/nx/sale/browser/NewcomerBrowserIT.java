package nx.sale.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nx.sale.browser.Browser.Window;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has never seen it: from {@code ./sale up} to a sale that is paid, by the largest button each time. */
class NewcomerBrowserIT {
    /** From the command to the paid sale, with the time a person needs for each tap: two minutes, and as much again for a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration LOOKS_FIRST = Duration.ofSeconds(5);
    private static final int TAPS = 7;

    @TempDir
    private Path folder;

    @Test
    void theFirstSaleIsPaidSoon_withSevenTapsAndNothingTyped() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process up = up();
        try (Browser browser = new Browser()) {
            JsonNode facts = facts(up);
            Duration ready = since(began);
            Window newcomer = browser.page(facts.at("/console/cashier").asText(), "");
            newcomer.counts("pointerdown", "keydown");

            newcomer.taps(".unit.free .tile");
            newcomer.taps(".guest-pad button");
            newcomer.taps(".dish > button:not(.custom):first-child");
            newcomer.sees(".line:not(.pending)");
            for (String step : List.of("to the kitchen", "checked out", "to be paid")) {
                String said = newcomer.text(".bill-foot .big");
                assertThat(newcomer.largest(".bill-foot button")).as(step).isEqualTo(said);
                newcomer.taps(".bill-foot .big");
                if (!step.equals("to be paid")) {
                    newcomer.sees(() -> !newcomer.text(".bill-foot .big").equals(said), "the next thing to do");
                }
            }
            newcomer.inTheFrame("button[data-method=CASH]");
            newcomer.missesNow("dialog");
            newcomer.sees(".order-head .chip.good");

            Duration took = since(began);
            int taps = newcomer.counted("pointerdown") + 1;
            Duration byHand = took.plus(LOOKS_FIRST.multipliedBy(taps));
            Browser.figure(
                    "./sale up to the first paid sale, s: ready after %s, paid after %s, %s taps; with %s s before each tap %s"
                            .formatted(
                                    ready.toSeconds(),
                                    took.toSeconds(),
                                    taps,
                                    LOOKS_FIRST.toSeconds(),
                                    byHand.toSeconds()));
            assertThat(taps)
                    .as("taps, the one in the frame of MQ-Pay among them")
                    .isLessThanOrEqualTo(TAPS);
            assertThat(newcomer.counted("keydown")).isZero();
            assertThat(byHand).isLessThan(LIMIT);

            Api cashier = Api.at(
                    facts.at("/baseUrl").asText(),
                    facts.at("/tokens/cashier").asText(),
                    facts.at("/merchantId").asText());
            JsonNode order = cashier.get("/" + newcomer.place().replace("order/", "sale-orders/"))
                    .expect(200)
                    .body();
            assertThat(order.path("status").asText()).isEqualTo("COMPLETED");
            assertThat(order.at("/counter/paid")).isEqualTo(order.path("total"));
        } finally {
            up.destroy();
            assertThat(up.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Process up() throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "nx.sale.dev.Up",
                        "--port",
                        "0")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("up.log").toFile())
                .start();
    }

    private JsonNode facts(Process up) throws IOException {
        Path file = folder.resolve(".sale/up.json");
        await().atMost(LIMIT)
                .failFast("sale up ended", () -> !up.isAlive())
                .until(() -> Files.exists(file)
                        && Api.JSON.readTree(file.toFile()).at("/pid").asLong() == up.pid());
        return Api.JSON.readTree(file.toFile());
    }
}
