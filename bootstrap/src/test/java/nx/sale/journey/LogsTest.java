package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import nx.sale.bootstrap.logging.LogfmtLayout;
import nx.sale.containers.OutsidePostgres;
import nx.sale.kit.Api;
import nx.sale.kit.LogBook;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The platform's log queries find what they should (OPS-8). */
class LogsTest {
    private final LogBook log = new LogBook();

    @AfterEach
    void close() {
        log.close();
    }

    // OPS-8
    @Test
    void troubleWithPaymentsAndPricingIsFound() {
        Api cashier = Stack.as("cashier");
        String order = cashier.open(PHO.x(1));
        Stack.get().sisters().pricing().trick("wrong-sum");
        try {
            cashier.with("X-Request-Id", "log-1").checkout(order);
        } finally {
            Stack.get().sisters().pricing().trick("");
        }
        Webhooks.success("404")
                .transaction("t-log")
                .attempt("a-log-" + System.nanoTime())
                .amount("1")
                .send();
        Webhooks.success(order)
                .transaction("t-log-" + order)
                .attempt("a-log-" + order)
                .amount("1")
                .send();

        assertThat(log.found("level=error", "PricingNetworkService", "requestId=log-1"))
                .isTrue();
        assertThat(log.found("level=error", "PaymentWebhookService", "parked")).isTrue();
        assertThat(log.found("level=error", "PaymentWebhookService", "Late payment", "saleOrderId=" + order))
                .isTrue();
        assertThat(log.found("logger=PaymentWebhookController", "outcome=LATE")).isTrue();
        await().until(() -> log.found(
                "logger=KafkaProducer",
                "topic=sale-order.changed",
                "partition=",
                "offset=",
                "eventId=",
                "key=" + order));
    }

    // KITCHEN-6
    @Test
    void anUnexpectedStepInTheKitchenIsFound() {
        Api cook = Stack.as("kitchen");
        String order = Stack.as("waiter").open(PHO.x(1));
        String item = Stack.as("waiter")
                .post("/sale-orders/" + order + "/kitchen-tickets", "")
                .expect(201)
                .at("/data/0/items/0/id");
        String path = "/kitchen-ticket-items/" + item + "/status";
        cook.patch(path, json("{'status':'COOKING'}")).expect(200);
        assertThat(log.found("KITCHEN_TICKET_ITEM_STATUS_CHANGED", "unexpected", item))
                .isFalse();
        cook.patch(path, json("{'status':'COOKING'}")).expect(409);

        assertThat(log.found(
                        "KITCHEN_TICKET_ITEM_STATUS_CHANGED",
                        "unexpected",
                        "kitchenTicketItemId=" + item,
                        "toStatus=COOKING"))
                .isTrue();
    }

    // REQUEST-14
    @Test
    void aLongWaitForAnOrderIsFound_andEndsAsBusyWithAHint() throws Exception {
        Api waiter = Stack.as("waiter");
        String order = waiter.open();
        try (Connection blocker = DriverManager.getConnection(Stack.get().postgresUrl())) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute(Stack.quoted("select 1 from sale.SaleOrder where id = " + order + " for update"));
            CompletableFuture<Api.Reply> waiting = CompletableFuture.supplyAsync(() -> waiter.add(order, PHO.x(1)));
            await().until(() -> Stack.sql(OutsidePostgres.waitingForLocks(Duration.ofMillis(150)))
                    .equals(List.of("1")));
            blocker.rollback();
            waiting.join().expect(200);
        }
        assertThat(log.found("SELECT FOR UPDATE", "wait", "saleOrderId=" + order, "waitMs="))
                .isTrue();

        try (Connection blocker = DriverManager.getConnection(Stack.get().postgresUrl())) {
            blocker.setAutoCommit(false);
            blocker.createStatement()
                    .execute(Stack.quoted("select 1 from sale.SaleOrder where id = " + order + " for update"));
            Api.Reply busy = waiter.add(order, PHO.x(1)).expect(503);
            blocker.rollback();

            assertThat(busy.at("/code")).isEqualTo("order-busy");
            assertThat(busy.header("Retry-After")).isEqualTo("1");
        }
        waiter.add(order, PHO.x(1)).expect(200);
    }

    // REQUEST-16
    @Test
    void everyLineOfARequestNamesIt_refusedOrNot() {
        Stack.as("kitchen")
                .with("X-Request-Id", "log-denied")
                .with("x-device-info", json("{'deviceId':'\\u0000'}"))
                .get("/settings")
                .expect(403);
        Stack.as("cashier")
                .with("X-Request-Id", "log-till")
                .with("x-device-info", json("{'deviceId':'\\u0000'}"))
                .post("/sale-orders", json("{'saleChannelId':'70101'}"))
                .expect(422);

        assertThat(log.found("requestId=log-denied", "code=permission-denied")).isTrue();
        assertThat(log.found("requestId=log-till", "code=invalid")).isTrue();
        assertThat(log.logfmt().stream().filter(line -> line.contains("logger=HttpServer")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" requestId="));
        assertThat(Stack.sql("select action, deviceId from AuditEntry where requestId = 'log-denied'"))
                .containsExactly("DENIED|null");
    }

    // OPS-8, SISTER-4
    @Test
    void foreignTextStaysInItsLogField() {
        LogfmtLayout layout = new LogfmtLayout();
        layout.start();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ch.qos.logback.classic.spi.LoggingEvent event = new ch.qos.logback.classic.spi.LoggingEvent(
                "x", root, ch.qos.logback.classic.Level.INFO, "a \"b\"\n\u001b[2J\u2028c", null, null);
        event.setMDCPropertyMap(java.util.Map.of("userId", "Lan level=error\n"));

        assertThat(layout.doLayout(event))
                .contains(" userId=\"Lan level=error\\n\" ")
                .endsWith(" msg=\"a \\\"b\\\"\\n\\u001b[2J c\"\n");
    }
}
