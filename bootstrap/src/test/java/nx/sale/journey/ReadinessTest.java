package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the probe tells: every part, since when, and which of them the service can do without. */
class ReadinessTest {
    static String part(JsonNode ready, String name) {
        for (JsonNode check : ready.at("/checks")) {
            if (check.at("/name").asText().equals(name)) {
                return check.at("/status").asText();
            }
        }
        throw new AssertionError(name + " is not in " + ready);
    }

    @Test
    void everyPartIsListed() {
        JsonNode ready = Stack.as("waiter").get("/readyz").expect(200).body();
        assertThat(ready.at("/status").asText()).isEqualTo("ready");
        assertThat(ready.at("/checks").findValuesAsText("name"))
                .containsExactly("postgres", "schema", "kafka", "identity", "pricing", "redis");
        for (JsonNode check : ready.at("/checks")) {
            assertThat(check.at("/detail").asText()).isNotEmpty();
            assertThat(Instant.parse(check.at("/since").asText())).isBeforeOrEqualTo(Instant.now());
        }
    }

    @Test
    void withoutPricingItIsReadyStill() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open("71001 x 1");
        Stack.get().sisters().up("pricing", false);
        try {
            assertThat(cashier.checkout(order).expect(503).at("/code")).isEqualTo("pricing-unavailable");
            await().untilAsserted(() -> assertThat(
                            part(cashier.get("/readyz").expect(200).body(), "pricing"))
                    .isEqualTo("degraded"));
        } finally {
            Stack.get().sisters().up("pricing", true);
        }
        await().until(() -> cashier.checkout(order).status() == 200);
        await().untilAsserted(
                        () -> assertThat(part(cashier.get("/readyz").expect(200).body(), "pricing"))
                                .isEqualTo("up"));
    }
}
