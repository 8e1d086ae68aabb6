package nx.sale.journey;

import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nx.sale.dev.PricingStandIn;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The random walk once more, through HTTP and PostgreSQL, audited by SQL: what happens there is what the rules say. It goes on when orders are
 * paid: tips and rounded cash, payments that are taken back, returns, refunds that fail and are tried again, reviews that are resolved.
 */
class FamilyWalkJourneyTest {
    private static final int STEPS = 400;

    private static final Set<String> WANTED = Set.of(
            "200 add",
            "200 adjustments",
            "200 take back",
            "200 waive",
            "200 charge again",
            "200 comp",
            "200 code",
            "200 guests",
            "200 cancel",
            "200 merge",
            "200 merge/rollback",
            "200 split",
            "200 split/rollback",
            "200 checkout",
            "201 checks",
            "200 rejoin",
            "200 pay",
            "200 pay all",
            "200 take money back",
            "200 give back",
            "200 answer refund",
            "200 retry refund",
            "200 resolve refund",
            "200 resolve review",
            "201 send",
            "200 cook",
            "201 seat");

    private final Api manager = Stack.as("manager").with("x-device-info", "walk-" + System.nanoTime());
    private final Floor floor = Floor.drawn(manager, 30);
    private final List<String> orders = new ArrayList<>();
    private final Deque<String> merged = new ArrayDeque<>();
    private final Deque<String> parted = new ArrayDeque<>();
    private final Deque<String> divided = new ArrayDeque<>();
    private final Map<String, Integer> done = new HashMap<>();

    @BeforeEach
    void cashIsRounded() {
        Stack.as("owner")
                .put("/settings", json("{'cashIncrement':{'VND':'500'}}"))
                .expect(200);
    }

    @AfterEach
    void cashIsExact() {
        Stack.as("owner").put("/settings", json("{'cashIncrement':{}}")).expect(200);
    }

    // ROUND-4, RETURN-3, RETURN-6
    @Test
    void nothingIsLostOnTheWayToTheDatabase() {
        Seeded.times(1, random -> {
            for (int step = 0; step < STEPS || !done.keySet().containsAll(WANTED); step++) {
                act(random);
                if (step % 50 == 0) {
                    Audit.nothingIsLost();
                    settledBillsAddUp();
                }
                assertThat(step).as("steps until everything happened: %s", done).isLessThan(20 * STEPS);
            }
        });

        Audit.nothingIsLost();
        settledBillsAddUp();
        assertThat(done.keySet()).noneMatch(key -> key.startsWith("5"));
        for (String order : orders) {
            JsonNode proof = manager.get("/sale-orders/" + order + "/proof?limit=200")
                    .expect(200)
                    .body()
                    .at("/data");
            proof.forEach(operation -> assertThat(operation.at("/difference").toString())
                    .isEqualTo(json("{'subtotal':'0','discount':'0','charge':'0','tax':'0','exact':'0'}")));
        }
    }

    /** With five per cent service, taxed at eight, and a cover for parties of three and more. */
    private String opened() {
        Api owner = Stack.as("owner");
        owner.put(
                        "/settings",
                        json("{'serviceCharges':[{'code':'SERVICE','name':'Service','kind':'PERCENT','value':'5',"
                                + "'taxRate':'8','when':{}},{'code':'COVER','name':'Cover','kind':'AMOUNT','value':'1500',"
                                + "'currency':'VND','taxRate':'10','when':{'minGuests':3}}]}"))
                .expect(200);
        try {
            return manager.newOrder()
                    .guests(2)
                    .items(PHO.x(2), TEA.x(1))
                    .create()
                    .expect(201)
                    .at("/id");
        } finally {
            owner.put("/settings", json("{'serviceCharges':[]}")).expect(200);
        }
    }

    private void adjust(String order, Random random) {
        Optional<JsonNode> item = random.nextBoolean() ? lead(order, random) : Optional.empty();
        String value = Seeded.one(
                random, List.of("'PERCENT','value':'33.33'", "'AMOUNT','value':'7777'", "'PERCENT','value':'10'"));
        String on = item.map(line -> "'LINE','itemIds':['" + line.at("/id").asText() + "']")
                .orElse("'ORDER'");
        note(
                "adjustments",
                manager.post(
                        "/sale-orders/" + order + "/adjustments", json("{'scope':" + on + ",'kind':" + value + "}")));
    }

