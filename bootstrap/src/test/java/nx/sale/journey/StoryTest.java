package nx.sale.journey;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.COFFEE;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** The main job, from open table to booked money. */
class StoryTest {
    private final Api cashier = Stack.as("cashier");
    private final Api waiter = Stack.as("waiter");

    // CART-4, MONEY-3, ORDER-13, OUTBOX-11, PAYMENT-19
    @Test
    void aTableIsOpenedServedCheckedOutAndPaidInTwoParts() {
        String order = cashier.open(PHO.x(1));

        CompletableFuture<Api.Reply> one = CompletableFuture.supplyAsync(
                () -> waiter.add(order, BUN_CHA.x(2)),
                command -> Thread.ofVirtual().start(command));
        CompletableFuture<Api.Reply> other = CompletableFuture.supplyAsync(
                () -> waiter.add(order, COFFEE.x(3)),
                command -> Thread.ofVirtual().start(command));
        one.join().expect(200);
        other.join().expect(200);
        waiter.add(order, LUNCH.x(1)).expect(200);

        Api.Reply cart = cashier.get("/sale-orders/" + order + "?include=items").expect(200);
        assertThat(cart.at("/subtotal")).isEqualTo("421000");
        assertThat(cart.body().at("/items")).hasSize(7);
        assertThat(cashier.post("/sale-orders/" + order + "/pricing-preview", "")
                        .expect(200)
                        .at("/subtotal"))
                .isEqualTo("421000");

        Api.Reply processing = cashier.checkout(order).expect(200);
        assertThat(processing.at("/status")).isEqualTo("PROCESSING");
        String total = processing.at("/total");
        assertThat(new java.math.BigDecimal(total))
                .isEqualTo(new java.math.BigDecimal(processing.at("/subtotal"))
                        .subtract(new java.math.BigDecimal(processing.at("/discount")))
                        .add(new java.math.BigDecimal(processing.at("/tax")))
                        .setScale(0, java.math.RoundingMode.HALF_UP));

        String cash = Webhooks.success(order)
                .attempt("cash-" + order)
                .amount("200000")
                .body();
        assertThat(Webhooks.send(cash).expect(200).at("/outcome")).isEqualTo("APPLIED");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("PARTIAL");
        assertThat(Webhooks.send(cash).expect(200).at("/outcome")).isEqualTo("DUPLICATE");
        String rest = new java.math.BigDecimal(total)
                .subtract(new java.math.BigDecimal("200000"))
                .toPlainString();
        assertThat(Webhooks.success(order)
                        .attempt("qr-" + order)
                        .amount(rest)
                        .send()
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("APPLIED");

        Api.Reply done =
                cashier.get("/sale-orders/" + order + "?include=items,payments").expect(200);
        assertThat(done.at("/status")).isEqualTo("COMPLETED");
        assertThat(done.at("/counter/paid")).isEqualTo(total);
        assertThat(done.body().at("/counter/paidItemIds")).hasSize(7);
        assertThat(done.body().at("/payments")).hasSize(2);
        assertThat(done.at("/businessDate")).isNotEmpty();

        List<Topic.Event> successes = Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 2);
        assertThat(successes)
                .extracting(event -> event.body().at("/saleOrderStatus").asText())
                .containsExactly("300_PARTIAL", "303_COMPLETED");
        assertThat(successes).extracting(Topic.Event::sequence).containsExactly(1L, 2L);
        assertThat(successes)
                .extracting(event -> event.body().at("/payment/isFullyPaid").asBoolean())
                .containsExactly(false, true);
        assertThat(successes.get(1).body().at("/payment/total").isNumber()).isTrue();
        assertThat(successes.get(1).body().at("/payment/paid").decimalValue()).isEqualByComparingTo(total);
        assertThat(successes.get(1).body().at("/items")).hasSize(7);
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", order, 3))
                .extracting(event -> event.body().at("/change").asText())
                .containsExactly("OPENED", "CHECKED_OUT", "COMPLETED");

        assertThat(cashier.get("/sale-orders/" + order + "/history")
                        .expect(200)
                        .body()
                        .at("/data"))
                .extracting(entry -> entry.at("/action").asText())
                .containsExactly(
                        "ORDER_OPENED",
                        "ITEMS_ADDED",
                        "ITEMS_ADDED",
                        "ITEMS_ADDED",
                        "ITEMS_ADDED",
                        "CHECKED_OUT",
                        "PAYMENT_RECEIVED",
                        "PAYMENT_RECEIVED",
                        "COMPLETED");
    }

