package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.access.Permissions;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money that does not go back over HTTP: without a valid approval, out of no drawer of its own, or no longer here. */
class RefundRefusalsJourneyTest {
    private final String merchant = Long.toString(System.nanoTime());
    private final String dong = merchant + "1";
    private final String dollars = merchant + "2";
    private final Api owner = as("owner");
    private final Api manager = as("manager");
    private final Api cashier = as("cashier");

    private Api as(String role) {
        return with(Stack.get().sisters().identity().token(role, merchant));
    }

    private Api with(String token) {
        return Api.at(Stack.get().baseUrl(), token, merchant).with("x-device-info", "till-" + merchant);
    }

    @BeforeEach
    void twoRooms() {
        owner.put(
                        "/catalogue/channels",
                        json(
                                "{'channels':[{'id':'%s','name':'Room','currency':'VND'},{'id':'%s','name':'Bar','currency':'USD'}]}",
                                dong, dollars))
                .expect(200);
    }

    private String checkedOut(String channel) {
        String order = cashier.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'50','quantity':'2'}]}",
                                channel))
                .expect(201)
                .at("/id");
        cashier.checkout(order).expect(200);
        return order;
    }

    /** 108 of a card. */
    private String sold() {
        String order = checkedOut(dong);
        Webhooks.paid(order, "108", "CARD").expect(200);
        return order;
    }

    private static String review(String order) {
        return Stack.sql("select id from PaymentReview where status = 'OPEN' and saleOrderId = " + order)
                .getFirst();
    }

    private String opened(String channel) {
        return cashier.post("/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'1000'}", channel))
                .expect(201)
                .at("/id");
    }

    private Api.Reply outOf(String session, String review) {
        return manager.post(
                "/payment-reviews/" + review + "/resolve",
                json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", session));
    }

    private static void refused(int status, String code, Api.Reply reply) {
        assertThat(reply.expect(status).at("/code")).isEqualTo(code);
    }

    private static final String WANTED =
            "{'lines':[{'itemId':'%s','quantity':'1'}],'refunds':[{'method':'CASH','amount':'54'}]}";

    private String inCash(String order) {
        return json(
                WANTED,
                cashier.get("/sale-orders/" + order + "?include=items")
                        .expect(200)
                        .at("/items/0/id"));
    }

    private String approval(String order) {
        return manager.approve(Permissions.SALE_ORDER_REFUND_OTHER_TENDER, order, "no card here")
                .expect(201)
                .at("/token");
    }

    // RETURN-16
    @Test
    void moneyOfACardGoesBackInCash_withAnApprovalOfThisOrderAndOnce() {
        String order = sold();
        String path = "/sale-orders/" + order + "/returns";
        String token = approval(order);

        refused(403, "permission-denied", cashier.post(path, inCash(order)));
        refused(
                403,
                "approval-refused",
                cashier.with("X-Approval", approval(sold())).post(path, inCash(order)));
        cashier.with("X-Approval", token).post(path, inCash(order)).expect(200);
        refused(403, "approval-refused", cashier.with("X-Approval", token).post(path, inCash(order)));
    }

    // RETURN-10, RETURN-16
    @Test
    void refundThatFailedIsGivenInCash_withAnApprovalOfItsOrder() {
        Api clerk = with(Stack.get()
                .sisters()
                .identity()
                .ownRoleToken("refunds-" + merchant, List.of(Permissions.SALE_ORDER_REFUND), merchant));
        String order = sold();
        String refund = cashier.giveBack(order, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        String path = "/refunds/" + refund + "/retry";
        String cash = json("{'method':'CASH'}");

        refused(403, "permission-denied", clerk.post(path, cash));
        refused(
                403,
                "approval-refused",
                clerk.with("X-Approval", approval(sold())).post(path, cash));
        assertThat(clerk.with("X-Approval", approval(order))
                        .post(path, cash)
                        .expect(200)
                        .at("/status"))
                .isEqualTo("SUCCESS");
    }

    // SHIFT-4, SHIFT-20
    @Test
    void cashOfAReviewLeavesADrawerThatIsOpenAndHasItsCurrency() {
        String halves = checkedOut(dong);
        Webhooks.paid(halves, "108.5", "CARD").expect(200);
        String surplus = checkedOut(dong);
        Webhooks.paid(surplus, "110", "CARD").expect(200);
        String session = opened(dong);

        refused(422, "cash-not-payable", outOf(session, review(halves)));
        cashier.closeShift(session, "1000").expect(200);
        refused(409, "session-closed", outOf(session, review(surplus)));
        refused(409, "drawer-currency-mismatch", outOf(opened(dollars), review(surplus)));
        assertThat(manager.resolve(review(surplus), "REFUNDED").expect(200).at("/status"))
                .isEqualTo("REFUNDED");
    }

    /** The webhook that says so is not counted before the review is: its attempt is changed past the service. */
    // REVIEW-8
    @Test
    void moneyOfAReviewThatTheProviderTookBackMeanwhileDoesNotGoBack() {
        String order = checkedOut(dong);
        Webhooks.paid(order, "110", "CARD").expect(200);
        String review = review(order);
        Stack.sql("update PaymentAttempt set seen = seen || '{CANCELLED}' where saleOrderId = " + order);
        try {
            Api.Reply reply = manager.resolve(review, "REFUNDED");

            refused(409, "review-not-refundable", reply);
            assertThat(reply.at("/refundable")).isEqualTo("0");
        } finally {
            Stack.sql("update PaymentAttempt set seen = array_remove(seen, 'CANCELLED') where saleOrderId = " + order);
        }
        assertThat(manager.resolve(review, "REFUNDED").expect(200).at("/status"))
                .isEqualTo("REFUNDED");
    }

    // RETURN-10
    @Test
    void refundThatFailedGoesBackInParts_andNoMoreThanItOwes() {
        String order = sold();
        String refund = cashier.giveBack(order, "2").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        String path = "/refunds/" + refund + "/retry";

        refused(422, "refund-not-payable", manager.post(path, json("{'amount':'53.5'}")));
        refused(409, "refund-exceeds", manager.post(path, json("{'amount':'109'}")));
        assertThat(manager.post(path, json("{'amount':'54'}")).expect(200).at("/status"))
                .isEqualTo("REQUESTED");
        String rest = Stack.sql("select id from Refund where status = 'FAILED' and replacedById is null and amount = 54"
                        + " and saleOrderId = " + order)
                .getFirst();
        manager.post("/refunds/" + rest + "/retry", "{}").expect(200);

        assertThat(Stack.sql("select sum(amount) from Refund where status <> 'FAILED' and saleOrderId = " + order))
                .containsExactly("108.0000");
        refused(409, "refund-not-allowed", manager.post("/refunds/" + rest + "/retry", "{}"));
    }

    private List<String> open() {
        JsonNode overview = owner.get("/operations/overview").expect(200).body();
        List<String> open = new ArrayList<>();
        overview.at("/openRefunds").forEach(refund -> {
            assertThat(refund.at("/open").asBoolean()).isTrue();
            open.add(refund.at("/id").asText());
        });
        assertThat(overview.at("/counts/openRefunds").asInt()).isEqualTo(open.size());
        return open;
    }

    private String again(String refund) {
        return manager.post("/refunds/" + refund + "/retry", "{}").expect(200).at("/id");
    }

    /** A refund that failed, and the one that failed in its place. */
    private List<String> failedTwice(String order) {
        String first = cashier.giveBack(order, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", first).expect(200);
        String second = again(first);
        Webhooks.refund("failed", second).expect(200);
        return List.of(first, second);
    }

    // RETURN-23
    @Test
    void failedRefundThatOwesNothingIsNotInTheOverview_andTheOtherOneIs() {
        String order = sold();
        List<String> chain = failedTwice(order);
        String waits = cashier.giveBack(sold(), "1").expect(200).at("/refunds/0/id");
        assertThat(open()).containsExactly(chain.getLast(), waits);

        Webhooks.refund("success", chain.getFirst()).expect(200);

        assertThat(open()).containsExactly(waits);
        refused(409, "refund-exceeds", manager.post("/refunds/" + chain.getLast() + "/retry", "{}"));
        refused(
                409,
                "refund-exceeds",
                manager.post(
                        "/refunds/" + chain.getLast() + "/resolve",
                        json("{'resolution':'MANUAL','note':'at the bank'}")));
        JsonNode failed =
                manager.get("/refunds?status=FAILED").expect(200).body().at("/data");
        assertThat(failed).hasSize(1);
        assertThat(failed.at("/0/id").asText()).isEqualTo(chain.getLast());
        assertThat(failed.at("/0/open").asBoolean()).isFalse();
        assertThat(Stack.sql("select kind from PaymentReview where saleOrderId = " + order))
                .isEmpty();
    }

    // RETURN-13, RETURN-23
    @Test
    void bothOfAChainThatSucceedAreAReview_andNoneIsInTheOverview() {
        String order = sold();
        String first = cashier.giveBack(order, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", first).expect(200);
        String second = again(first);
        Webhooks.refund("success", first).expect(200);
        assertThat(open()).containsExactly(second);
        assertThat(twice(order)).containsExactly("54.0000");

        Webhooks.refund("success", second).expect(200);
        assertThat(open()).isEmpty();
        assertThat(twice(order)).containsExactly("54.0000");
    }

    // RETURN-13, RETURN-23
    @Test
    void chainOfWhichOneSucceedsBeforeTheOtherFails_isNoReview() {
        String order = sold();
        String first = cashier.giveBack(order, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", first).expect(200);
        String second = again(first);
        Webhooks.refund("success", first).expect(200);

        Webhooks.refund("failed", second).expect(200);

        assertThat(open()).isEmpty();
        assertThat(twice(order)).isEmpty();
    }

    /** What MQ-Pay says of a card that pays all of an order. */
    private static void said(String outcome, String card, String order) {
        Webhooks.attempt(outcome, order)
                .attempt(card + "-" + order)
                .amount("108")
                .method("CARD")
                .send()
                .expect(200);
    }

    private static List<String> twice(String order) {
        return Stack.sql("select amount from PaymentReview where kind = 'REFUNDED_TWICE' and status = 'OPEN'"
                + " and saleOrderId = " + order);
    }

    // RETURN-23
    @Test
    void failedRefundWhoseMoneyTheProviderTookBackIsInTheOverviewOnceOtherMoneyIsHere() {
        String order = checkedOut(dong);
        said("success", "a", order);
        String refund = cashier.giveBack(order, "2").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        assertThat(open()).containsExactly(refund);

        said("cancelled", "a", order);
        assertThat(open()).isEmpty();

        said("success", "b", order);
        assertThat(open()).containsExactly(refund);
        manager.post("/refunds/" + refund + "/retry", json("{'attemptUid':'b-%s'}", order))
                .expect(200);
        assertThat(open()).hasSize(1).doesNotContain(refund);
    }

    // LIST-3
    @Test
    void refundsAreListedFromTheOldest_orFromTheNewest() {
        String first = cashier.giveBack(sold(), "1").expect(200).at("/refunds/0/id");
        String second = cashier.giveBack(sold(), "1").expect(200).at("/refunds/0/id");

        assertThat(manager.get("/refunds?limit=1").expect(200).at("/data/0/id")).isEqualTo(first);
        Api.Reply newest = manager.get("/refunds?newest=true&limit=1").expect(200);
        assertThat(newest.at("/data/0/id")).isEqualTo(second);
        assertThat(manager.get("/refunds?newest=true&limit=1&cursor=" + newest.at("/nextCursor"))
                        .expect(200)
                        .at("/data/0/id"))
                .isEqualTo(first);
        refused(422, "invalid", manager.get("/refunds?newest=yes"));
    }

    // RETURN-22
    @Test
    void moneyThatComesForAnOrderOfWhichAllCameBackIsDueBack() {
        String order = checkedOut(dong);
        Webhooks.attempt("success", order)
                .attempt("a-" + order)
                .amount("108")
                .send()
                .expect(200);
        Webhooks.attempt("cancelled", order)
                .attempt("a-" + order)
                .amount("108")
                .send()
                .expect(200);
        cashier.giveBack(order, "2").expect(200);

        Webhooks.attempt("success", order)
                .attempt("b-" + order)
                .amount("108")
                .send()
                .expect(200);

        assertThat(Stack.sql(
                        "select amount from PaymentReview where kind = 'OVERPAID' and status = 'OPEN' and saleOrderId = "
                                + order))
                .containsExactly("108.0000");
    }
}