    private void comp(String order, Random random) {
        lead(order, random)
                .ifPresent(item -> note(
                        "comp",
                        manager.post(
                                "/sale-orders/" + order + "/adjustments",
                                json(
                                        "{'scope':'LINE','kind':'COMP','itemIds':['%s'],'note':'a hair'}",
                                        item.at("/id").asText()))));
    }

    private void code(String order, Random random) {
        note(
                "code",
                manager.post(
                        "/sale-orders/" + order + "/adjustments",
                        json(
                                "{'scope':'ORDER','kind':'CODE','code':'%s'}",
                                Seeded.one(random, List.of(PricingStandIn.PERCENT_CODE, PricingStandIn.AMOUNT_CODE)))));
    }

    private void takeBack(String order) {
        JsonNode given = manager.get("/sale-orders/" + order + "?include=adjustments")
                .body()
                .at("/adjustments");
        if (!given.isEmpty()) {
            note(
                    "take back",
                    manager.delete("/sale-orders/" + order + "/adjustments/"
                            + given.get(0).at("/id").asText()));
        }
    }

    private void act(Random random) {
        if (orders.size() < 4 || random.nextInt(8) == 0) {
            orders.add(opened());
        }
        String order = recent(random);
        switch (Seeded.one(
                random,
                List.of(
                        "add",
                        "change",
                        "adjustments",
                        "adjustments",
                        "take back",
                        "waive",
                        "charge again",
                        "comp",
                        "code",
                        "guests",
                        "cancel",
                        "merge",
                        "merge",
                        "merge/rollback",
                        "merge/rollback",
                        "split",
                        "split",
                        "split/rollback",
                        "split/rollback",
                        "checkout",
                        "revert",
                        "checks",
                        "checks",
                        "rejoin",
                        "pay",
                        "pay",
                        "pay all",
                        "pay all",
                        "take money back",
                        "give back",
                        "give back",
                        "answer refund",
                        "answer refund",
                        "retry refund",
                        "retry refund",
                        "resolve refund",
                        "resolve review",
                        "send",
                        "send",
                        "cook",
                        "cook",
                        "seat"))) {
            case "add" ->
                note("add", manager.add(order, Seeded.one(random, List.of(PHO.x("1.5"), TEA.x("0.3333"), LUNCH.x(1)))));
            case "change" ->
                lead(order, random)
                        .ifPresent(item -> note(
                                "change",
                                manager.patch(
                                        "/sale-orders/" + order + "/items/"
                                                + item.at("/id").asText(),
                                        json("{'quantity':'%s'}", Seeded.one(random, List.of("0", "1", "2.5"))))));
            case "adjustments" -> adjust(order, random);
            case "take back" -> takeBack(order);
            case "waive" ->
                note(
                        "waive",
                        manager.post(
                                "/sale-orders/" + order + "/charges/" + charge(random) + "/waive",
                                json("{'reason':'slow'}")));
            case "charge again" ->
                note("charge again", manager.delete("/sale-orders/" + order + "/charges/" + charge(random) + "/waive"));
            case "comp" -> comp(order, random);
            case "code" -> code(order, random);
            case "guests" ->
                note(
                        "guests",
                        manager.patch("/sale-orders/" + order, json("{'guestCount':%s}", 1 + random.nextInt(5))));
            case "cancel" -> {
                if (random.nextInt(3) == 0) {
                    note("cancel", manager.cancel(order, "walk"));
                }
            }
            case "merge" -> post(order, "merge", json("{'sourceOrderIds':['%s']}", Seeded.one(random, orders)));
            case "split" ->
                lead(order, random).ifPresent(item -> {
                    Api.Reply reply = post(
                            order,
                            "split",
                            json(
                                    "{'orders':[{'items':[{'itemId':'%s','quantity':'%s'}]}]}",
                                    item.at("/id").asText(), Seeded.one(random, List.of("0.3333", "1"))));
                    if (reply.status() == 200) {
                        orders.add(reply.at("/orders/0/id"));
                        parted.push(order);
                    }
                });
            case "merge/rollback" -> post(merged.isEmpty() ? order : merged.pop(), "merge/rollback", "");
            case "split/rollback" -> post(parted.isEmpty() ? order : parted.pop(), "split/rollback", "");
            case "checkout" -> note("checkout", manager.checkout(order));
            case "revert" -> post(order, "revert", "");
            case "checks" -> {
                if (post(order, "checks", division(random)).status() == 201) {
                    divided.addLast(order);
                }
            }
            case "rejoin" -> {
                String bill = divided.isEmpty() ? order : divided.removeLast();
                note("rejoin", manager.delete("/sale-orders/" + bill + "/checks"));
            }
            case "pay" -> pay(order, random);
            case "pay all" -> payAll(order, random);
            case "take money back" -> takeMoneyBack(random);
            case "give back" -> giveBack(random);
            case "answer refund" ->
                refund("way = 'MQ_PAY'", random)
                        .ifPresent(refund -> note(
                                "answer refund",
                                Webhooks.refund(
                                        Seeded.one(random, List.of("sent", "failed", "failed", "success")), refund)));
            case "retry refund" ->
                refund("status = 'FAILED' and replacedById is null", random)
                        .ifPresent(refund -> note(
                                "retry refund",
                                manager.post(
                                        "/refunds/" + refund + "/retry",
                                        random.nextBoolean() ? "{}" : json("{'method':'CASH'}"))));
            case "resolve refund" ->
                refund("status in ('REQUESTED', 'SENT', 'FAILED')", random)
                        .ifPresent(refund -> note(
                                "resolve refund",
                                manager.post(
                                        "/refunds/" + refund + "/resolve",
                                        json(
                                                "{'resolution':'%s','note':'walk'}",
                                                Seeded.one(random, List.of("MANUAL", "FAILED"))))));
            case "resolve review" -> resolveReview(random);
            case "send" -> note("send", manager.post("/sale-orders/" + order + "/kitchen-tickets", ""));
            case "cook" -> cook(order, random);
            case "seat" -> note("seat", floor.seat(manager, random.nextInt(30), order));
            default -> throw new IllegalStateException();
        }
    }

