package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The shifts of two tills with everything that moves their drawers, and much that does not. What should be in each drawer, and the sums beside
 * it, are added up here from what was sent, in nothing but decimals.
 */
class WholeShiftJourneyTest {
    private static final BigDecimal COIN = new BigDecimal("500");
    private static final BigDecimal TAX = new BigDecimal("1.08");

    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner = as("owner", "office");
    private final Api manager = as("manager", "office");
    private final Desk desk = new Desk("till-" + merchant);
    private final Desk bar = new Desk("bar-" + merchant);

    private Api as(String role, String device) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, merchant), merchant)
                .with("x-device-info", device);
    }

    /** A till, with all that is added up of it. */
    private final class Desk {
        private final String till;
        private final Api cashier;
        private final Map<String, BigDecimal> tips = new TreeMap<>();
        private final Map<String, BigDecimal> tenders = new TreeMap<>();
        private final Map<String, BigDecimal> refunds = new TreeMap<>();
        private String session = "";
        private BigDecimal drawer = BigDecimal.ZERO;
        private BigDecimal rounding = BigDecimal.ZERO;
        private BigDecimal tipsPaid = BigDecimal.ZERO;
        private BigDecimal returned = BigDecimal.ZERO;
        private int noSales;

        Desk(String till) {
            this.till = till;
            cashier = as("cashier", till);
        }

        void open(String openingFloat) {
            session = cashier.post(
                            "/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'%s'}", merchant, openingFloat))
                    .expect(201)
                    .at("/id");
            drawer = number(openingFloat);
        }

        String moves(String kind, String amount, boolean in) {
            drawer = in ? drawer.add(number(amount)) : drawer.subtract(number(amount));
            return cashier.moveCash(session, kind, amount, "shift").expect(201).at("/id");
        }

        void opensTheDrawer() {
            cashier.post("/pos/sessions/" + session + "/no-sale", json("{'reasonCode':'change'}"))
                    .expect(200);
            noSales++;
        }

        void agrees(JsonNode reading) {
            assertThat(number(reading.at("/cash/expected").asText()))
                    .as("the drawer of %s", till)
                    .isEqualByComparingTo(drawer);
            assertThat(number(reading.at("/cash/tipOut").asText())).isEqualByComparingTo(tipsPaid);
            assertThat(sum(reading.at("/sales"), "cashRounding")).isEqualByComparingTo(rounding);
            assertThat(plain(sums(reading.at("/tenders"), "method"))).isEqualTo(plain(tenders));
            assertThat(plain(sums(reading.at("/tips"), "method", "staff"))).isEqualTo(plain(tips));
            assertThat(plain(sums(reading.at("/refunds"), "method"))).isEqualTo(plain(refunds));
            assertThat(sum(reading.at("/returns"), "total")).isEqualByComparingTo(returned);
            assertThat(reading.at("/noSales").asInt()).isEqualTo(noSales);
        }

        /** The X agrees; closed by what was counted, the Z does too, and is proven. */
        void closes() {
            agrees(manager.get("/pos/sessions/" + session + "/x-report")
                    .expect(200)
                    .body());
            assertThat(cashier.closeShift(session, drawer.toPlainString())
                            .expect(200)
                            .at("/outcome"))
                    .isEqualTo("CLOSED");
            agrees(manager.get("/pos/sessions/" + session + "/z-report")
                    .expect(200)
                    .body()
                    .at("/content"));
            assertThat(verified(till)).isEqualTo("1 Z reports of 1 tills, all as they were written\n");
        }
    }

    @BeforeEach
    void aRoomThatRoundsCash() {
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
        owner.put(
                        "/settings",
                        json("{'cashIncrement':{'VND':'%s'},'cashByTill':true,'discountLimitPercent':'20'}", COIN))
                .expect(200);
    }

    private static BigDecimal nearest(BigDecimal amount) {
        return amount.divide(COIN, 0, RoundingMode.HALF_UP).multiply(COIN).max(COIN);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private record Bill(String order, BigDecimal total) {
        BigDecimal inCash() {
            return nearest(total);
        }
    }

    private String opened(String price, int quantity) {
        return desk.cashier
                .post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s','quantity':'%s'}]}",
                                merchant, price, quantity))
                .expect(201)
                .at("/id");
    }

    private Bill bill(String price) {
        return checkedOut(opened(price, 1));
    }

    private Bill checkedOut(String order) {
        return new Bill(order, number(desk.cashier.checkout(order).expect(200).at("/total")));
    }

    private String item(Bill bill) {
        return manager.get("/sale-orders/" + bill.order() + "?include=items")
                .expect(200)
                .at("/items/0/id");
    }

    /** Money that MQ-Pay reports, with so much of it a tip. */
    private void pays(Bill bill, String method, BigDecimal amount, String tip) {
        Webhooks.success(bill.order())
                .amount(amount.toPlainString())
                .method(method)
                .tip(tip)
                .send()
                .expect(200);
        desk.tenders.merge(method, amount, BigDecimal::add);
        if (method.equals("CASH")) {
            desk.drawer = desk.drawer.add(amount);
            desk.rounding = desk.rounding.add(bill.inCash().subtract(bill.total()));
        }
        if (!tip.isEmpty()) {
            desk.tips.merge(method + " " + staff(), number(tip), BigDecimal::add);
        }
    }

    /** Who checked out gets the tips for whom nobody is named. */
    private String staff() {
        return Stack.sql("select distinct checkedOutBy from SaleOrder where checkedOutBy is not null and merchantId = "
                        + merchant)
                .getFirst();
    }

    private String name(Api who) {
        String order = who.post("/sale-orders", json("{'saleChannelId':'%s'}", merchant))
                .expect(201)
                .at("/id");
        return Stack.sql("select createdBy from SaleOrder where id = " + order).getFirst();
    }

    private String review(Bill bill, String kind) {
        return Stack.sql("select id from PaymentReview where saleOrderId = " + bill.order() + " and kind = '" + kind
                        + "' and status = 'OPEN'")
                .getFirst();
    }

    private Api approved(Api who, String action, Bill bill) {
        return who.with(
                "X-Approval",
                manager.approve(action, bill.order(), "seen").expect(201).at("/token"));
    }

    /** Two of a dish at this price, sold at the desk for exactly what is due. */
    private Bill two(String price, String method) {
        Bill bill = checkedOut(opened(price, 2));
        pays(bill, method, method.equals("CASH") ? bill.inCash() : bill.total(), "");
        return bill;
    }

    /** What one of two dishes at this price costs with tax: of the bill so much is kept when the other came back. */
    private static BigDecimal one(String price) {
        return number(price).multiply(TAX).setScale(0, RoundingMode.HALF_UP);
    }

    /** One of two comes back there, for this reason; what that comes to, which is the same on the answer. */
    private JsonNode comesBack(Desk at, Api who, Bill bill, String reason, String more, BigDecimal worth) {
        JsonNode goods = who.post(
                        "/sale-orders/" + bill.order() + "/returns",
                        json(
                                "{'lines':[{'itemId':'%s','quantity':'1','reasonCode':'%s'}]%s}",
                                item(bill), reason, json(more)))
                .expect(200)
                .body();
        assertThat(number(goods.at("/saleReturn/total").asText())).isEqualByComparingTo(worth);
        at.returned = at.returned.add(worth);
        return goods;
    }

    /** In cash goes back what is no longer needed, in coins. */
    private void comesBackForCash(Desk at, Bill bill, String price, String reason) {
        BigDecimal kept = one(price);
        BigDecimal back = bill.inCash().subtract(nearest(kept));
        comesBack(at, at.cashier, bill, reason, "", bill.total().subtract(kept));
        at.drawer = at.drawer.subtract(back);
        at.refunds.merge("CASH", back, BigDecimal::add);
        at.rounding = at.rounding
                .add(nearest(kept).subtract(kept))
                .subtract(bill.inCash().subtract(bill.total()));
    }

    private static BigDecimal sum(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> number(row.at("/" + field).asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Map<String, BigDecimal> sums(JsonNode rows, String... key) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        StreamSupport.stream(rows.spliterator(), false).forEach(row -> {
            List<String> parts = new ArrayList<>();
            for (String field : key) {
                parts.add(row.at("/" + field).asText());
            }
            sums.merge(String.join(" ", parts), number(row.at("/amount").asText()), BigDecimal::add);
        });
        return sums;
    }

    private static Map<String, String> plain(Map<String, BigDecimal> sums) {
        Map<String, String> plain = new TreeMap<>();
        sums.forEach((key, sum) -> {
            if (sum.signum() != 0) {
                plain.put(key, sum.stripTrailingZeros().toPlainString());
            }
        });
        return plain;
    }

    private void sales() {
        Bill plain = bill("47110");
        pays(plain, "CASH", plain.inCash(), "");
        Bill small = bill("111");
        pays(small, "CASH", small.inCash(), "");
        Bill card = bill("83333");
        pays(card, "CARD", card.total().add(number("2000")), "2000");
        Bill tipped = bill("91234");
        pays(tipped, "CASH", tipped.inCash().add(number("3000")), "3000");
        Bill surplus = bill("30777");
        pays(surplus, "CARD", surplus.total().add(number("4000")), "");
        manager.resolve(review(surplus, "OVERPAID"), "TIP").expect(200);
        desk.tips.merge("CARD " + staff(), number("4000"), BigDecimal::add);

        Bill itself = bill("58321");
        BigDecimal taken = itself.inCash();
        desk.cashier
                .post(
                        "/sale-orders/" + itself.order() + "/payments/cash",
                        json("{'amount':'%s'}", taken.toPlainString()))
                .expect(200);
        desk.tenders.merge("CASH", taken, BigDecimal::add);
        desk.drawer = desk.drawer.add(taken);
        desk.rounding = desk.rounding.add(taken.subtract(itself.total()));

        Bill tooMuch = bill("22222");
        pays(tooMuch, "CASH", tooMuch.inCash().add(number("7000")), "");
        manager.post(
                        "/payment-reviews/" + review(tooMuch, "OVERPAID") + "/resolve",
                        json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", desk.session))
                .expect(200);
        desk.drawer = desk.drawer.subtract(number("7000"));

        Bill reversed = bill("64000");
        pays(reversed, "CARD", reversed.total(), "");
        Webhooks.attempt("cancelled", reversed.order())
                .amount(reversed.total().toPlainString())
                .method("CARD")
                .send()
                .expect(200);
        review(reversed, "REVERSED");
    }

    private void movements() {
        desk.moves("TIP_OUT", "9000", false);
        desk.tipsPaid = number("9000");
        String mistake = desk.moves("PAY_IN", "50000", true);
        desk.cashier
                .post(
                        "/pos/sessions/" + desk.session + "/cash-movements",
                        json("{'reverses':'%s','reason':'was not there'}", mistake))
                .expect(201);
        desk.drawer = desk.drawer.subtract(number("50000"));
        desk.moves("PAY_IN", "20000", true);
        desk.moves("PAY_OUT", "12000", false);
        desk.moves("DROP", "300000", false);
        desk.opensTheDrawer();
        desk.opensTheDrawer();
        bar.opensTheDrawer();
    }

    /** A manager gives a dish away; a cashier takes off what only a manager may allow. */
    private void offThePrice() {
        Bill comped = new Bill(opened("70000", 1), BigDecimal.ZERO);
        manager.post(
                        "/sale-orders/" + comped.order() + "/adjustments",
                        json("{'scope':'LINE','itemIds':['%s'],'kind':'COMP','note':'a hair'}", item(comped)))
                .expect(200);
        desk.cashier.checkout(comped.order()).expect(200);
        String large = opened("100000", 1);
        String token = manager.post(
                        "/approvals",
                        json(
                                "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','reason':'a regular','amount':'55000'}",
                                large))
                .expect(201)
                .at("/token");
        desk.cashier
                .with("X-Approval", token)
                .post(
                        "/sale-orders/" + large + "/adjustments",
                        json("{'scope':'ORDER','kind':'AMOUNT','value':'55000','note':'comes every Friday'}"))
                .expect(200);
        Bill off = checkedOut(large);
        pays(off, "CARD", off.total(), "");
    }

    /** Goods that come back at the till that sold them, and at the other one. */
    private void returns() {
        comesBackForCash(desk, two("23600", "CASH"), "23600", "salty");
        comesBackForCash(bar, two("31111", "CASH"), "31111", "cold");

        Bill card = two("12345", "CARD");
        BigDecimal back = card.total().subtract(one("12345"));
        comesBack(desk, desk.cashier, card, "wrong dish", "", back);
        desk.refunds.merge("CARD", back, BigDecimal::add);

        Bill inCash = two("50000", "CARD");
        comesBack(
                bar,
                approved(bar.cashier, "SaleOrder.refundOtherTender", inCash),
                inCash,
                "no card here",
                ",'refunds':[{'method':'CASH','amount':'54000'}]",
                number("54000"));
        bar.drawer = bar.drawer.subtract(number("54000"));
        bar.refunds.merge("CASH", number("54000"), BigDecimal::add);
    }

    /** Sold at the desk, brought back there or to the bar, asked of MQ-Pay in vain, and given out of the other drawer after all. */
    private void refundThatFails(Desk at, Desk other, String reason) {
        Bill bill = two("25000", "CARD");
        String refund = comesBack(at, at.cashier, bill, reason, "", number("27000"))
                .at("/refunds/0/id")
                .asText();
        at.refunds.merge("CARD", number("27000"), BigDecimal::add);
        Webhooks.refund("failed", refund).expect(200);
        at.refunds.merge("CARD", number("-27000"), BigDecimal::add);
        as("manager", other.till)
                .post("/refunds/" + refund + "/retry", json("{'method':'CASH'}"))
                .expect(200);
        other.refunds.merge("CASH", number("27000"), BigDecimal::add);
        other.drawer = other.drawer.subtract(number("27000"));
    }

    // SHIFT-3, SHIFT-14, SHIFT-15, SHIFT-24, SHIFT-26, SHIFT-27, RETURN-19
    // REPORT-10, REPORT-11
    @Test
    void theDrawersAreWhatWentInLessWhatCameOut_andEachDeedIsNamed() {
        desk.open("500000");
        bar.open("200000");

        sales();
        movements();
        offThePrice();
        returns();
        refundThatFails(desk, bar, "late");

        bar.closes();
        desk.closes();
        String till = staff();
        String boss = name(manager);
        assertThat(deeds())
                .containsExactlyInAnyOrder(
                        "COMP|" + boss + "|null|a hair|1|70000",
                        "DISCOUNT|" + till + "|" + boss + "|comes every Friday|1|55000",
                        "RETURN|" + till + "|null|salty|1|25488",
                        "RETURN|" + till + "|null|cold|1|33600",
                        "RETURN|" + till + "|null|wrong dish|1|13332",
                        "RETURN|" + till + "|" + boss + "|no card here|1|54000",
                        "RETURN|" + till + "|null|late|1|27000",
                        "NO_SALE|" + till + "|null|change|3|0");
        Audit.nothingIsLost();
    }

    /** The report of exceptions of the day of the last return and the one after: midnight may come between. */
    private List<String> deeds() {
        String day = Stack.sql("select max(businessDate) from SaleReturn where merchantId = " + merchant)
                .getFirst();
        return StreamSupport.stream(
                        manager.get("/reports/sales/exceptions?from="
                                        + LocalDate.parse(day).minusDays(1) + "&to="
                                        + LocalDate.parse(day).plusDays(1))
                                .expect(200)
                                .body()
                                .at("/data")
                                .spliterator(),
                        false)
                .map(row -> Stream.of("kind", "person", "approver", "reason", "count", "amount")
                        .map(field -> row.at("/" + field).asText())
                        .collect(Collectors.joining("|")))
                .toList();
    }

    private String verified(String till) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream shown = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Ops(
                        Map.of("APP_ENV_DB_URL", Stack.get().postgresUrl()),
                        shown,
                        shown,
                        new BufferedReader(new StringReader("")))
                .run(List.of("z", "verify", "--merchant", merchant, "--device", till));
        return out.toString(StandardCharsets.UTF_8);
    }
}
