package nx.sale.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the database away everybody is told so, kindly; who may not is still told that they may not; and no requests are sent here. */
class DatabaseUnavailableTest {
    private interface Story {
        void play(String base, LocalPostgres postgres) throws Exception;
    }

    /** With a service on a database of its own. */
    private static void alone(Path folder, Story story) throws Exception {
        LocalStack stack = Stack.get();
        LocalPostgres postgres = LocalPostgres.start(folder, 0);
        try (DevService service = DevService.start(
                LocalStack.environment(
                        postgres.url(), stack.kafkaBootstrap(), stack.sisters().url(), 0),
                Clock.systemUTC())) {
            story.play("http://127.0.0.1:" + service.port() + "/v1/api/sale", postgres);
        } finally {
            postgres.close();
        }
    }

    @Test
    void whatNeedsItIsUnavailable_aDenialStaysADenial(@TempDir Path folder) throws Exception {
        alone(folder, (base, postgres) -> {
            Api kitchen = as("kitchen", base);
            Api waiter = as("waiter", base);
            kitchen.post("/sale-orders", "{}").expect(403);
            waiter.get("/sale-orders").expect(200);

            postgres.close();

            assertThat(kitchen.post("/sale-orders", "{}").expect(403).at("/code"))
                    .isEqualTo("permission-denied");
            Api.Reply response = waiter.get("/sale-orders").expect(503);
            assertThat(response.at("/code")).isEqualTo("database-unavailable");
            assertThat(response.header("Retry-After")).isNotEmpty();
            assertThat(response.text()).doesNotContain("jdbc", "Exception", "SQL");
        });
    }

    // OPS-1, STORE-7
    @Test
    void withASchemaThatDoesNotFitOrWithoutADatabaseItIsNotReady(@TempDir Path folder) throws Exception {
        alone(folder, (base, postgres) -> {
            Api api = as("waiter", base);
            await().until(() -> api.get("/readyz").status() == 200);

            String later =
                    "insert into sale.flyway_schema_history select installed_rank + 1, '209901010000', description, type, script,"
                            + " checksum, installed_by, installed_on, execution_time, success from sale.flyway_schema_history"
                            + " order by installed_rank desc limit 1";
            Stack.sql(postgres.url(), later);
            await().untilAsserted(
                            () -> assertThat(api.get("/readyz").expect(200).text())
                                    .contains("schema is at 209901010000, this build needs 2026"));
            String oldest = "update sale.SchemaCompatibility set oldestBuild = ";
            Stack.sql(postgres.url(), oldest + "209901010000");
            await().untilAsserted(() -> assertThat(
                            ReadinessTest.part(api.get("/readyz").expect(503).body(), "schema"))
                    .as("something was taken away")
                    .isEqualTo("down"));
            Stack.sql(postgres.url(), oldest + "202611231800");
            await().until(() -> api.get("/readyz").status() == 200);

            Stack.sql(postgres.url(), "delete from sale.flyway_schema_history where version = '209901010000'");
            String newest = "(select max(cast(version as bigint)) from sale.flyway_schema_history)";
            Stack.sql(
                    postgres.url(), "delete from sale.flyway_schema_history where cast(version as bigint) = " + newest);
            await().untilAsserted(() -> assertThat(
                            ReadinessTest.part(api.get("/readyz").expect(503).body(), "schema"))
                    .isEqualTo("down"));
            assertThat(ReadinessTest.part(api.get("/readyz").body(), "postgres"))
                    .isEqualTo("up");

            postgres.close();
            await().untilAsserted(() -> assertThat(
                            ReadinessTest.part(api.get("/readyz").expect(503).body(), "postgres"))
                    .isEqualTo("down"));
            assertThat(api.get("/healthz").expect(200).at("/status")).isEqualTo("up");
        });
    }

    private static Api as(String role, String base) {
        return Api.at(base, Stack.get().sisters().identity().token(role, Restaurant.MERCHANT), Restaurant.MERCHANT);
    }
}
