package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the database away everybody is told so, kindly; who may not is still told that they may not. */
class DatabaseAwayTest {
    @Test
    void whatNeedsItIsUnavailable_aDenialStaysADenial(@TempDir Path folder) throws Exception {
        LocalStack stack = Stack.get();
        LocalPostgres postgres = LocalPostgres.start(folder, 0);
        try (DevService service = DevService.start(
                LocalStack.environment(
                        postgres.url(), stack.kafkaBootstrap(), stack.sisters().url(), 0),
                Clock.systemUTC())) {
            String base = "http://127.0.0.1:" + service.port() + "/v1/api/sale";
            Api kitchen = as("kitchen", base);
            Api waiter = as("waiter", base);
            kitchen.post("/sale-orders", "{}").expect(403);
            waiter.get("/sale-orders").expect(200);

            postgres.close();

            assertThat(kitchen.post("/sale-orders", "{}").expect(403).at("/code"))
                    .isEqualTo("permission-denied");
            Api.Reply away = waiter.get("/sale-orders").expect(503);
            assertThat(away.at("/code")).isEqualTo("database-unavailable");
            assertThat(away.header("Retry-After")).isNotEmpty();
            assertThat(away.text()).doesNotContain("jdbc", "Exception", "SQL");
        } finally {
            postgres.close();
        }
    }

    private static Api as(String role, String base) {
        return Api.at(base, Stack.get().sisters().identity().token(role, Restaurant.MERCHANT), Restaurant.MERCHANT);
    }
}