    private static String charge(Random random) {
        return Seeded.one(random, List.of("SERVICE", "COVER"));
    }

    /** One of the last dozen: older ones are mostly done with. */
    private String recent(Random random) {
        return Seeded.one(random, orders.subList(Math.max(0, orders.size() - 12), orders.size()));
    }

    private static String division(Random random) {
        return Seeded.one(
                random,
                List.of(
                        json("{'mode':'EVENLY','parts':3}"),
                        json("{'mode':'EVENLY','parts':7}"),
                        json("{'mode':'BY_AMOUNT','amounts':['7','1001'],'remainder':true}")));
    }

    private Optional<JsonNode> lead(String order, Random random) {
        List<JsonNode> leads = new ArrayList<>();
        manager.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body()
                .at("/items")
                .forEach(item -> {
                    if (item.at("/leadItemId").isNull()) {
                        leads.add(item);
                    }
                });
        return leads.isEmpty() ? Optional.empty() : Optional.of(Seeded.one(random, leads));
    }

    /** Moves a dish of the order on, or voids it. */
    private void cook(String order, Random random) {
        List<String> items = Stack.sql("select id from KitchenTicketItem where saleOrderId = " + order);
        if (!items.isEmpty()) {
            note(
                    "cook",
                    manager.patch(
                            "/kitchen-ticket-items/" + Seeded.one(random, items) + "/status",
                            json(
                                    "{'status':'%s','reason':'walk'}",
                                    Seeded.one(random, List.of("COOKING", "READY", "SERVED", "VOIDED")))));
        }
    }

    private void pay(String order, Random random) {
        JsonNode checks = manager.get("/sale-orders/" + order + "/checks")
                .expect(200)
                .body()
                .at("/data");
        String uid = "walk-" + order + "-"
                + done.values().stream().mapToInt(Integer::intValue).sum();
        if (checks.isEmpty()) {
            note("pay", Webhooks.success(order).attempt(uid).amount("1000").send());
            return;
        }
        JsonNode check = checks.get(random.nextInt(checks.size()));
        String amount =
                check.at("/due").asText().equals("0") ? "5" : check.at("/due").asText();
        note(
                "pay",
                Webhooks.onCheck(check.at("/id").asText())
                        .attempt(uid)
                        .amount(amount)
                        .send());
    }

