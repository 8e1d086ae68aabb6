package nx.sale.journey;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.GOI_CUON;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Menu.Portion;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shifts from the float to the Z, each test at a till of its own. */
class ShiftJourneyTest {
    private final String till = "till-" + System.nanoTime();
    private final Api owner = Stack.as("owner").with("x-device-info", till);
    private final Api manager = Stack.as("manager").with("x-device-info", till);
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);

    private Api.Reply open(String openingFloat) {
        return cashier.openShift(openingFloat);
    }

    private String opened() {
        return open("500000").expect(201).at("/id");
    }

    private Api.Reply close(Api by, String session, String body) {
        return by.post("/pos/sessions/" + session + "/close", body);
    }

    private static String counted(String cash) {
        return json("{'actualCash':'%s'}", cash);
    }

    private String checkedOut(Portion... items) {
        String order = cashier.open(items);
        cashier.checkout(order).expect(200);
        return order;
    }

    private static void pay(String order, String attempt, String amount) {
        Webhooks.success(order).attempt(attempt).amount(amount).send().expect(200);
    }

    /** Sold for cash; the total. */
    private String sold(Portion... items) {
        String order = checkedOut(items);
        String total = cashier.get("/sale-orders/" + order).expect(200).at("/total");
        pay(order, "a-" + order, total);
        return total;
    }

    private JsonNode x(String session) {
        return manager.get("/pos/sessions/" + session + "/x-report").expect(200).body();
    }

    private JsonNode z(String session) {
        return manager.get("/pos/sessions/" + session + "/z-report").expect(200).body();
    }

    private String expected(String session) {
        return x(session).at("/cash/expected").asText();
    }

    // OUTBOX-3, SHIFT-15
    @Test
    void shiftFromOpeningToZReport() {
        Watch screen = Watch.rooms(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("cashier", Restaurant.MERCHANT),
                "merchant/" + Restaurant.MERCHANT);
        String session = opened();
        assertThat(cashier.get("/pos/sessions/current").expect(200).at("/id")).isEqualTo(session);
        long total = Long.parseLong(sold(PHO.x(2)));
        cashier.moveCash(session, "DROP", "100000", "to the safe").expect(201);

        JsonNode x = x(session);
        assertThat(x.at("/cash/sales").asText()).isEqualTo(Long.toString(total));
        assertThat(x.at("/cash/drop").asText()).isEqualTo("100000");
        assertThat(x.at("/cash/expected").asText()).isEqualTo(Long.toString(400_000 + total));
        assertThat(x.at("/sales/0/orders").asInt()).isEqualTo(1);
        assertThat(x.at("/sales/0/total").asText()).isEqualTo(Long.toString(total));
        assertThat(x.has("number")).isTrue();
        assertThat(x.at("/number").isNull()).isTrue();

        Api.Reply closed =
                close(cashier, session, counted(Long.toString(400_000 + total))).expect(200);
        assertThat(closed.at("/outcome")).isEqualTo("CLOSED");
        assertThat(closed.at("/session/cashDiscrepancy")).isEqualTo("0");
        assertThat(closed.body().at("/zNumber").asLong()).isEqualTo(1);
        assertThat(cashier.get("/pos/sessions/current").expect(200).text()).isEqualTo("null");

        JsonNode z = z(session);
        assertThat(z.at("/number").asLong()).isEqualTo(1);
        assertThat(z.at("/previousHash").asText()).isEqualTo("0".repeat(64));
        assertThat(z.at("/content/cash/counted").asText()).isEqualTo(Long.toString(400_000 + total));
        assertThat(z.at("/content/tenders/0/method").asText()).isEqualTo("CASH");
        assertThat(z.at("/content/tenders/0/amount").asText()).isEqualTo(Long.toString(total));
        Topic.Event published = Topic.of(
                        Stack.get().kafkaBootstrap(), Topics.POS_SESSION_CLOSED, Restaurant.MERCHANT + ":" + till, 1)
                .getFirst();
        assertThat(published.sequence()).isEqualTo(1);
        assertThat(published.body().at("/hash").asText())
                .isEqualTo(z.at("/hash").asText());
        assertThat(published.body().at("/content/posSessionId").asText()).isEqualTo(session);
        screen.event("SESSION_OPENED");
        screen.event("CASH_MOVED");
        assertThat(screen.event("SESSION_CLOSED").at("/data/posSessionId")).isEqualTo(session);
        screen.close();
    }

    // SHIFT-9
    @Test
    void expectedCashIsHiddenWhileCounting() {
        String session = opened();
        cashier.get("/pos/sessions/" + session + "/x-report").expect(403);
        assertThat(cashier.get("/pos/sessions/" + session)
                        .expect(200)
                        .body()
                        .at("/expectedCash")
                        .isNull())
                .isTrue();

        Api.Reply again = close(cashier, session, counted("400000")).expect(200);
        assertThat(again.at("/outcome")).isEqualTo("RECOUNT");
        assertThat(again.body().at("/recounts").asInt()).isEqualTo(1);
        assertThat(again.body().at("/left").asInt()).isEqualTo(1);
        assertThat(again.text()).doesNotContain("500000");
        assertThat(cashier.get("/pos/sessions/" + session)
                        .body()
                        .at("/closeRecountCount")
                        .asInt())
                .isEqualTo(1);
        close(cashier, session, json("{'denominations':[{'value':'200000','count':2},{'value':'100000','count':1}]}"))
                .expect(200);
        assertThat(z(session).at("/content/cash/denominations/0/count").asInt()).isEqualTo(2);
        assertThat(z(session).at("/content/recounts").asInt()).isEqualTo(1);
    }

    @Test
    void aRecountCountsOnce_howeverOftenItIsSent() {
        String session = opened();
        Api once = cashier.key("count-" + session);
        String first = close(once, session, counted("1")).expect(200).text();

        assertThat(close(once, session, counted("1")).expect(200).text()).isEqualTo(first);
        assertThat(cashier.get("/pos/sessions/" + session)
                        .body()
                        .at("/closeRecountCount")
                        .asInt())
                .isEqualTo(1);
        Api end = cashier.key("close-" + session);
        String closed = close(end, session, counted("500000")).expect(200).text();
        assertThat(close(end, session, counted("500000")).expect(200).text()).isEqualTo(closed);
        assertThat(close(cashier, session, counted("500000")).expect(409).at("/code"))
                .isEqualTo("session-closed");
    }

    // SHIFT-7
    @Test
    void cashDifferenceNeedsANoteAndPermission() {
        String session = opened();
        close(cashier, session, counted("450000")).expect(200);
        close(cashier, session, counted("450000")).expect(200);
        assertThat(close(cashier, session, counted("450000")).expect(422).at("/code"))
                .isEqualTo("difference-unexplained");
        String explained = json("{'actualCash':'450000','note':'wrong change'}");
        assertThat(close(cashier, session, explained).expect(403).at("/code")).isEqualTo("permission-denied");

        String wrong = approval(json("'Shift.closeWithDifference','posSessionId':'%s'", otherSession()));
        assertThat(close(cashier.with("X-Approval", wrong), session, explained)
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        String right = approval(json("'Shift.closeWithDifference','posSessionId':'%s'", session));
        Api.Reply closed =
                close(cashier.with("X-Approval", right), session, explained).expect(200);
        assertThat(closed.at("/session/cashDiscrepancy")).isEqualTo("-50000");
        assertThat(z(session).at("/content/note").asText()).isEqualTo("wrong change");
        assertThat(Stack.sql(
                        "select details->>'approver' from AuditEntry where action = 'APPROVED' and details->>'approvalId' in"
                                + " (select id::text from Approval where posSessionId = " + session + ")"))
                .hasSize(1);
    }

    private String otherSession() {
        return cashier.with("x-device-info", till + "-b")
                .openShift("0")
                .expect(201)
                .at("/id");
    }

    private String approval(String what) {
        return manager.post("/approvals", json("{'action':%s,'reason':'seen it'}", what))
                .expect(201)
                .at("/token");
    }

    // ACCESS-12
    @Test
    void anApprovalNamesWhatItIsFor() {
        String session = opened();
        String order = cashier.open(PHO.x(1));
        assertThat(manager.approve("Shift.closeWithDifference", order, "x")
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("orderId");
        assertThat(manager.post(
                                "/approvals",
                                json("{'action':'SaleOrder.cancelPaid','posSessionId':'%s','reason':'x'}", session))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("posSessionId");
        assertThat(manager.post("/approvals", json("{'action':'Shift.closeWithDifference','reason':'x'}"))
                        .expect(422)
                        .at("/errors/0/code"))
                .isEqualTo("required");
        assertThat(manager.post(
                                "/approvals",
                                json("{'action':'Shift.closeWithDifference','posSessionId':'5','reason':'x'}"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("session-not-found");
    }

    // SHIFT-17
    @Test
    void ordersThatWaitForMoneyAreHandedOver_andClosedInTheShiftThatCompletesThem() {
        String first = opened();
        String order = checkedOut(PHO.x(2));
        String total = cashier.get("/sale-orders/" + order).at("/total");
        pay(order, "a-" + order, "50000");
        cashier.open(BANH_MI.x(1));

        assertThat(close(cashier, first, counted("550000")).expect(409).at("/code"))
                .isEqualTo("session-orders-open");
        close(cashier, first, json("{'actualCash':'550000','handOver':true}")).expect(200);
        JsonNode z = z(first).at("/content");
        assertThat(z.at("/openOrders").findValuesAsText("status")).containsExactly("DRAFT", "PARTIAL");
        assertThat(z.at("/openOrders/1/paid").asText()).isEqualTo("50000");
        assertThat(z.at("/openOrders/1/total").asText()).isEqualTo(total);
        assertThat(z.at("/handOver").asBoolean()).isTrue();
        assertThat(z.at("/sales").isEmpty()).isTrue();

        String second = opened();
        pay(order, "b-" + order, Long.toString(Long.parseLong(total) - 50_000));
        JsonNode completed = cashier.get("/sale-orders/" + order).expect(200).body();
        assertThat(completed.at("/openedInSessionId").asText()).isEqualTo(first);
        assertThat(completed.at("/closedInSessionId").asText()).isEqualTo(second);
        assertThat(x(second).at("/sales/0/total").asText()).isEqualTo(total);
        String filter = URLEncoder.encode(json("{'where':{'closedInSessionId':'%s'}}", second), StandardCharsets.UTF_8);
        assertThat(cashier.get("/sale-orders?filter=" + filter).expect(200).at("/data/0/id"))
                .isEqualTo(order);
    }

    // SHIFT-11
    @Test
    void bookingAfterTheCloseBelongsToTheNextShift_marked() {
        String first = opened();
        String late = checkedOut(PHO.x(1));
        cashier.cancel(late, "left").expect(200);
        String total = sold(BANH_MI.x(1));
        close(cashier, first, counted(Long.toString(500_000 + Long.parseLong(total))))
                .expect(200);
        JsonNode before = z(first);

        pay(late, "a-" + late, "65000");
        String between = sold(GOI_CUON.x(1));
        assertThat(z(first)).isEqualTo(before);
        String second = opened();
        JsonNode x = x(second);
        long both = 65_000 + Long.parseLong(between);
        assertThat(x.at("/tenders/0/amount").asText()).isEqualTo(Long.toString(both));
        assertThat(x.at("/tenders/0/carried").asText()).isEqualTo(Long.toString(both));
        assertThat(x.at("/tenders/0/payments").asInt()).isEqualTo(2);
        assertThat(x.at("/sales/0/late").asText()).isEqualTo("65000");
        assertThat(x.at("/sales/0/orders").asInt()).isEqualTo(1);
        assertThat(x.at("/sales/0/carriedOrders").asInt()).isEqualTo(1);
        assertThat(x.at("/cash/expected").asText()).isEqualTo(Long.toString(500_000 + both));
    }

    @Test
    void readingShowsLateOverpaidAndCancelledSums() {
        String session = opened();
        String order = checkedOut(PHO.x(1));
        long total = Long.parseLong(cashier.get("/sale-orders/" + order).at("/total"));
        pay(order, "a-" + order, Long.toString(total + 7_000));
        String left = checkedOut(BANH_MI.x(1));
        long lost = Long.parseLong(cashier.get("/sale-orders/" + left).at("/total"));
        cashier.cancel(left, "left").expect(200);
        pay(left, "a-" + left, "9000");

        JsonNode sales = x(session).at("/sales/0");
        assertThat(sales.at("/overpaid").asText()).isEqualTo("7000");
        assertThat(sales.at("/late").asText()).isEqualTo("9000");
        assertThat(sales.at("/cancelledOrders").asInt()).isEqualTo(1);
        assertThat(sales.at("/cancelledTotal").asText()).isEqualTo(Long.toString(lost));
        assertThat(x(session).at("/cash/sales").asText()).isEqualTo(Long.toString(total + 16_000));
    }

    // SHIFT-21
    @Test
    void moneyKnownByItsSumFirstFindsItsTenderLater() {
        String session = opened();
        String order = checkedOut(PHO.x(1));
        String total = cashier.get("/sale-orders/" + order).at("/total");
        Webhooks.settled(order).paid(total).send().expect(200);
        assertThat(x(session).at("/tenders/0/method").asText()).isEqualTo("UNKNOWN");
        assertThat(expected(session)).isEqualTo("500000");

        pay(order, "a-" + order, total);
        JsonNode tenders = x(session).at("/tenders");
        assertThat(tenders.at("/0/method").asText()).isEqualTo("CASH");
        assertThat(tenders.at("/0/amount").asText()).isEqualTo(total);
        assertThat(tenders.at("/1/method").asText()).isEqualTo("UNKNOWN");
        assertThat(tenders.at("/1/amount").asText()).isEqualTo("0");
        assertThat(x(session).at("/sales/0/orders").asInt()).isEqualTo(1);
    }

    // SHIFT-12
    @Test
    void checkPaymentIsBookedToTheDrawerOfTheTillThatDividedTheBill() {
        String mine = opened();
        String theirs = otherSession();
        String order = checkedOut(PHO.x(2));
        Api there = cashier.with("x-device-info", till + "-b");
        JsonNode checks = there.divide(order, 2).expect(201).body();
        checks.at("/data")
                .forEach(check -> Webhooks.onCheck(check.at("/id").asText())
                        .amount(check.at("/total").asText())
                        .send()
                        .expect(200));

        String total = cashier.get("/sale-orders/" + order).at("/total");
        assertThat(x(theirs).at("/cash/sales").asText()).isEqualTo(total);
        assertThat(x(theirs).at("/sales/0/orders").asInt()).isEqualTo(1);
        assertThat(x(mine).at("/cash/sales").asText()).isEqualTo("0");
        assertThat(cashier.get("/sale-orders/" + order).at("/closedInSessionId"))
                .isEqualTo(theirs);
    }

    // SHIFT-20
    @Test
    void cashRefundLeavesTheDrawer() {
        String session = opened();
        String order = checkedOut(PHO.x(1));
        long total = Long.parseLong(cashier.get("/sale-orders/" + order).at("/total"));
        pay(order, "a-" + order, Long.toString(total + 7_000));
        String review = Stack.sql("select id from PaymentReview where kind = 'OVERPAID' and saleOrderId = " + order)
                .getFirst();
        String path = "/payment-reviews/" + review + "/resolve";
        assertThat(manager.post(path, json("{'resolution':'DISMISSED','cashFromSessionId':'%s'}", session))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("cashFromSessionId");
        assertThat(manager.post(path, json("{'resolution':'REFUNDED','cashFromSessionId':'5'}"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("session-not-found");
        manager.post(path, json("{'resolution':'REFUNDED','note':'back in cash','cashFromSessionId':'%s'}", session))
                .expect(200);

        assertThat(expected(session)).isEqualTo(Long.toString(500_000 + total));
        Api.Reply moved =
                cashier.get("/pos/sessions/" + session + "/cash-movements").expect(200);
        assertThat(moved.at("/data/0/kind")).isEqualTo("REFUND");
        assertThat(moved.at("/data/0/effect")).isEqualTo("-7000");
        assertThat(moved.at("/data/0/paymentReviewId")).isEqualTo(review);
    }

    // SHIFT-5
    @Test
    void movementIsReversedOnce() {
        String session = opened();
        String path = "/pos/sessions/" + session + "/cash-movements";
        String movement = cashier.post(path, json("{'kind':'PAY_IN','amount':'50000','reason':'change'}"))
                .expect(201)
                .at("/id");
        assertThat(expected(session)).isEqualTo("550000");
        Api.Reply back = cashier.post(path, json("{'reverses':'%s','reason':'was 5,000'}", movement))
                .expect(201);
        assertThat(back.at("/effect")).isEqualTo("-50000");
        assertThat(expected(session)).isEqualTo("500000");
        assertThat(cashier.post(path, json("{'reverses':'%s','reason':'again'}", movement))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("movement-final");
        assertThat(cashier.post(path, json("{'reverses':'5','reason':'again'}"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("movement-not-found");
        assertThatThrownBy(() -> Stack.sql("update CashMovement set amount = 1 where id = " + movement))
                .hasStackTraceContaining("append-only");
    }

    // SHIFT-18
    @Test
    void staffIsEnrolledAndLeaves() {
        String session = opened();
        String path = "/pos/sessions/" + session + "/enrolments";
        cashier.post(path, json("{'userId':'waiter-9'}")).expect(200);
        cashier.post(path, json("{'userId':'waiter-9'}")).expect(200);
        cashier.delete(path + "/waiter-9").expect(200);
        assertThat(cashier.delete(path + "/waiter-9").expect(404).at("/code")).isEqualTo("not-enrolled");

        Api.Reply there = cashier.get(path).expect(200);
        assertThat(there.body().at("/count").asInt()).isEqualTo(2);
        assertThat(there.body().at("/data/0/leftAt").isNull()).isTrue();
        assertThat(there.at("/data/1/userId")).isEqualTo("waiter-9");
        close(cashier, session, counted("500000")).expect(200);
        assertThat(cashier.get(path).at("/data/0/leftAt")).isNotEmpty();
        assertThat(cashier.post(path, "{}").expect(409).at("/code")).isEqualTo("session-closed");
    }

    // SHIFT-2
    @Test
    void orderNeedsAnOpenShift_whenShiftsAreManaged() {
        owner.put("/settings", json("{'shiftManagement':true}")).expect(200);
        try {
            String create = json("{'saleChannelId':'%s'}", Restaurant.CHANNEL);
            assertThat(cashier.post("/sale-orders", create).expect(409).at("/code"))
                    .isEqualTo("no-open-session");
            assertThat(cashier.with("x-device-info", "")
                            .post("/sale-orders", create)
                            .expect(422)
                            .at("/code"))
                    .isEqualTo("device-required");
            String session = opened();
            String order = cashier.open(PHO.x(2));
            String line =
                    cashier.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
            String split = json("{'orders':[{'items':[{'itemId':'%s','quantity':'1'}]}]}", line);
            close(cashier, session, counted("500000")).expect(200);
            assertThat(cashier.post("/sale-orders/" + order + "/split", split)
                            .expect(409)
                            .at("/code"))
                    .isEqualTo("no-open-session");
            assertThat(cashier.post("/sale-orders/" + order + "/split?dryRun=true", split)
                            .expect(200)
                            .text())
                    .contains("no-open-session");
            String next = opened();
            String child = cashier.post("/sale-orders/" + order + "/split", split)
                    .expect(200)
                    .at("/orders/0/id");
            assertThat(cashier.get("/sale-orders/" + child).at("/openedInSessionId"))
                    .isEqualTo(next);
            assertThat(cashier.get("/sale-orders/" + order).at("/openedInSessionId"))
                    .isEqualTo(session);
        } finally {
            owner.put("/settings", json("{'shiftManagement':false}")).expect(200);
        }
    }

    // OPS-11, SHIFT-19
    @Test
    void leakedShiftIsListed_andClosedByAnOperator() {
        String session = opened();
        assertThat(manager.get("/operations/overview").text()).doesNotContain(session);
        Stack.sql("update PosSession set openedAt = openedAt - interval '25 hours' where id = " + session);
        JsonNode leaked = manager.get("/operations/overview").expect(200).body().at("/leakedSessions");
        assertThat(leaked.findValuesAsText("id")).contains(session);

        Api operator = Stack.as("operator").with("x-device-info", "");
        assertThat(close(operator, session, "{}").expect(422).at("/code")).isEqualTo("difference-unexplained");
        Api.Reply closed = close(operator, session, json("{'note':'till is gone','handOver':true}"))
                .expect(200);
        assertThat(closed.body().at("/session/actualCash").isNull()).isTrue();
        assertThat(closed.at("/session/expectedCash")).isEqualTo("500000");
        assertThat(manager.get("/operations/overview").text()).doesNotContain(session);
        opened();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"openingFloat":"1"}                                        | 422 | saleChannelId
            {"saleChannelId":"70101"}                                   | 422 | openingFloat
            {"saleChannelId":"70101","openingFloat":"-1"}               | 422 | openingFloat
            {"saleChannelId":"70101","openingFloat":"1e5"}              | 422 | openingFloat
            {"saleChannelId":"70101","openingFloat":"1","deviceId":" "} | 422 | deviceId
            """)
    void badOpenings(String body, int status, String path) {
        assertThat(cashier.post("/pos/sessions", body).expect(status).at("/errors/0/path"))
                .isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cash-movements | {"kind":"PAY_IN","amount":"5"}                              | reason
            cash-movements | {"kind":"REFUND","amount":"5","reason":"x"}                 | kind
            cash-movements | {"amount":"5","reason":"x"}                                 | kind
            cash-movements | {"kind":"DROP","reason":"x"}                                | amount
            cash-movements | {"kind":"DROP","reverses":"1","reason":"x"}                 | reverses
            close          | {"actualCash":"1","denominations":[{"value":"1","count":1}]} | denominations
            close          | {"denominations":[{"count":1}]}                            | denominations[0].value
            close          | {"denominations":[{"value":"1","count":-1}]}                | denominations[0].count
            close          | {"actualCash":"-1"}                                         | actualCash
            """)
    void invalidInputNamesTheField(String what, String body, String path) {
        String session = opened();

        assertThat(cashier.post("/pos/sessions/" + session + "/" + what, body)
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo(path);
    }

    // SHIFT-1
    @Test
    void otherRequestsAreRejected() {
        assertThat(open("0.5").expect(422).at("/code")).isEqualTo("cash-not-payable");
        String session = opened();
        assertThat(open("1").expect(409).at("/code")).isEqualTo("session-open");
        assertThat(cashier.with("x-device-info", "").openShift("1").expect(422).at("/code"))
                .isEqualTo("device-required");
        assertThat(cashier.moveCash(session, "DROP", "0", "x").expect(422).at("/code"))
                .isEqualTo("nothing-moved");
        assertThat(manager.get("/pos/sessions/" + session + "/z-report")
                        .expect(404)
                        .at("/code"))
                .isEqualTo("z-report-not-found");
        assertThat(close(cashier.ifMatch("9"), session, counted("500000"))
                        .expect(412)
                        .at("/code"))
                .isEqualTo("revision-mismatch");
        for (String path : List.of(
                "/pos/sessions/5",
                "/pos/sessions/5/x-report",
                "/pos/sessions/5/z-report",
                "/pos/sessions/5/cash-movements",
                "/pos/sessions/5/enrolments")) {
            assertThat(manager.get(path).expect(404).at("/code")).isEqualTo("session-not-found");
        }
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        stranger.get("/pos/sessions/" + session).expect(404);
        close(stranger, session, counted("500000")).expect(404);
        stranger.moveCash(session, "DROP", "1", "x").expect(404);
        assertThat(cashier.get("/pos/sessions?deviceId=" + till).expect(200).at("/data/0/id"))
                .isEqualTo(session);
        assertThat(cashier.get("/pos/sessions/count?deviceId=" + till + "&status=OPEN")
                        .expect(200)
                        .at("/count"))
                .isEqualTo("1");
    }

    // SHIFT-13
    @Test
    void zReportIsImmutable() {
        String session = opened();
        close(cashier, session, counted("500000")).expect(200);

        assertThatThrownBy(
                        () -> Stack.sql("update PosSessionReport set content = '{}' where posSessionId = " + session))
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> Stack.sql("delete from PosSessionReport where posSessionId = " + session))
                .hasStackTraceContaining("append-only");
    }
}
