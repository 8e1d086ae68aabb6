package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** Cash rounding, tips, no-sales and cash by till over HTTP, each test at a till of its own. */
class SettlementJourneyTest {
    private static final int SEQUENCES = 300;
    private static final BigDecimal COIN = new BigDecimal("7000");

    private final String till = "till-" + System.nanoTime();
    private final Api owner = Stack.as("owner").with("x-device-info", till);
    private final Api manager = Stack.as("manager").with("x-device-info", till);
    private final Api cashier = Stack.as("cashier").with("x-device-info", till);

    private static BigDecimal nearest(BigDecimal amount) {
        return amount.divide(COIN, 0, RoundingMode.HALF_UP).multiply(COIN).max(COIN);
    }

    private static BigDecimal amount(Api.Reply reply, String pointer) {
        return new BigDecimal(reply.at(pointer));
    }

    /** Checked out where cash is paid in multiples of 7,000. */
    private String rounded() {
        String order = cashier.open(PHO.x(1), TEA.x(1));
        owner.put("/settings", json("{'cashIncrement':{'VND':'%s'},'cashByTill':true}", COIN))
                .expect(200);
        try {
            cashier.checkout(order).expect(200);
        } finally {
            owner.put("/settings", json("{'cashIncrement':{},'cashByTill':false}"))
                    .expect(200);
        }
        return order;
    }

    private Api.Reply order(String id) {
        return cashier.get("/sale-orders/" + id).expect(200);
    }

    private static Webhooks.Webhook paying(String order, String attempt, BigDecimal amount) {
        return Webhooks.success(order).attempt(attempt).amount(amount.toPlainString());
    }

    private JsonNode x(String session) {
        return manager.get("/pos/sessions/" + session + "/x-report").expect(200).body();
    }

    // ROUND-1
    // ROUND-5
    // SHIFT-24
    // PAYMENT-19
    @Test
    void aGuestPaysWhatIsRounded_andTheDrawerCountsWhatIsInIt() {
        String session = cashier.openShift("500000").expect(201).at("/id");
        assertThat(order(cashier.open(TEA.x(1))).body().at("/cashDue").isNull()).isTrue();
        String order = rounded();
        BigDecimal total = amount(order(order), "/total");
        BigDecimal cash = nearest(total);
        assertThat(cash).isNotEqualByComparingTo(total);
        assertThat(amount(order(order), "/due")).isEqualByComparingTo(total);
        assertThat(amount(order(order), "/cashDue")).isEqualByComparingTo(cash);

        paying(order, "a-" + order, cash).method("CASH").send().expect(200);

        Api.Reply paid = order(order);
        assertThat(paid.at("/status")).isEqualTo("COMPLETED");
        assertThat(amount(paid, "/cashRounding")).isEqualByComparingTo(cash.subtract(total));
        assertThat(amount(paid, "/due")).isEqualByComparingTo("0");
        assertThat(amount(paid, "/cashDue")).isEqualByComparingTo("0");
        JsonNode x = x(session);
        assertThat(new BigDecimal(x.at("/sales/0/cashRounding").asText())).isEqualByComparingTo(cash.subtract(total));
        assertThat(new BigDecimal(x.at("/cash/expected").asText()))
                .isEqualByComparingTo(cash.add(new BigDecimal("500000")));
        String day = paid.at("/businessDate");
        JsonNode summary = owner.get("/reports/sales/summary?from=" + day + "&to=" + day)
                .expect(200)
                .body();
        assertThat(summary.at("/data/0/cashRounding").isTextual()).isTrue();
    }