    /** All that is due, by a card or in rounded cash, now and then with a tip or with too much. */
    private void payAll(String order, Random random) {
        JsonNode bill = manager.get("/sale-orders/" + order).expect(200).body();
        String method = Seeded.one(random, List.of("CARD", "QR", "CASH"));
        String due = bill.at(method.equals("CASH") ? "/cashDue" : "/due").asText("0");
        if (!List.of("PROCESSING", "PARTIAL").contains(bill.at("/status").asText())
                || !bill.at("/checkSplitAt").isNull()
                || new BigDecimal(due).signum() == 0) {
            return;
        }
        String tip = Seeded.one(random, List.of("", "", "2000"));
        BigDecimal more = new BigDecimal(tip.isEmpty() ? Seeded.one(random, List.of("0", "0", "7000")) : tip);
        note(
                "pay all",
                Webhooks.success(order)
                        .attempt("all-" + order + "-" + random.nextInt(1_000_000))
                        .amount(new BigDecimal(due).add(more).toPlainString())
                        .method(method)
                        .tip(tip)
                        .send());
    }

    private Optional<String> found(String query, Random random) {
        List<String> rows = Stack.sql(query + " and saleOrderId in (" + String.join(",", orders) + ")");
        return rows.isEmpty() ? Optional.empty() : Optional.of(Seeded.one(random, rows));
    }

    private Optional<String> refund(String which, Random random) {
        return found("select id from Refund where " + which, random);
    }

    private void takeMoneyBack(Random random) {
        if (random.nextInt(3) == 0) {
            found("select saleOrderId, uid, amount from PaymentAttempt where 'SUCCESS' = any (seen)", random)
                    .map(row -> row.split("\\|"))
                    .ifPresent(attempt -> note(
                            "take money back",
                            Webhooks.attempt("cancelled", attempt[0])
                                    .attempt(attempt[1])
                                    .amount(attempt[2])
                                    .send()));
        }
    }

    private void giveBack(Random random) {
        List<String> sold =
                Stack.sql("select id from SaleOrder where status = 'COMPLETED' and refundStatus <> 'FULL' and id in ("
                        + String.join(",", orders) + ")");
        if (!sold.isEmpty()) {
            String order = Seeded.one(random, sold);
            lead(order, random)
                    .ifPresent(item -> note(
                            "give back",
                            manager.post(
                                    "/sale-orders/" + order + "/returns",
                                    json(
                                            "{'lines':[{'itemId':'%s','quantity':'%s'}]}",
                                            item.at("/id").asText(),
                                            Seeded.one(
                                                    random,
                                                    List.of(
                                                            "1",
                                                            "0.3333",
                                                            item.at("/quantity").asText()))))));
        }
    }

    private void resolveReview(Random random) {
        found("select id from PaymentReview where status = 'OPEN'", random)
                .ifPresent(review -> note(
                        "resolve review",
                        manager.resolve(
                                review,
                                Seeded.one(random, List.of("REFUNDED", "REFUNDED", "TIP", "APPLIED", "DISMISSED")))));
    }

    /**
     * Of what was paid in full and not taken back: received = total + cashRounding + tip + overpaid; of what went back twice, so much is due
     * back no more at most (RETURN-22).
     */
    private void settledBillsAddUp() {
        if (!orders.isEmpty()) {
            assertThat(Stack.sql("""
                            select o.id, o.received, o.total, o.cashRounding, o.tip from "SaleOrder" o
                              left join (select saleOrderId, coalesce(sum(amount) filter (where kind = 'OVERPAID'
                                                  and status in ('OPEN', 'REFUNDED', 'DISMISSED')), 0) as over,
                                                count(*) filter (where kind in ('REVERSED', 'LATE')) as other,
                                                coalesce(sum(amount) filter (where kind = 'REFUNDED_TWICE'), 0) as twice
                                           from "PaymentReview" group by 1) r on r.saleOrderId = o.id
                             where o.status = 'COMPLETED' and coalesce(r.other, 0) = 0 and o.id in (%s)
                               and o.received - o.total - o.cashRounding - o.tip - coalesce(r.over, 0)
                                     not between 0 and coalesce(r.twice, 0)
                            """.formatted(String.join(",", orders))))
                    .as("settled bills that do not add up")
                    .isEmpty();
        }
    }

    private Api.Reply post(String order, String what, String body) {
        Api.Reply reply = manager.post("/sale-orders/" + order + "/" + what, body);
        note(what, reply);
        return reply;
    }

    private void note(String what, Api.Reply reply) {
        done.merge(reply.status() + " " + what, 1, Integer::sum);
    }
}
