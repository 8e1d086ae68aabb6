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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import nx.sale.bootstrap.ops.Ops;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One shift with everything that moves its drawer, and much that does not. What should be in the drawer, and the sums beside it, are added up
 * here from what was sent, in nothing but decimals.
 */
class WholeShiftJourneyTest {
    private static final BigDecimal COIN = new BigDecimal("500");

    private final String merchant = Long.toString(System.nanoTime());
    private final String till = "till-" + merchant;
    private final Api owner = as("owner");
    private final Api manager = as("manager");
    private final Api cashier = as("cashier");

    private BigDecimal drawer = BigDecimal.ZERO;
    private BigDecimal rounding = BigDecimal.ZERO;
    private BigDecimal tipsPaid = BigDecimal.ZERO;
    private final Map<String, BigDecimal> tips = new TreeMap<>();
    private final Map<String, BigDecimal> tenders = new TreeMap<>();

    private Api as(String role) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, merchant), merchant)
                .with("x-device-info", till);
    }

    @BeforeEach
    void aRoomThatRoundsCash() {
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
        owner.put("/settings", json("{'cashIncrement':{'VND':'%s'},'cashByTill':true}", COIN))
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

    private Bill bill(String price) {
        String order = cashier.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s'}]}",
                                merchant, price))
                .expect(201)
                .at("/id");
        return new Bill(order, number(cashier.checkout(order).expect(200).at("/total")));
    }

    /** Money that MQ-Pay reports, with so much of it a tip. */
    private void pays(Bill bill, String method, BigDecimal amount, String tip) {
        Webhooks.success(bill.order())
                .amount(amount.toPlainString())
                .method(method)
                .tip(tip)
                .send()
                .expect(200);
        tenders.merge(method, amount, BigDecimal::add);
        if (method.equals("CASH")) {
            drawer = drawer.add(amount);
            rounding = rounding.add(bill.inCash().subtract(bill.total()));
        }
        if (!tip.isEmpty()) {
            tips.merge(method + " " + staff(), number(tip), BigDecimal::add);
        }
    }

    /** Who checked out gets the tips for whom nobody is named. */
    private String staff() {
        return Stack.sql("select distinct checkedOutBy from SaleOrder where merchantId = " + merchant)
                .getFirst();
    }

    private String review(Bill bill, String kind) {
        return Stack.sql("select id from PaymentReview where saleOrderId = " + bill.order() + " and kind = '" + kind
                        + "' and status = 'OPEN'")
                .getFirst();
    }

    private String moves(String session, String kind, String amount, boolean in) {
        drawer = in ? drawer.add(number(amount)) : drawer.subtract(number(amount));
        return cashier.moveCash(session, kind, amount, "shift").expect(201).at("/id");
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
        sums.forEach((key, sum) -> plain.put(key, sum.stripTrailingZeros().toPlainString()));
        return plain;
    }

    private void agrees(JsonNode reading) {
        assertThat(number(reading.at("/cash/expected").asText()))
                .as("the drawer")
                .isEqualByComparingTo(drawer);
        assertThat(number(reading.at("/cash/tipOut").asText())).isEqualByComparingTo(tipsPaid);
        assertThat(number(reading.at("/sales/0/cashRounding").asText())).isEqualByComparingTo(rounding);
        assertThat(plain(sums(reading.at("/tenders"), "method"))).isEqualTo(plain(tenders));
        assertThat(plain(sums(reading.at("/tips"), "method", "staff"))).isEqualTo(plain(tips));
        assertThat(reading.at("/noSales").asInt()).isEqualTo(2);
    }

    // SHIFT-3, SHIFT-14, SHIFT-15, SHIFT-24
    @Test
    void theDrawerIsWhatWentInLessWhatCameOut() {
        String session = cashier.post("/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'500000'}", merchant))
                .expect(201)
                .at("/id");
        drawer = number("500000");

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
        tips.merge("CARD " + staff(), number("4000"), BigDecimal::add);

        Bill itself = bill("58321");
        BigDecimal taken = itself.inCash();
        cashier.post(
                        "/sale-orders/" + itself.order() + "/payments/cash",
                        json("{'amount':'%s'}", taken.toPlainString()))
                .expect(200);
        tenders.merge("CASH", taken, BigDecimal::add);
        drawer = drawer.add(taken);
        rounding = rounding.add(taken.subtract(itself.total()));

        Bill tooMuch = bill("22222");
        pays(tooMuch, "CASH", tooMuch.inCash().add(number("7000")), "");
        manager.post(
                        "/payment-reviews/" + review(tooMuch, "OVERPAID") + "/resolve",
                        json("{'resolution':'REFUNDED','cashFromSessionId':'%s'}", session))
                .expect(200);
        drawer = drawer.subtract(number("7000"));

        Bill reversed = bill("64000");
        pays(reversed, "CARD", reversed.total(), "");
        Webhooks.attempt("cancelled", reversed.order())
                .amount(reversed.total().toPlainString())
                .method("CARD")
                .send()
                .expect(200);
        review(reversed, "REVERSED");

        moves(session, "TIP_OUT", "9000", false);
        tipsPaid = number("9000");
        String mistake = moves(session, "PAY_IN", "50000", true);
        cashier.post(
                        "/pos/sessions/" + session + "/cash-movements",
                        json("{'reverses':'%s','reason':'was not there'}", mistake))
                .expect(201);
        drawer = drawer.subtract(number("50000"));
        moves(session, "PAY_IN", "20000", true);
        moves(session, "PAY_OUT", "12000", false);
        moves(session, "DROP", "300000", false);
        for (int time = 0; time < 2; time++) {
            cashier.post("/pos/sessions/" + session + "/no-sale", "{}").expect(200);
        }

        agrees(manager.get("/pos/sessions/" + session + "/x-report").expect(200).body());
        assertThat(cashier.closeShift(session, drawer.toPlainString())
                        .expect(200)
                        .at("/outcome"))
                .isEqualTo("CLOSED");
        agrees(manager.get("/pos/sessions/" + session + "/z-report")
                .expect(200)
                .body()
                .at("/content"));
        assertThat(verified()).isEqualTo("1 Z reports of 1 tills, all as they were written\n");
    }

    private String verified() {
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