    // PRICE-7
    @Test
    void checkoutAnswers503_whenPricingIsUnavailable_andTheOrderStaysADraft() {
        String order = cashier.open(PHO.x(1));
        Stack.get().sisters().up("pricing", false);
        try {
            Api.Reply refused = cashier.checkout(order);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.at("/code")).isEqualTo("pricing-unavailable");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("DRAFT");
        } finally {
            Stack.get().sisters().up("pricing", true);
        }
        org.awaitility.Awaitility.await().until(() -> cashier.checkout(order).status() == 200);
    }

    // PRICE-5
    @Test
    void aWrongAnswerOfPricingIsNeverStored() {
        for (String trick : List.of("missing-line", "wrong-sum", "negative")) {
            String order = cashier.open(PHO.x(1), BUN_CHA.x(1));
            Stack.get().sisters().pricing().trick(trick);
            try {
                assertThat(cashier.checkout(order).at("/code")).as(trick).isEqualTo("pricing-unavailable");
                assertThat(cashier.get("/sale-orders/" + order).at("/tax")).isEqualTo("0");
            } finally {
                Stack.get().sisters().pricing().trick("");
            }
        }
    }

    @Test
    void importedVariantIsSoldAtItsPriceAndVat() {
        Stack.as("owner")
                .put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'9223372036854775807','name':'Imported','type':'SERVICE','price':21000}]}"))
                .expect(200);
        assertThat(cashier.checkout(cashier.open(new Dish("9223372036854775807").x(2)))
                        .expect(200)
                        .at("/total"))
                .isEqualTo("45360");
    }

    // PRICE-7
    @Test
    void pricingsOwnRefusalReachesTheCaller() {
        Stack.as("owner")
                .put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'%s','name':'No fare','type':'SERVICE','price':'1000'}]}",
                                Restaurant.NO_FARE))
                .expect(200);
        String order = cashier.open(new Dish(Restaurant.NO_FARE).x(1));

        Api.Reply refused = cashier.checkout(order).expect(422);

        assertThat(refused.at("/code")).isEqualTo("pricing-refused");
        assertThat(refused.at("/detail")).contains("no active fare");
        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("DRAFT");
    }

    @Test
    void aRevertedOrderIsACartAgainAtTheHeldPrices() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);

        Api.Reply cart = cashier.post("/sale-orders/" + order + "/revert", "").expect(200);

        assertThat(cart.at("/status")).isEqualTo("DRAFT");
        assertThat(cart.at("/total")).isEqualTo("130000");
        assertThat(cart.at("/tax")).isEqualTo("0");
        assertThat(cart.body().at("/items/0/priceMetadata").isNull()).isTrue();
        assertThat(cart.body().at("/processingAt").isNull()).isTrue();
        cashier.add(order, BANH_MI.x(1)).expect(200);
    }

    // ORDER-8, REVIEW-5
    @Test
    void cancellingAPartlyPaidOrderNeedsItsOwnPermission_andLeavesARefundDue() {
        String order = cashier.open(PHO.x(2));
        cashier.checkout(order).expect(200);
        Webhooks.success(order).amount("1000").send().expect(200);

        assertThat(cashier.cancel(order, "left").expect(403).at("/permission")).isEqualTo("SaleOrder.cancelPaid");
        Api.Reply cancelled = Stack.as("manager").cancel(order, "left").expect(200);

        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(cancelled.at("/cancellationReason")).isEqualTo("left");
        assertThat(Stack.sql("select kind, amount, status from PaymentReview where saleOrderId = " + order))
                .containsExactly("REFUND_DUE|1000.0000|OPEN");
    }

    // PRICE-9
    @Test
    void moneyForADraftIsLate_andTheNextCheckoutAppliesIt() {
        String order = cashier.open(PHO.x(2));
        assertThat(Webhooks.success(order).amount("40000").send().expect(200).at("/outcome"))
                .isEqualTo("LATE");
        assertThat(Stack.as("manager")
                        .get("/operations/overview")
                        .expect(200)
                        .body()
                        .at("/latePayments"))
                .anyMatch(late -> late.at("/saleOrderId").asText().equals(order));

        Api.Reply partial = cashier.checkout(order).expect(200);

        assertThat(partial.at("/status")).isEqualTo("PARTIAL");
        assertThat(partial.at("/counter/paid")).isEqualTo("40000");
        assertThat(Stack.sql("select kind, status from PaymentReview where saleOrderId = " + order))
                .containsExactly("LATE|APPLIED");
    }

    // REVIEW-4
    @Test
    void overpaymentCompletesTheOrder_andLeavesAReview() {
        String order = cashier.open(TEA.x(1));
        String total = cashier.checkout(order).expect(200).at("/total");
        String more = new java.math.BigDecimal(total)
                .add(new java.math.BigDecimal("500"))
                .toPlainString();

        Webhooks.success(order).amount(more).send().expect(200);

        assertThat(cashier.get("/sale-orders/" + order).at("/status")).isEqualTo("COMPLETED");
        Api manager = Stack.as("manager");
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        assertThat(manager.post(
                                "/payment-reviews/" + review + "/resolve",
                                json("{'resolution':'REFUNDED','note':'cash'}"))
                        .expect(200)
                        .at("/status"))
                .isEqualTo("REFUNDED");
        assertThat(manager.resolve(review, "DISMISSED").expect(409).at("/code")).isEqualTo("review-resolved");
    }

    // WEBHOOK-3
    @Test
    void aWebhookForAnUnknownOrderIsParked_andAppliedWhenItComesAgain() {
        String body = Webhooks.success("999")
                .transaction("t-parked")
                .attempt("a-parked-" + System.nanoTime())
                .amount("1")
                .body();
        assertThat(Webhooks.send(body).expect(404).at("/code")).isEqualTo("payment-target-unknown");
        assertThat(Webhooks.send(body).status()).isEqualTo(404);
        assertThat(Stack.as("operator")
                        .get("/operations/overview")
                        .expect(200)
                        .body()
                        .at("/webhooks"))
                .anyMatch(webhook -> webhook.at("/outcome").asText().equals("PARKED")
                        && webhook.at("/attempts").asInt() == 2);
        assertThat(Stack.as("owner")
                        .get("/operations/overview")
                        .expect(200)
                        .body()
                        .at("/webhooks")
                        .isNull())
                .isTrue();
    }

    // WEBHOOK-4
    @Test
    void aWebhookThatCannotBeReadIsKept_andAnswered500() {
        String order = cashier.open(TEA.x(1));
        String broken = Webhooks.success(order)
                .transaction("t-broken-" + order)
                .attempt("a-broken-" + order)
                .amount("12.123456")
                .body();

        assertThat(Webhooks.send(broken).expect(500).at("/code")).isEqualTo("webhook-unreadable");
        assertThat(Stack.sql("select outcome from " + Stack.WEBHOOKS + " where attemptUid = 'a-broken-" + order + "'"))
                .containsExactly("FAILED");
        assertThat(Webhooks.send("{nonsense").expect(400).at("/code")).isEqualTo("malformed-json");
        assertThat(Webhooks.send(json("{'eventType':'mq-pay:refund.created','payload':{}}"))
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("IGNORED");
        Webhooks.success(order)
                .transaction("t-broken-" + order)
                .attempt("a-broken-" + order)
                .amount("12")
                .send()
                .expect(200);
        assertThat(Stack.sql("select outcome from " + Stack.WEBHOOKS + " where attemptUid = 'a-broken-" + order + "'"))
                .containsExactly("LATE");
    }

    // WEBHOOK-13
    @Test
    void moneyBeyondEveryAmountIsParked_andNotSentAgain() {
        String order = cashier.open(TEA.x(1));
        Webhooks.success(order)
                .transaction("t1-" + order)
                .attempt("a1-" + order)
                .amount("99999999999")
                .send()
                .expect(200);

        Api.Reply refused = Webhooks.success(order)
                .transaction("t2-" + order)
                .attempt("a2-" + order)
                .amount("99999999999")
                .send();

        assertThat(refused.expect(422).at("/code")).isEqualTo("amount-too-large");
        assertThat(Stack.sql("select outcome, error from " + Stack.WEBHOOKS + " where attemptUid = 'a2-" + order + "'"))
                .containsExactly("PARKED|the order would hold more than the largest amount");
        assertThat(cashier.get("/sale-orders/" + order).expect(200).at("/status"))
                .isEqualTo("DRAFT");
    }

    // PRICE-8
    @Test
    void anOrderOfTotalZeroIsCompleteAtCheckout() {
        Stack.as("owner")
                .put(
                        "/catalogue/variants",
                        json("{'variants':[{'id':'71900','name':'On the house','type':'SERVICE','price':'0'}]}"))
                .expect(200);
        String order = cashier.open(new Dish("71900").x(1));

        assertThat(cashier.checkout(order).expect(200).at("/status")).isEqualTo("COMPLETED");

        List<Topic.Event> events = Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 1);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().body().at("/payment/attempt").isNull()).isTrue();
    }

    // ORDER-3
    @Test
    void theSecondMerchantSeesNothingOfTheFirst() {
        String order = cashier.open(PHO.x(1));
        Api other = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);

        assertThat(other.get("/sale-orders/" + order).expect(404).at("/code")).isEqualTo("order-not-found");
        assertThat(other.add(order, new Dish("81001").x(1)).expect(404).at("/code"))
                .isEqualTo("order-not-found");
        assertThat(other.with("x-merchant-id", Restaurant.MERCHANT)
                        .get("/sale-orders/" + order)
                        .status())
                .isEqualTo(403);
        assertThat(other.newOrder().create().expect(422).at("/code")).isEqualTo("channel-unknown");
    }
}
