package nx.sale.journey;

import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nx.sale.kit.Api;
import nx.sale.kit.AtOnce;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;

/** Goods come back over HTTP: rehearsed, returned, paid back, told, counted; each test at a till of its own. */
class ReturnJourneyTest {
    private final String till = "till-" + System.nanoTime();
    private final Api manager = Stack.as("manager").with("x-device-info", till);
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);
    private final Api waiter = Stack.as("waiter").with("x-device-info", till);

    /** Three pho and a tea, paid by this means. */
    private String sold(String method) {
        return cashier.sold(method, PHO.x(3), TEA.x(1));
    }

    private String item(String order, int place) {
        return cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/" + place + "/id");
    }

    private Api.Reply back(Api who, String order, String query, int place, String quantity) {
        return who.post(
                "/sale-orders/" + order + "/returns" + query,
                json("{'lines':[{'itemId':'%s','quantity':'%s','restock':true}]}", item(order, place), quantity));
    }

    private static BigDecimal amount(JsonNode node, String pointer) {
        return new BigDecimal(node.at(pointer).asText());
    }

    // RETURN-1, RETURN-15, RETURN-17, RETURN-18, RETURN-21
    @Test
    void dishComesBack_fromTheRehearsalToTheProof() {
        String order = sold("CARD");

        JsonNode trial =
                back(cashier, order, "?dryRun=true", 0, "1").expect(200).body();
        assertThat(back(cashier, order, "?dryRun=true", 0, "4").expect(200).at("/blockers/0/code"))
                .isEqualTo("return-exceeds");
        back(waiter, order, "", 0, "1").expect(403);
        Api.Reply done = back(cashier, order, "", 0, "1").expect(200);

        assertThat(done.body().at("/saleReturn/total")).isEqualTo(trial.at("/saleReturn/total"));
        String id = done.at("/saleReturn/id");
        assertThat(cashier.get("/sale-returns/" + id).expect(200).body())
                .isEqualTo(done.body().at("/saleReturn"));
        assertThat(cashier.get("/sale-orders/" + order + "/returns")
                        .expect(200)
                        .body()
                        .at("/data"))
                .hasSize(1);
        JsonNode header = cashier.get("/sale-orders/" + order + "?include=returns,refunds")
                .expect(200)
                .body();
        assertThat(header.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(header.at("/refundStatus").asText()).isEqualTo("PARTIAL");
        assertThat(header.at("/refunded")).isEqualTo(done.body().at("/saleReturn/total"));
        assertThat(header.at("/returns/0")).isEqualTo(done.body().at("/saleReturn"));
        assertThat(header.at("/refunds")).isEqualTo(done.body().at("/refunds"));
        Api waiter = Stack.as("waiter");
        assertThat(waiter.get("/sale-orders/" + order + "?include=refunds")
                        .expect(200)
                        .body()
                        .at("/refunds"))
                .isEqualTo(done.body().at("/refunds"));
        waiter.get("/refunds?status=REQUESTED").expect(403);
        Topic.Event told = Topic.of(Stack.get().kafkaBootstrap(), Topics.SALE_ORDER_RETURNED, order, 1)
                .getFirst();
        assertThat(told.sequence()).isEqualTo(1);
        assertThat(told.body().at("/items/0/restock").asBoolean()).isTrue();
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), Topics.REFUND_REQUESTED, order, 1)
                        .getFirst()
                        .body()
                        .at("/refund/id"))
                .isEqualTo(done.body().at("/refunds/0/id"));

        back(cashier, order, "", 0, "2").expect(200);
        back(cashier, order, "", 1, "1").expect(200);
        JsonNode proof = manager.get("/sale-orders/" + order + "/proof/returns")
                .expect(200)
                .body();
        for (String column : List.of("subtotal", "discount", "charge", "tax", "rounding", "total")) {
            assertThat(amount(proof, "/kept/" + column)).as(column).isEqualByComparingTo("0");
            assertThat(proof.at("/sold/" + column)).isEqualTo(proof.at("/returned/" + column));
        }
        assertThat(cashier.get("/sale-orders/" + order).expect(200).at("/refundStatus"))
                .isEqualTo("FULL");
    }

    // RETURN-12, RETURN-13, WEBHOOK-15
    @Test
    void refundsAreAnswered_retried_andResolved() {
        String order = sold("QR");
        String first = back(cashier, order, "", 0, "1").expect(200).at("/refunds/0/id");
        assertThat(manager.get("/operations/overview").expect(200).body().at("/openRefunds"))
                .isNotEmpty();

        assertThat(Webhooks.refund("sent", first).expect(200).at("/outcome")).isEqualTo("APPLIED");
        assertThat(Webhooks.refund("failed", first).expect(200).at("/outcome")).isEqualTo("APPLIED");
        assertThat(Webhooks.refund("failed", first).expect(200).at("/outcome")).isEqualTo("DUPLICATE");
        Webhooks.refund("success", "404404").expect(404);
        Api.Reply again = manager.post("/refunds/" + first + "/retry", "{}").expect(200);
        assertThat(again.at("/status")).isEqualTo("REQUESTED");
        manager.post("/refunds/" + first + "/retry", "{}").expect(409);
        manager.post("/refunds/" + again.at("/id") + "/resolve", json("{'resolution':'MANUAL','note':'at the bank'}"))
                .expect(200);
        Webhooks.refund("success", first).expect(200);

        assertThat(Stack.sql("select status from Refund where saleOrderId = " + order + " order by id"))
                .containsExactly("SUCCESS", "MANUAL");
        assertThat(Stack.sql("select kind from PaymentReview where saleOrderId = " + order))
                .containsExactly("REFUNDED_TWICE");
        assertThat(Topic.of(Stack.get().kafkaBootstrap(), Topics.REFUND_REQUESTED, order, 2))
                .extracting(Topic.Event::sequence)
                .containsExactly(1L, 2L);
    }

    // WEBHOOK-2
    @Test
    void answerThatAnOlderReleaseIgnoredIsAppliedByAReplay() {
        String order = sold("CARD");
        JsonNode refund = back(cashier, order, "", 0, "1").expect(200).body().at("/refunds/0");
        String body = json(
                "{'eventType':'mq-pay:refund.success','payload':{'refund':{'id':'rf-1','uid':'%s','attemptUid':'%s',"
                        + "'status':'SUCCESS','amount':'%s'}}}",
                refund.at("/id").asText(),
                refund.at("/attemptUid").asText(),
                refund.at("/amount").asText());
        long kept = System.nanoTime();
        Stack.sql("""
                insert into "PaymentEventUnowned" (contentHash, id, eventType, body, headers, readable, outcome, attempts, receivedAt, settledAt)
                values ('older-%s', %s, 'mq-pay:refund.success', '%s', '{}', false, 'IGNORED', 1, now(), now()) returning id
                """.formatted(kept, kept, body));
        String replay = "/operations/webhooks/" + kept + "/replay";

        assertThat(Stack.as("operator").post(replay, "").expect(200).at("/outcome"))
                .isEqualTo("APPLIED");
        assertThat(Stack.as("operator").post(replay, "").expect(200).at("/outcome"))
                .isEqualTo("DUPLICATE");
        assertThat(Stack.sql("select status from Refund where saleOrderId = " + order))
                .containsExactly("SUCCESS");
    }

    // RETURN-18
    @Test
    void proofOfASplitOrderHasWhatCameBackOfIt() {
        String order = cashier.open(PHO.x(3), TEA.x(1));
        cashier.split(order, item(order, 1), "1").expect(200);
        String total = cashier.checkout(order).expect(200).at("/total");
        Webhooks.paid(order, total, "CARD").expect(200);
        String path = "/sale-orders/" + order + "/proof";
        JsonNode before = today(order, manager.get(path).expect(200).body());
        assertThat(before.at("/returned").isNull()).isTrue();
        assertThat(before.at("/kept").isNull()).isTrue();
        back(cashier, order, "", 0, "1").expect(200);

        JsonNode after = today(order, manager.get(path).expect(200).body());

        JsonNode balance = manager.get(path + "/returns").expect(200).body();
        for (String column : List.of("subtotal", "discount", "charge", "tax", "rounding", "total")) {
            assertThat(after.at("/returned/" + column)).as(column).isEqualTo(balance.at("/returned/" + column));
            assertThat(after.at("/kept/" + column)).as(column).isEqualTo(balance.at("/kept/" + column));
            assertThat(amount(after, "/kept/" + column).add(amount(after, "/returned/" + column)))
                    .as(column)
                    .isEqualByComparingTo(amount(after, "/stored/" + column));
        }
        assertThat(amount(after, "/returned/total")).isPositive();
        assertThat(after.at("/agrees").asBoolean()).isTrue();
    }

    private static JsonNode today(String order, JsonNode proof) {
        for (JsonNode today : proof.at("/data/0/today")) {
            if (today.at("/orderId").asText().equals(order)) {
                return today;
            }
        }
        throw new IllegalStateException("order " + order + " is not in its proof");
    }

    // RETURN-16, SHIFT-26, SHIFT-27
    @Test
    void cashGoesOutOfTheDrawer_alsoWhileNoShiftIsOpen() {
        String session = cashier.openShift("500000").expect(201).at("/id");
        String order = sold("CASH");
        BigDecimal total =
                amount(cashier.get("/sale-orders/" + order).expect(200).body(), "/total");
        BigDecimal first = amount(back(cashier, order, "", 0, "1").expect(200).body(), "/saleReturn/total");

        JsonNode x = manager.get("/pos/sessions/" + session + "/x-report")
                .expect(200)
                .body();
        assertThat(amount(x, "/cash/expected"))
                .isEqualByComparingTo(new BigDecimal("500000").add(total).subtract(first));
        assertThat(x.at("/refunds/0/method").asText()).isEqualTo("CASH");
        assertThat(amount(x, "/returns/0/total")).isEqualByComparingTo(first);
        cashier.closeShift(session, amount(x, "/cash/expected").toPlainString()).expect(200);
        assertThat(manager.get("/pos/sessions/" + session + "/z-report")
                        .expect(200)
                        .body()
                        .at("/content/version")
                        .asInt())
                .isEqualTo(4);

        BigDecimal second = amount(back(cashier, order, "", 0, "1").expect(200).body(), "/saleReturn/total");
        String next = cashier.openShift("500000").expect(201).at("/id");

        JsonNode carried =
                manager.get("/pos/sessions/" + next + "/x-report").expect(200).body();
        assertThat(amount(carried, "/cash/expected")).isEqualByComparingTo(new BigDecimal("500000").subtract(second));
        assertThat(amount(carried, "/refunds/0/carried")).isEqualByComparingTo(second);
        assertThat(Stack.sql(
                        "select cast(sum(amount) as text) from CashMovement where kind = 'REFUND' and posSessionId = "
                                + next))
                .singleElement()
                .satisfies(sum -> assertThat(new BigDecimal(sum)).isEqualByComparingTo(second));
    }

    /** Paid in cash, in coins of 7,000. */
    private String rounded() {
        Api owner = Stack.as("owner");
        String order = cashier.open(PHO.x(3), TEA.x(1));
        owner.put("/settings", json("{'cashIncrement':{'VND':'7000'}}")).expect(200);
        try {
            cashier.checkout(order).expect(200);
        } finally {
            owner.put("/settings", json("{'cashIncrement':{}}")).expect(200);
        }
        String due = cashier.get("/sale-orders/" + order).expect(200).at("/cashDue");
        Webhooks.paid(order, due, "CASH").expect(200);
        return order;
    }

    // RETURN-6, RETURN-19
    @Test
    void roundedCashGoesBackAsItCame_inCoins() {
        String session = cashier.openShift("500000").expect(201).at("/id");
        String order = rounded();
        JsonNode sale = cashier.get("/sale-orders/" + order).expect(200).body();
        BigDecimal rounding = amount(sale, "/cashRounding");
        assertThat(rounding.signum()).isNotZero();
        BigDecimal cash = amount(sale, "/total").add(rounding);

        JsonNode first = back(cashier, order, "", 0, "1").expect(200).body();
        BigDecimal some = amount(first, "/refunds/0/amount");
        assertThat(some.remainder(new BigDecimal("7000"))).isEqualByComparingTo("0");
        assertThat(some)
                .isEqualByComparingTo(
                        amount(first, "/saleReturn/total").add(amount(first, "/saleReturn/cashRounding")));
        back(cashier, order, "", 0, "2").expect(200);
        back(cashier, order, "", 1, "1").expect(200);

        JsonNode x = manager.get("/pos/sessions/" + session + "/x-report")
                .expect(200)
                .body();
        assertThat(amount(x, "/refunds/0/amount")).isEqualByComparingTo(cash);
        assertThat(amount(x, "/cash/expected")).isEqualByComparingTo("500000");
        assertThat(amount(x, "/sales/0/cashRounding")).isEqualByComparingTo("0");
        assertThat(Stack.sql(
                        "select cast(sum(amount) as text) from SalesEntry where kind = 'ROUNDING' and saleOrderId = "
                                + order))
                .singleElement()
                .satisfies(sum -> assertThat(new BigDecimal(sum)).isEqualByComparingTo("0"));
        assertThat(cashier.get("/sale-orders/" + order).expect(200).body().at("/cashRounding"))
                .isEqualTo(sale.at("/cashRounding"));
        JsonNode proof = manager.get("/sale-orders/" + order + "/proof/returns")
                .expect(200)
                .body();
        assertThat(proof.at("/cashRounding/sold")).isEqualTo(sale.at("/cashRounding"));
        assertThat(proof.at("/cashRounding/returned")).isEqualTo(sale.at("/cashRounding"));
        assertThat(proof.at("/cashRounding/kept").asText()).isEqualTo("0");
    }

    // RETURN-1
    @Test
    void twoTillsReturnTheSameDish_oneIsToldWhatIsLeft() throws Exception {
        String order = sold("CARD");
        Api bar = cashier.with("x-device-info", till + "-bar");

        List<Api.Reply> replies =
                AtOnce.at(order, () -> back(cashier, order, "", 0, "2"), () -> back(bar, order, "", 0, "2"));

        assertThat(replies).extracting(Api.Reply::status).containsExactlyInAnyOrder(200, 409);
        Api.Reply refused = replies.stream()
                .filter(reply -> reply.status() == 409)
                .findFirst()
                .orElseThrow();
        assertThat(refused.at("/code")).isEqualTo("return-exceeds");
        assertThat(refused.at("/left")).isEqualTo("1");
    }

    private static void refused(String code, Api.Reply reply) {
        assertThat(reply.at("/code")).as(reply.text()).isEqualTo(code);
    }

    private static String asked(String lines, String refund) {
        return json("{'lines':[%s],'refunds':[%s]}", json(lines), json(refund));
    }

    // RETURN-1, RETURN-8
    @Test
    void whatCannotComeBackSoIsRefused() {
        refused(
                "order-not-allowed",
                back(cashier, cashier.open(PHO.x(1)), "", 0, "1").expect(409));
        String order = sold("CARD");
        String path = "/sale-orders/" + order + "/returns";
        String one = "{'itemId':'" + item(order, 0) + "','quantity':'1'}";
        String total = back(cashier, order, "?dryRun=true", 0, "1").expect(200).at("/saleReturn/total");

        refused("item-not-found", manager.post(path, asked("{'itemId':'1','quantity':'1'}", "")));
        refused("refunds-differ", manager.post(path, asked(one, "{'method':'CARD','amount':'1'}")));
        String most = "{'method':'CARD','amount':'99999999999'}";
        refused("amount-too-large", manager.post(path, asked(one, most + "," + most)));
        assertThat(manager.post(path + "?dryRun=true", asked(one, most + "," + most))
                        .expect(200)
                        .at("/blockers/0/code"))
                .isEqualTo("amount-too-large");
        String first = "{'method':'CARD','amount':'1'},";
        Api.Reply half = manager.post(path, asked(one, first + "{'method':'CARD','amount':'38500.5'}"))
                .expect(422);
        refused("refund-not-payable", half);
        assertThat(half.at("/errors/0/path")).isEqualTo("refunds[1].amount");
        for (String wrong : List.of("{'method':'CARD','amount':'0'}", "{'amount':'1'}")) {
            Api.Reply invalid =
                    manager.post(path, asked(one, first + first + wrong)).expect(422);
            refused("invalid", invalid);
            assertThat(invalid.at("/errors/0/path")).startsWith("refunds[2].");
        }
        refused("refund-exceeds", manager.post(path, asked(one, "{'attemptUid':'nobody','amount':'" + total + "'}")));
        refused(
                "device-required",
                manager.with("x-device-info", "").post(path, asked(one, "{'method':'CASH','amount':'" + total + "'}")));
        String source = manager.open(PHO.x(1));
        manager.merge(manager.open(PHO.x(1)), source).expect(200);
        refused("order-merged", manager.post("/sale-orders/" + source + "/returns", asked(one, "")));
        String combo = cashier.sold("CARD", LUNCH.x(1));
        JsonNode items = cashier.get("/sale-orders/" + combo + "?include=items")
                .expect(200)
                .body()
                .at("/items");
        for (JsonNode item : items) {
            refused(
                    item.at("/leadItemId").isNull() ? "return-not-whole" : "item-part-of-combo",
                    manager.post(
                            "/sale-orders/" + combo + "/returns",
                            asked("{'itemId':'" + item.at("/id").asText() + "','quantity':'0.5'}", "")));
        }
    }

    // RETURN-1
    @Test
    void reasonIsOneOfTheMerchantsList() {
        Api owner = Stack.as("owner");
        String order = sold("CARD");
        String path = "/sale-orders/" + order + "/returns";
        String one = "{'itemId':'" + item(order, 0) + "','quantity':'1'%s}";
        owner.put("/settings", json("{'reasons':{'return':[{'code':'COLD','name':'Cold'}]}}"))
                .expect(200);
        try {
            refused("reason-required", cashier.post(path, asked(one.formatted(""), "")));
            refused("reason-unknown", cashier.post(path, asked(one.formatted(",'reasonCode':'NOBODY'"), "")));
            assertThat(cashier.post(path, asked(one.formatted(",'reasonCode':'COLD'"), ""))
                            .expect(200)
                            .at("/saleReturn/items/0/reasonCode"))
                    .isEqualTo("COLD");
        } finally {
            owner.put("/settings", json("{'reasons':{'return':null}}")).expect(200);
        }
    }

    // RETURN-10
    @Test
    void refundThatCannotBeTriedOrEndedSoIsRefused() {
        String order = sold("CARD");
        String refund = back(cashier, order, "", 0, "1").expect(200).at("/refunds/0/id");
        String path = "/refunds/" + refund;
        Webhooks.refund("failed", refund).expect(200);

        refused("refund-exceeds", manager.post(path + "/retry", json("{'attemptUid':'nobody'}")));
        refused("device-required", manager.with("x-device-info", "").post(path + "/retry", json("{'method':'CASH'}")));
        manager.post(path + "/resolve", json("{'resolution':'MANUAL','note':'at the bank'}"))
                .expect(200);
        refused("refund-not-allowed", manager.post(path + "/resolve", json("{'resolution':'FAILED','note':'no'}")));
    }

    // RETURN-6
    @Test
    void whatTheProviderTookBackIsNotGivenByHandEither() {
        String order = sold("CARD");
        String total = cashier.get("/sale-orders/" + order).expect(200).at("/total");
        String refund = back(cashier, order, "", 0, "1").expect(200).at("/refunds/0/id");
        Webhooks.refund("failed", refund).expect(200);
        Webhooks.attempt("cancelled", order).amount(total).send().expect(200);

        refused(
                "refund-exceeds",
                manager.post("/refunds/" + refund + "/resolve", json("{'resolution':'MANUAL','note':'at the bank'}"))
                        .expect(409));
    }

    // REPORT-13
    @Test
    void reportsHaveReturnsOnTheDayTheyAreTaken() {
        String order = sold("CARD");
        String day = Stack.sql("select businessDate from SaleOrder where id = " + order)
                .getFirst();
        JsonNode before = summary(day);
        JsonNode goods = back(cashier, order, "", 0, "1").expect(200).body().at("/saleReturn");

        JsonNode after = summary(day);
        BigDecimal net =
                amount(goods, "/subtotal").subtract(amount(goods, "/discount")).add(amount(goods, "/charge"));
        assertThat(amount(after, "/returns").subtract(amount(before, "/returns")))
                .isEqualByComparingTo(net);
        assertThat(amount(before, "/net").subtract(amount(after, "/net"))).isEqualByComparingTo(net);
        assertThat(amount(after, "/returnedTotal").subtract(amount(before, "/returnedTotal")))
                .isEqualByComparingTo(amount(goods, "/total"));
        assertThat(after.at("/total")).isEqualTo(before.at("/total"));
        List<BigDecimal> quantities = new ArrayList<>();
        manager.get("/reports/sales/by-product?from=" + day + "&to=" + day)
                .expect(200)
                .body()
                .at("/data")
                .forEach(row -> quantities.add(amount(row, "/returnedQuantity")));
        assertThat(quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isPositive();
    }

    private JsonNode summary(String day) {
        LocalDate date = LocalDate.parse(day);
        for (JsonNode row : manager.get("/reports/sales/summary?from=" + date + "&to=" + date)
                .expect(200)
                .body()
                .at("/data")) {
            if (row.at("/currency").asText().equals("VND")) {
                return row;
            }
        }
        throw new IllegalStateException("no row in VND");
    }
}