    // TIP-5
    // TIP-6
    // TIP-7
    // REPORT-9
    @Test
    void tipsByPerson_fromThePaymentToTheZ() {
        String session = cashier.openShift("500000").expect(201).at("/id");
        String order = rounded();
        BigDecimal total = amount(order(order), "/total");
        String attempt = "a-" + order;
        paying(order, attempt, total.add(new BigDecimal("9000")))
                .method("CARD")
                .tip("2000")
                .send()
                .expect(200);
        assertThat(order(order).at("/tip")).isEqualTo("2000");
        String path = "/sale-orders/" + order + "/payments/" + attempt + "/tip";
        Stack.as("waiter").put(path, json("{'amount':'5000'}")).expect(403);
        assertThat(cashier.put(path, json("{'amount':'99999999'}")).expect(422).at("/code"))
                .isEqualTo("tip-too-large");
        assertThat(cashier.put(path, json("{'amount':'0.5'}")).expect(422).at("/code"))
                .isEqualTo("tip-not-payable");

        assertThat(cashier.put(path, json("{'amount':'5000','userId':'hoa'}"))
                        .expect(200)
                        .at("/tip"))
                .isEqualTo("5000");
        Api.Reply payments = cashier.get("/sale-orders/" + order + "/payments").expect(200);
        assertThat(payments.at("/data/0/tipUserId")).isEqualTo("hoa");
        assertThat(payments.at("/data/0/declaredTip")).isEqualTo("5000");
        assertThat(payments.at("/data/0/tip")).isEqualTo("5000");

        JsonNode own = manager.openReviews(order).getFirst();
        assertThat(own.at("/amount").asText()).isEqualTo("4000");
        manager.resolve(own.at("/id").asText(), "TIP").expect(200);
        assertThat(order(order).at("/tip")).isEqualTo("9000");
        JsonNode tips = x(session).at("/tips");
        assertThat(tips).hasSize(1);
        assertThat(tips.at("/0/staff").asText()).isEqualTo("user:hoa");
        assertThat(tips.at("/0/method").asText()).isEqualTo("CARD");
        assertThat(tips.at("/0/amount").asText()).isEqualTo("9000");
        String movements = "/pos/sessions/" + session + "/cash-movements";
        assertThat(cashier.post(movements, json("{'kind':'PAY_IN','amount':'9000','reason':'tips','userId':'hoa'}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("userId");
        assertThat(cashier.post(
                                movements,
                                json("{'kind':'TIP_OUT','amount':'9000','reason':'tips','userId':'user:hoa'}"))
                        .expect(422)
                        .at("/errors/0/code"))
                .isEqualTo("format");
        String paid = json("{'kind':'TIP_OUT','amount':'9000','reason':'tips','userId':'hoa'}");
        String mistake = cashier.post(movements, paid).expect(201).at("/id");
        assertThat(cashier.post(movements, json("{'reverses':'%s','reason':'not yet'}", mistake))
                        .expect(201)
                        .at("/userId"))
                .isEqualTo("hoa");
        assertThat(cashier.post(movements, paid).expect(201).at("/userId")).isEqualTo("hoa");
        assertThat(cashier.get(movements).expect(200).at("/data/2/userId")).isEqualTo("hoa");
        assertThat(x(session).at("/cash/tipOut").asText()).isEqualTo("9000");

        assertThat(cashier.closeShift(session, "491000").expect(200).at("/outcome"))
                .isEqualTo("CLOSED");

        JsonNode z = manager.get("/pos/sessions/" + session + "/z-report")
                .expect(200)
                .body()
                .at("/content");
        assertThat(z.at("/version").asInt()).isEqualTo(4);
        assertThat(z.at("/tips/0/amount").asText()).isEqualTo("9000");
        assertThat(cashier.put(path, json("{'amount':'1'}")).expect(409).at("/code"))
                .isEqualTo("shift-closed");
        String day = order(order).at("/businessDate");
        JsonNode rows = owner.get("/reports/sales/tips?from=" + day + "&to=" + day)
                .expect(200)
                .body()
                .at("/data");
        assertThat(StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.at("/staff").asText().equals("user:hoa"))
                        .map(row -> row.at("/method").asText() + " "
                                + row.at("/amount").asText() + " "
                                + row.at("/paidOut").asText()))
                .containsExactlyInAnyOrder("CARD 9000 0", "CASH 0 9000");
    }

    // SHIFT-25
    @Test
    void aDrawerOpenedWithoutASaleIsInXAndZ_withAReasonOfTheList() {
        String session = cashier.openShift("0").expect(201).at("/id");
        String path = "/pos/sessions/" + session + "/no-sale";
        owner.put("/settings", json("{'reasons':{'noSale':[{'code':'CHANGE','name':'Change'}]}}"))
                .expect(200);
        try {
            assertThat(cashier.post(path, "{}").expect(422).at("/code")).isEqualTo("reason-required");
            assertThat(cashier.post(path, json("{'reasonCode':'NOBODY'}"))
                            .expect(422)
                            .at("/code"))
                    .isEqualTo("reason-unknown");
            assertThat(cashier.post(path, json("{'reasonCode':'CHANGE'}"))
                            .expect(200)
                            .body()
                            .at("/noSales")
                            .asInt())
                    .isEqualTo(1);
        } finally {
            owner.put("/settings", json("{'reasons':{'noSale':null}}")).expect(200);
        }
        Stack.as("waiter").post(path, "{}").expect(403);
        assertThat(x(session).at("/noSales").asInt()).isEqualTo(1);
        cashier.closeShift(session, "0").expect(200);
        assertThat(cashier.post(path, "{}").expect(409).at("/code")).isEqualTo("session-closed");
    }

    // TILL-1
    // TILL-3
    @Test
    void aTillTakesCashWhileMqPayIsAway_andMqPaysOwnWordIsMarked() {
        String session = cashier.openShift("0").expect(201).at("/id");
        String order = rounded();
        String path = "/sale-orders/" + order + "/payments/cash";
        BigDecimal cash = amount(order(order), "/cashDue");
        String body = json("{'amount':'%s'}", cash.toPlainString());
        assertThat(cashier.post(path, body).expect(409).at("/code")).isEqualTo("cash-by-till-off");
        owner.put("/settings", json("{'cashByTill':true}")).expect(200);
        try {
            Stack.as("waiter").post(path, body).expect(403);
            Api once = cashier.key("cash-" + order);
            assertThat(once.post(path, body).expect(200).at("/status")).isEqualTo("COMPLETED");
            assertThat(once.post(path, body).expect(200).at("/status")).isEqualTo("COMPLETED");
            assertThat(cashier.post(path, body).expect(409).at("/code")).isEqualTo("order-not-allowed");
        } finally {
            owner.put("/settings", json("{'cashByTill':false}")).expect(200);
        }
        assertThat(new BigDecimal(x(session).at("/cash/expected").asText())).isEqualByComparingTo(cash);

        paying(order, "late-" + order, cash).method("CASH").send().expect(200);

        assertThat(manager.openReviews(order).stream()
                        .map(one -> one.at("/probableTwin").asText()))
                .singleElement()
                .asString()
                .startsWith("cash-by-till-");
    }

    // ROUND-3
    @Test
    void inAnyOrderWebhooksEndAlike() {
        Seeded.times(SEQUENCES, random -> {
            String straight = rounded();
            String shaken = rounded();
            List<Step> story = story(random, amount(order(straight), "/total"));
            List<Step> other = new ArrayList<>(story);
            story.stream().filter(step -> random.nextInt(3) == 0).forEach(other::add);
            Collections.shuffle(other, random);
            story.forEach(step -> step.send(straight));
            boolean settled = false;
            for (Step step : other) {
                step.send(shaken);
                boolean now = order(shaken).at("/status").equals("COMPLETED");
                assertThat(now || !settled).isTrue();
                settled = now;
            }
            for (String field : List.of("/status", "/counter/paid", "/cashRounding", "/tip", "/due", "/cashDue")) {
                assertThat(order(shaken).at(field))
                        .as(field)
                        .isEqualTo(order(straight).at(field));
            }
        });
    }

    /** A payment, or one that is taken back. */
    private record Step(String event, String attempt, BigDecimal amount, String method, String tip) {
        void send(String order) {
            Webhooks.attempt(event, order)
                    .attempt(order + "-" + attempt)
                    .amount(amount.toPlainString())
                    .method(method)
                    .tip(tip)
                    .send()
                    .expect(200);
        }
    }

    private static List<Step> story(Random random, BigDecimal total) {
        List<Step> steps = new ArrayList<>();
        for (int number = 0; number < 1 + random.nextInt(4); number++) {
            BigDecimal amount = Seeded.one(
                    random,
                    List.of(
                            total,
                            nearest(total),
                            total.subtract(new BigDecimal("7000")),
                            new BigDecimal("7000"),
                            new BigDecimal("740")));
            String method = random.nextInt(3) == 0 ? "CARD" : "CASH";
            String tip = random.nextBoolean() ? "500" : "";
            steps.add(new Step("success", "a" + number, amount, method, tip));
            if (random.nextInt(5) == 0) {
                steps.add(new Step("cancelled", "a" + number, amount, method, tip));
            }
        }
        return steps;
    }
}
