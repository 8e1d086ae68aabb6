package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import nx.sale.dev.Sisters;
import nx.sale.kit.Api;
import nx.sale.kit.LostPayments;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments whose webhooks never come: a terminal announces them, MQ-Pay is asked for them, and they are booked once. */
class LostWebhooksJourneyTest {
    private static final String BECAUSE = json("{'reason':'nobody pays'}");

    private final Sisters sisters = Stack.get().sisters();
    private final Api waiter = Stack.as("waiter");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    @AfterEach
    void mqPayAnswersAgain() {
        sisters.up("mq-pay", true);
    }

    private String checkedOut() {
        String order = cashier.open(PHO.x(1));
        cashier.checkout(order).expect(200);
        return order;
    }

    private String total(String order) {
        return cashier.get("/sale-orders/" + order).at("/total");
    }

    private void attempt(String order, String amount, String outcome) {
        new LostPayments(sisters).make(order, amount, outcome);
    }

    private static Api.Reply announce(Api who, String order, String amount) {
        return LostPayments.announce(who, order, amount);
    }

    /** As if the attempt had been announced 15 seconds earlier. */
    private static void due(String order) {
        Stack.sql("update PendingAttempt set heardAt = heardAt - interval '15 s', nextAt = nextAt - interval '15 s'"
                + " where saleOrderId = " + order);
    }

    private static List<String> books(String order) {
        return Stack.sql(
                "select status, received = total, (select count(*) from PaymentAttempt a where a.saleOrderId = o.id),"
                        + " (select count(*) from Outbox where topic = 'payment.success' and key = o.id::text)"
                        + " from SaleOrder o where id = " + order);
    }

