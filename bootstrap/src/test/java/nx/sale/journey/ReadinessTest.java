package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.Date;
import nx.sale.dev.IdentityStandIn;
import nx.sale.dev.Restaurant;
import org.junit.jupiter.api.Test;

/** What the probe tells: every part, since when, and which of them the service can do without. */
class ReadinessTest {
    static String part(JsonNode ready, String name) {
        return check(ready, name).at("/status").asText();
    }

    private static String detail(JsonNode ready, String name) {
        return check(ready, name).at("/detail").asText();
    }

    private static JsonNode check(JsonNode ready, String name) {
        for (JsonNode check : ready.at("/checks")) {
            if (check.at("/name").asText().equals(name)) {
                return check;
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

    @Test
    void withIdentityAwayAnUnknownKeyIsNotRefused_andTheCauseIsShown() throws Exception {
        Api waiter = Stack.as("waiter");
        waiter.get("/sale-orders").expect(200);
        ECKey published =
                new ECKeyGenerator(Curve.P_256).keyID("published-soon").generate();
        Api newcomer = Api.at(
                Stack.get().baseUrl(),
                IdentityStandIn.signed(
                        published,
                        IdentityStandIn.claims("waiter", "42")
                                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                                .build()),
                Restaurant.MERCHANT);
        Stack.get().sisters().up("identity", false);
        try {
            await().untilAsserted(() -> {
                Api.Reply away = newcomer.get("/sale-orders").expect(503);
                assertThat(away.at("/code")).isEqualTo("identity-unavailable");
                assertThat(away.header("Retry-After")).isNotEmpty();
                assertThat(detail(waiter.get("/readyz").expect(200).body(), "identity"))
                        .isEqualTo("the keys fetched before serve: it answered 503");
            });
            waiter.get("/sale-orders").expect(200);
            assertThat(waiter.get("/metrics").text())
                    .contains("lacks=\"signing-key\"")
                    .contains("lacks=\"nothing\"");
        } finally {
            Stack.get().sisters().up("identity", true);
        }
        await().untilAsserted(
                        () -> assertThat(part(waiter.get("/readyz").expect(200).body(), "identity"))
                                .isEqualTo("up"));
        await().untilAsserted(() -> newcomer.get("/sale-orders").expect(401));
    }
}
