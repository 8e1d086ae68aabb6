package nx.sale.drill;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import nx.sale.bootstrap.DevService;
import nx.sale.dev.IdentityStandIn;
import nx.sale.dev.LocalPostgres;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the probe tells: every part, since when, and which of them the service can do without. */
public class ReadinessTest {
    public static String part(JsonNode ready, String name) {
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

    // OPS-1
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

    // OPS-2
    @Test
    void withoutPricingItIsReadyStill() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(1));
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
    void unknownKeyIsUnavailable_whenIdentityIsUnreachable_andTheCauseIsShown() throws Exception {
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
                Api.Reply response = newcomer.get("/sale-orders").expect(503);
                assertThat(response.at("/code")).isEqualTo("identity-unavailable");
                assertThat(response.header("Retry-After")).isNotEmpty();
                assertThat(detail(waiter.get("/readyz").expect(200).body(), "identity"))
                        .isEqualTo("the keys fetched before serve: it answered 503");
            });
            waiter.get("/sale-orders").expect(200);
            assertThat(waiter.get("/metrics").text())
                    .contains(json("lacks='signing-key'"))
                    .contains(json("lacks='nothing'"));
        } finally {
            Stack.get().sisters().up("identity", true);
        }
        await().untilAsserted(
                        () -> assertThat(part(waiter.get("/readyz").expect(200).body(), "identity"))
                                .isEqualTo("up"));
        await().untilAsserted(() -> newcomer.get("/sale-orders").expect(401));
    }

    /** Its status, and why. */
    static String shown(JsonNode ready, String name) {
        return part(ready, name) + " " + detail(ready, name);
    }

    // OPS-2
    @Test
    void laggingRelayIsShown() {
        Api waiter = Stack.as("waiter");
        String message = Stack.sql(
                        "insert into Outbox (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt,"
                                + " retryAt) values (70001, " + System.nanoTime()
                                + ", 5, 'payment.success', 'lag', 'payment.success',"
                                + " 1, '{}', 'r', now() - interval '3 hours', now() + interval '1 hour') returning position")
                .getFirst();
        try {
            await().untilAsserted(() -> assertThat(
                            shown(waiter.get("/readyz").expect(200).body(), "kafka"))
                    .startsWith("degraded lags: the oldest of ")
                    .contains(" messages has waited 108"));
        } finally {
            Stack.sql("delete from Outbox where position = " + message);
        }
    }

    /** Its own database: nobody else can write meanwhile. */
    // OPS-2
    @Test
    void fullDiskAndReadOnlyPrimaryAreNamedInReadiness(@TempDir Path folder) throws Exception {
        LocalPostgres postgres = LocalPostgres.start(folder, 0);
        try (DevService service = DevService.start(
                LocalStack.environment(
                        postgres.url(),
                        Stack.get().kafkaBootstrap(),
                        Stack.get().sisters().url(),
                        0),
                Clock.systemUTC())) {
            Api manager = Api.at(
                    "http://127.0.0.1:" + service.port() + "/v1/api/sale",
                    Stack.get().sisters().identity().token("owner", Restaurant.MERCHANT),
                    Restaurant.MERCHANT);
            Stack.seed(manager);
            await().until(() -> manager.get("/readyz").status() == 200);
            manager.open(PHO.x(1));

            Stack.sql(postgres.url(), """
                    create function sale.no_space() returns trigger language plpgsql as $$
                    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$
                    """);
            Stack.sql(postgres.url(), """
                    create trigger no_space before insert on sale."SaleOrder" for each row execute function sale.no_space()
                    """);
            String channel = json("{'saleChannelId':'%s'}", Restaurant.CHANNEL);
            assertThat(manager.post("/sale-orders", channel).expect(503).at("/code"))
                    .isEqualTo("database-unavailable");
            await().untilAsserted(() -> assertThat(
                            shown(manager.get("/readyz").expect(200).body(), "postgres"))
                    .startsWith("degraded disk full: a write was refused "));
            manager.get("/sale-orders").expect(200);
            Stack.sql(postgres.url(), "drop trigger no_space on sale.SaleOrder");
            manager.post("/sale-orders", channel).expect(201);

            String database =
                    Stack.sql(postgres.url(), "select current_database()").getFirst();
            Stack.sql(postgres.url(), "alter database " + database + " set default_transaction_read_only = on");
            Stack.sql(
                    postgres.url(),
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
            await().untilAsserted(() -> assertThat(
                            shown(manager.get("/readyz").expect(200).body(), "postgres"))
                    .isEqualTo("degraded read-only: the primary takes no writes"));
            assertThat(manager.post("/sale-orders", channel).expect(503).at("/code"))
                    .isEqualTo("database-unavailable");
            await().until(() -> manager.get("/sale-orders").status() == 200); // lists have connections of their own
        } finally {
            postgres.close();
        }
    }
}