    private static void age(String order) {
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + order);
    }

    private Api agreed(String order) {
        String token = manager.approve("Operations.cancelStuck", order, "looked")
                .expect(201)
                .at("/token");
        return Stack.as("operator").with("X-Approval", token);
    }

    @Test
    void anAnnouncedPaymentWhoseWebhooksAreLostIsBookedOnce() {
        String order = checkedOut();
        String total = total(order);
        Api.Reply announced = announce(waiter, order, total).expect(200);
        assertThat(announced.at("/amount")).isEqualTo(total);
        assertThat(announced.at("/nextAskAt")).isGreaterThan(announced.at("/heardAt"));
        attempt(order, total, "success");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("PROCESSING");

        due(order);

        await().untilAsserted(() -> assertThat(books(order)).containsExactly("COMPLETED|t|1|1"));
        assertThat(Webhooks.success(order)
                        .attempt("at-" + order)
                        .amount(total)
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .as("a webhook that comes after all, of another transaction even")
                .isEqualTo("APPLIED");
        assertThat(books(order)).containsExactly("COMPLETED|t|1|1");
        assertThat(cashier.get("/sale-orders/" + order + "/history").body().at("/data"))
                .extracting(entry -> entry.at("/action").asText())
                .contains("PAYMENT_ANNOUNCED", "PAYMENT_RECEIVED", "COMPLETED");
        assertThat(Stack.sql(
                        "select nextAt is null, endedAt is not null from PendingAttempt where saleOrderId = " + order))
                .containsExactly("t|t");
    }

    @Test
    void everyWebhookIsLostUnderLoad_andTheBooksAreExactInTheEnd() {
        List<String> orders;
        try (ExecutorService tills = Executors.newFixedThreadPool(4)) {
            orders = IntStream.range(0, 40)
                    .mapToObj(any -> CompletableFuture.supplyAsync(
                            () -> {
                                String order = checkedOut();
                                String total = total(order);
                                announce(cashier, order, total).expect(200);
                                attempt(order, total, "success");
                                due(order);
                                return order;
                            },
                            tills))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        await().untilAsserted(() ->
                assertThat(orders).allSatisfy(order -> assertThat(books(order)).containsExactly("COMPLETED|t|1|1")));
        assertThat(Stack.sql(
                        "select count(*) from PaymentReview where saleOrderId in (" + String.join(",", orders) + ")"))
                .containsExactly("0");
    }

    @Test
    void pendingAttemptIsVerifiedAgain_andAFailedOneIsNot() {
        String going = checkedOut();
        String failed = checkedOut();
        attempt(going, "1000", "pending");
        attempt(failed, "1000", "failed");
        announce(cashier, going, "1000").expect(200);
        announce(cashier, failed, "1000").expect(200);

        due(going);
        due(failed);

        await().untilAsserted(() -> {
            assertThat(Stack.sql("select asked, nextAt > now() from PendingAttempt where saleOrderId = " + going))
                    .containsExactly("1|t");
            assertThat(Stack.sql("select status from PaymentAttempt where saleOrderId = " + failed))
                    .containsExactly("FAILED");
        });
        assertThat(cashier.get("/sale-orders/" + failed).at("/status")).isEqualTo("PROCESSING");
    }

    @Test
    void pendingAttemptFromAWebhookIsVerifiedToo() {
        String order = checkedOut();
        String total = total(order);
        attempt(order, total, "success");
        assertThat(Webhooks.processing(order)
                        .attempt("at-" + order)
                        .amount(total)
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("IGNORED");

        due(order);

        await().untilAsserted(() -> assertThat(books(order)).containsExactly("COMPLETED|t|1|1"));
    }

    @Test
    void anOperatorAsksByHand() {
        String order = checkedOut();
        String total = total(order);
        announce(cashier, order, total).expect(200);
        attempt(order, total, "pending");
        String path = "/operations/orders/" + order + "/verify-payments";
        assertThat(manager.post(path, "").expect(200).body().at("/pending").asInt())
                .isEqualTo(1);
        attempt(order, total, "success");
        sisters.up("mq-pay", false);
        assertThat(manager.post(path, "").expect(503).at("/code")).isEqualTo("mq-pay-unavailable");
        sisters.up("mq-pay", true);

        await().until(() -> manager.post(path, "").status() == 200);

        assertThat(books(order)).containsExactly("COMPLETED|t|1|1");
        assertThat(Stack.as("cashier").post(path, "").expect(403).at("/code")).isEqualTo("permission-denied");
        assertThat(manager.get("/operations/audit?action=PAYMENTS_VERIFIED&saleOrderId=" + order)
                        .expect(200)
                        .text())
                .contains(json("'paid':'1'"));
    }

    @Test
    void aStuckOrderThatWasPaidIsNotCancelled() {
        String order = checkedOut();
        String total = total(order);
        announce(cashier, order, total).expect(200);
        attempt(order, total, "success");
        age(order);

        Api.Reply refused = agreed(order).post("/operations/orders/" + order + "/cancel-stuck", BECAUSE);

        assertThat(refused.expect(409).at("/code")).isEqualTo("payment-arrived");
        assertThat(refused.body().at("/attemptUids/0").asText()).isEqualTo("at-" + order);
        assertThat(books(order)).containsExactly("COMPLETED|t|1|1");
    }

    @Test
    void stuckOrderIsCancelledByForceOnly_whenMqPayIsUnavailable() {
        String order = checkedOut();
        announce(cashier, order, "1000").expect(200);
        age(order);
        sisters.up("mq-pay", false);
        Api agreed = agreed(order);
        String path = "/operations/orders/" + order + "/cancel-stuck";

        Api.Reply refused = agreed.post(path, BECAUSE).expect(503);
        assertThat(refused.at("/code")).isEqualTo("mq-pay-unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(Stack.as("operator")
                        .post(path, json("{'reason':'nobody pays','force':true}"))
                        .expect(403)
                        .at("/code"))
                .as("force does not replace the second person")
                .isEqualTo("second-person-needed");

        assertThat(agreed.post(path, json("{'reason':'nobody pays','force':true}"))
                        .expect(200)
                        .at("/status"))
                .isEqualTo("CANCELLED");
        assertThat(Stack.sql(
                        "select endedAt is null, nextAt is not null from PendingAttempt where saleOrderId = " + order))
                .containsExactly("t|t");
    }

    /** A bill in two checks; the terminal announces a payment for the first. */
    private String announcedCheck(String order) {
        JsonNode check = cashier.divide(order, 2).expect(201).body().at("/data/0");
        String id = check.at("/id").asText();
        cashier.post(
                        "/sale-orders/" + order + "/payments/announce",
                        json(
                                "{'attemptId':'at-%s','attemptUid':'at-%s','amount':'%s','checkId':'%s'}",
                                id, id, check.at("/total").asText(), id))
                .expect(200);
        return id;
    }

    // PAYMENT-18
    @Test
    void aCheckThatWasPaidIsNotWrittenOff() {
        String order = checkedOut();
        String check = announcedCheck(order);
        new LostPayments(sisters)
                .makeForCheck(check, cashier.get("/sale-checks/" + check).at("/total"));
        String path = "/sale-checks/" + check + "/cancel";

        Api.Reply refused = manager.post(path, BECAUSE);

        assertThat(refused.expect(409).at("/code")).isEqualTo("payment-arrived");
        assertThat(refused.body().at("/attemptUids/0").asText()).isEqualTo("at-" + check);
        assertThat(cashier.get("/sale-checks/" + check).at("/status")).isEqualTo("COMPLETED");
        assertThat(manager.post(path, BECAUSE).expect(409).at("/code")).isEqualTo("check-not-allowed");
    }

    // PAYMENT-18
    @Test
    void withMqPayAwayACheckIsWrittenOffByForceOnly() {
        String order = checkedOut();
        String check = announcedCheck(order);
        sisters.up("mq-pay", false);
        String path = "/sale-checks/" + check + "/cancel";

        assertThat(manager.post(path, BECAUSE).expect(503).at("/code")).isEqualTo("mq-pay-unavailable");
        assertThat(manager.post(path, json("{'reason':'ran','force':true}"))
                        .expect(200)
                        .at("/status"))
                .isEqualTo("CANCELLED");
        assertThat(Stack.sql("select endedAt is null from PendingAttempt where saleOrderId = " + order))
                .containsExactly("t");
    }

    // OPS-11
    @Test
    void theOverviewShowsWhatWasAnnouncedAndNotAnswered() {
        String order = checkedOut();
        announce(cashier, order, "1000").expect(200);

        JsonNode overview = manager.get("/operations/overview").expect(200).body();

        assertThat(overview.at("/counts/pendingPayments").asLong()).isPositive();
        assertThat(overview.at("/pendingPayments")).anySatisfy(pending -> {
            assertThat(pending.at("/saleOrderId").asText()).isEqualTo(order);
            assertThat(pending.at("/attemptUid").asText()).isEqualTo("at-" + order);
            assertThat(pending.at("/amount").asText()).isEqualTo("1000");
            assertThat(pending.at("/asked").asInt()).isZero();
            assertThat(pending.at("/nextAskAt").asText())
                    .isGreaterThan(pending.at("/announcedAt").asText());
        });
        Webhooks.success(order).attempt("at-" + order).amount("1000").send().expect(200);
        assertThat(manager.get("/operations/overview").expect(200).body().at("/pendingPayments"))
                .noneSatisfy(pending ->
                        assertThat(pending.at("/saleOrderId").asText()).isEqualTo(order));
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiter", "cashier", "manager", "owner"})
    void announcementNeedsThePaymentPermission_andActsOncePerKey(String role) {
        String order = checkedOut();
        Api who = Stack.as(role).key("announce-" + role + order);

        String first = announce(who, order, "5").expect(200).text();

        Api.Reply again = announce(who, order, "5").expect(200);
        assertThat(again.text()).isEqualTo(first);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(announce(Stack.as("kitchen"), order, "5").status()).isEqualTo(403);
        assertThat(Stack.sql("select attemptUid from PendingAttempt where saleOrderId = " + order))
                .containsExactly("at-" + order);
    }

    // PAYMENT-20
    @Test
    void invalidAnnouncementIsRejected() {
        String order = checkedOut();
        assertThat(announce(cashier, order, "0").expect(422).at("/errors/0/path"))
                .isEqualTo("amount");
        assertThat(announce(cashier, "1", "5").expect(404).at("/code")).isEqualTo("order-not-found");
        String other = checkedOut();
        manager.divide(other, 2).expect(201);
        String check =
                manager.get("/sale-orders/" + other + "/checks").expect(200).at("/data/0/id");
        assertThat(cashier.post(
                                "/sale-orders/" + order + "/payments/announce",
                                json("{'attemptId':'a','attemptUid':'a','amount':'5','checkId':'%s'}", check))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("check-not-found");
    }
}
