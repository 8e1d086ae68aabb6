package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Money that comes twice, for the wrong part of the bill, too late, too much, or goes back: it is counted once, and given back once. */
class MoneyJourneyTest {
    private final String till = "till-" + System.nanoTime();
    private final Api manager = Stack.as("manager").with("x-device-info", till);
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);

    @AfterAll
    static void nothingIsLost() {
        Audit.nothingIsLost();
    }

    private String bill() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        return order;
    }

    private JsonNode halves(String order) {
        return cashier.divide(order, 2).expect(201).body().at("/data");
    }

    private Api.Reply order(String id) {
        return cashier.get("/sale-orders/" + id).expect(200);
    }

    private static List<String> reviews(String order) {
        return Stack.sql("select kind, trim_scale(amount), attemptUid, status from PaymentReview where saleOrderId = "
                + order + " order by id");
    }

    private static String review(String order, String kind) {
        return Stack.sql("select id from PaymentReview where kind = '" + kind + "' and saleOrderId = " + order)
                .getFirst();
    }

    private Api.Reply resolve(String review, String resolution) {
        return manager.resolve(review, resolution);
    }

    private String session() {
        return cashier.openShift("500000").expect(201).at("/id");
    }

    private BigDecimal drawer(String session) {
        return new BigDecimal(manager.get("/pos/sessions/" + session + "/x-report")
                .expect(200)
                .at("/cash/expected"));
    }

    @Test
    void attemptsOfOneTransactionPayTheChecksTheyName() {
        String order = bill();
        JsonNode checks = halves(order);
        for (int index : new int[] {1, 0}) {
            String check = checks.at("/" + index + "/id").asText();
            String total = checks.at("/" + index + "/total").asText();
            assertThat(Webhooks.send(Webhooks.named("success", "SaleCheck", check, "t-" + order, "a-" + check, total))
                            .expect(200)
                            .at("/outcome"))
                    .isEqualTo("APPLIED");
        }

        assertThat(order(order).at("/status")).isEqualTo("COMPLETED");
        cashier.get("/sale-orders/" + order + "/checks")
                .body()
                .at("/data")
                .forEach(check -> assertThat(check.at("/paid").asText())
                        .isEqualTo(check.at("/total").asText()));
        assertThat(reviews(order)).isEmpty();
    }

    // PAYMENT-6
    @Test
    void reportedAmountWithoutAttemptIsListedAsWaiting() {
        String order = bill();
        JsonNode checks = halves(order);
        String check = checks.at("/0/id").asText();
        String body = Webhooks.named("success", "SaleCheck", check, "t-" + order, "a-" + check, "1000")
                .replace(json("'paid':1000"), json("'paid':3500"));

        Webhooks.send(body).expect(200);

        assertThat(order(order).at("/counter/paid")).isEqualTo("1000");
        JsonNode overview = manager.get("/operations/overview").expect(200).body();
        assertThat(overview.at("/counts/waitingPayments").asLong()).isPositive();
        assertThat(overview.at("/waitingPayments")).anySatisfy(waiting -> {
            assertThat(waiting.at("/saleOrderId").asText()).isEqualTo(order);
            assertThat(waiting.at("/transactionUid").asText()).isEqualTo("t-" + order);
            assertThat(waiting.at("/amount").asText()).isEqualTo("2500");
        });
        assertThat(manager.get(overview.at("/lists/waitingPayments").asText() + "?limit=200")
                        .expect(200)
                        .body()
                        .at("/data"))
                .anyMatch(waiting -> waiting.at("/saleOrderId").asText().equals(order));
    }

    @Test
    void transactionReportPaysNoOrderTwice() {
        String one = bill();
        String other = bill();
        String total = order(other).at("/total");
        Webhooks.send(Webhooks.named("success", "SaleOrder", other, "t-" + one, "a-" + other, total))
                .expect(200);

        Webhooks.settled(one).paid(total).send().expect(200);

        assertThat(order(other).at("/status")).isEqualTo("COMPLETED");
        assertThat(order(one).at("/counter/paid")).isEqualTo("0");
        assertThat(waiting()).doesNotContain(one, other);
        Webhooks.send(Webhooks.named("success", "SaleOrder", one, "t-" + one, "a-" + one, total))
                .expect(200);
        assertThat(order(one).at("/status")).isEqualTo("COMPLETED");
        assertThat(waiting()).doesNotContain(one, other);
    }

    private List<String> waiting() {
        return manager.get("/payment-transactions/waiting?limit=200")
                .expect(200)
                .body()
                .at("/data")
                .findValuesAsText("saleOrderId");
    }

    // REVIEW-5
    @Test
    void refundedSurplusIsNotRefundDueAgain() {
        String session = session();
        String order = bill();
        JsonNode checks = halves(order);
        String check = checks.at("/0/id").asText();
        BigDecimal total = new BigDecimal(checks.at("/0/total").asText());
        Webhooks.send(Webhooks.named(
                        "success",
                        "SaleCheck",
                        check,
                        "t-" + order,
                        "a-" + order,
                        total.add(new BigDecimal("10000")).toPlainString()))
                .expect(200);
        manager.post(
                        "/payment-reviews/" + review(order, "OVERPAID") + "/resolve",
                        json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", session))
                .expect(200);

        manager.cancel(order, "fire").expect(200);
        manager.post(
                        "/payment-reviews/" + review(order, "REFUND_DUE") + "/resolve",
                        json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", session))
                .expect(200);

        assertThat(reviews(order))
                .containsExactly(
                        "OVERPAID|10000|a-" + order + "|REFUNDED",
                        "REFUND_DUE|" + total.toPlainString() + "|a-" + order + "|REFUNDED");
        assertThat(drawer(session)).isEqualByComparingTo("500000");
    }

    @Test
    void shortfallIsNotRefundable() {
        String session = session();
        String order = bill();
        JsonNode checks = halves(order);
        String paid = checks.at("/0/id").asText();
        Webhooks.onCheck(paid)
                .attempt("a-" + order)
                .amount(checks.at("/0/total").asText())
                .send()
                .expect(200);
        BigDecimal before = drawer(session);
        manager.post("/sale-checks/" + checks.at("/1/id").asText() + "/cancel", json("{'reason':'ran'}"))
                .expect(200);
        String shortfall = review(order, "SHORTFALL");

        Api.Reply refused = manager.post(
                        "/payment-reviews/" + shortfall + "/resolve",
                        json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", session))
                .expect(409);

        assertThat(refused.at("/code")).isEqualTo("review-resolution-not-allowed");
        assertThat(refused.at("/allowed/0")).isEqualTo("DISMISSED");
        assertThat(drawer(session)).isEqualByComparingTo(before);
        resolve(shortfall, "DISMISSED").expect(200);
    }

    // REVIEW-6
    @Test
    void aReversalIsReviewedOnce() {
        String order = bill();
        for (String outcome : List.of("success", "cancelled")) {
            Webhooks.attempt(outcome, order).amount("5000").send().expect(200);
        }
        assertThat(resolve(review(order, "REVERSED"), "REFUNDED").expect(409).at("/code"))
                .isEqualTo("review-resolution-not-allowed");
        resolve(review(order, "REVERSED"), "DISMISSED").expect(200);
        for (String outcome : List.of("expired", "failed")) {
            Webhooks.attempt(outcome, order).amount("5000").send().expect(200);
        }
        Webhooks.settled(order).paid("5000").send().expect(200);
        manager.cancel(order, "left").expect(200);

        assertThat(reviews(order)).containsExactly("REVERSED|5000|a-" + order + "|DISMISSED");
    }

    // ORDER-11
    @Test
    void draftWithMoneyIsNotDeleted() {
        String order = cashier.open(PHO.x(1));
        Webhooks.success(order).amount("5000").send().expect(200);

        Api.Reply refused = manager.delete("/sale-orders/" + order).expect(409);
        assertThat(refused.at("/code")).isEqualTo("order-holds-money");
        resolve(review(order, "LATE"), "REFUNDED").expect(200);
        manager.delete("/sale-orders/" + order).expect(200);
    }

    // REVIEW-8
    @Test
    void concurrentResolutions_oneSucceeds() {
        String order = cashier.open(PHO.x(1));
        Webhooks.success(order).amount("5000").send().expect(200);
        String review = review(order, "LATE");

        List<CompletableFuture<Api.Reply>> tries = IntStream.range(0, 8)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> resolve(review, number % 2 == 0 ? "DISMISSED" : "REFUNDED")))
                .toList();

        List<String> answers = new ArrayList<>();
        tries.forEach(one -> {
            Api.Reply reply = one.join();
            answers.add(reply.status() == 200 ? "200" : reply.status() + " " + reply.at("/code"));
        });
        assertThat(answers).filteredOn("200"::equals).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.equals("200")).containsOnly("409 review-resolved");
    }

    // SHIFT-12
    @Test
    void cashAnnouncedBeforeARevertIsInTheDrawer() {
        String session = session();
        String order = cashier.open(PHO.x(1));
        cashier.checkout(order).expect(200);
        cashier.post("/sale-orders/" + order + "/revert", "").expect(200);
        Webhooks.success(order).amount("5000").send().expect(200);

        assertThat(drawer(session)).isEqualByComparingTo("505000");
        assertThat(cashier.get("/sale-orders/" + order + "/payments").at("/data/0/method"))
                .isEqualTo("CASH");
        cashier.checkout(order).expect(200);
        assertThat(order(order).at("/counter/paid")).isEqualTo("5000");
    }

    // OPS-11
    @Test
    void theOverviewCountsAll_andNamesTheListThatPages() {
        String order = cashier.open(PHO.x(1));
        Webhooks.success(order).amount("5000").send().expect(200);

        JsonNode overview = manager.get("/operations/overview").expect(200).body();

        JsonNode list = manager.get(overview.at("/lists/latePayments").asText() + "&limit=200")
                .expect(200)
                .body();
        assertThat(overview.at("/counts/latePayments").asLong())
                .isEqualTo(Long.parseLong(Stack.sql(
                                "select count(*) from PaymentReview where status = 'OPEN' and kind = 'LATE' and merchantId = "
                                        + Restaurant.MERCHANT)
                        .getFirst()));
        assertThat(list.at("/data")).anySatisfy(late -> {
            assertThat(late.at("/saleOrderId").asText()).isEqualTo(order);
            assertThat(late.at("/attemptUid").asText()).isEqualTo("a-" + order);
            assertThat(late.at("/resolutions/0").asText()).isEqualTo("APPLIED");
        });
        overview.at("/lists").forEach(path -> {
            if (!path.isNull()) {
                manager.get(path.asText()).expect(200);
            }
        });
        assertThat(overview.at("/counts/parkedWebhooks").isNull()).isTrue();
        assertThat(Stack.as("operator")
                        .get("/operations/overview")
                        .expect(200)
                        .body()
                        .at("/counts/parkedWebhooks")
                        .isNull())
                .isFalse();
    }
}
