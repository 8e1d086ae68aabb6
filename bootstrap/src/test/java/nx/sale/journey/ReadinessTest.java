package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probe tells: every part, since when, and which of them the service can do without. */
class ReadinessTest {
    private static Api at(String base) {
        return Api.at(
                base, Stack.get().sisters().identity().token("manager", Restaurant.MERCHANT), Restaurant.MERCHANT);
    }

    private static String part(JsonNode ready, String name) {
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

    @Test
    void withASchemaThatDoesNotFitOrWithoutADatabaseItIsNot(@TempDir Path folder) throws Exception {
        LocalStack stack = Stack.get();
        LocalPostgres postgres = LocalPostgres.start(folder, 0);
        try (DevService service = DevService.start(
                LocalStack.environment(
                        postgres.url(), stack.kafkaBootstrap(), stack.sisters().url(), 0),
                Clock.systemUTC())) {
            Api api = at("http://127.0.0.1:" + service.port() + "/v1/api/sale");
            await().until(() -> api.get("/readyz").status() == 200);

            String later =
                    "insert into sale.flyway_schema_history select installed_rank + 1, '209901010000', description, type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success from sale.flyway_schema_history"
                            + " order by installed_rank desc limit 1";
            Stack.sql(postgres.url(), later);
            await().untilAsserted(
                            () -> assertThat(api.get("/readyz").expect(200).text())
                                    .contains("schema is at 209901010000, this build needs 2026"));
            String oldest = "update sale.\"SchemaCompatibility\" set oldestBuild = ";
            Stack.sql(postgres.url(), oldest + "209901010000");
            await().untilAsserted(
                            () -> assertThat(part(api.get("/readyz").expect(503).body(), "schema"))
                                    .as("something was taken away")
                                    .isEqualTo("down"));
            Stack.sql(postgres.url(), oldest + "202611231800");
            await().until(() -> api.get("/readyz").status() == 200);

            Stack.sql(postgres.url(), "delete from sale.flyway_schema_history where version = '209901010000'");
            String newest = "(select max(cast(version as bigint)) from sale.flyway_schema_history)";
            Stack.sql(
                    postgres.url(), "delete from sale.flyway_schema_history where cast(version as bigint) = " + newest);
            await().untilAsserted(
                            () -> assertThat(part(api.get("/readyz").expect(503).body(), "schema"))
                                    .isEqualTo("down"));
            assertThat(part(api.get("/readyz").body(), "postgres")).isEqualTo("up");

            postgres.close();
            await().untilAsserted(
                            () -> assertThat(part(api.get("/readyz").expect(503).body(), "postgres"))
                                    .isEqualTo("down"));
            assertThat(api.get("/healthz").expect(200).at("/status")).isEqualTo("up");
        } finally {
            postgres.close();
        }
    }
}
