package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/**
 * Money that is hard to divide goes back in several steps, over HTTP and PostgreSQL: shares of a cent, and cash in coins. What each step gives is
 * worked out here once more in decimals, and SQL adds everything up.
 */
class DividedReturnJourneyTest {
    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner = Api.at(
                    Stack.get().baseUrl(), Stack.get().sisters().identity().token("owner", merchant), merchant)
            .with("x-device-info", "till-" + merchant);

    /** Three of a dish, checked out in a room of this currency; with a coin when cash is rounded. */
    private String sold(String currency, String price, String coin) {
        owner.put(
                        "/catalogue/channels",
                        json("{'channels':[{'id':'%s','name':'Room','currency':'%s'}]}", merchant, currency))
                .expect(200);
        owner.put(
                        "/settings",
                        json(coin.isEmpty() ? "{'cashIncrement':{}}" : "{'cashIncrement':{'%s':'%s'}}", currency, coin))
                .expect(200);
        String order = owner.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s','quantity':'3'}]}",
                                merchant, price))
                .expect(201)
                .at("/id");
        owner.checkout(order).expect(200);
        return order;
    }

    private JsonNode header(String order) {
        return owner.get("/sale-orders/" + order).expect(200).body();
    }

    private JsonNode back(String order) {
        String item = owner.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/0/id");
        return owner.post(
                        "/sale-orders/" + order + "/returns", json("{'lines':[{'itemId':'%s','quantity':'1'}]}", item))
                .expect(200)
                .body();
    }

    private static BigDecimal amount(JsonNode node, String field) {
        return new BigDecimal(node.at("/" + field).asText());
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }

    /** What is left of the dish when so many of three came back, exactly. */
    private static BigDecimal left(BigDecimal whole, int gone) {
        BigDecimal back =
                whole.multiply(BigDecimal.valueOf(gone)).divide(BigDecimal.valueOf(3), 4, RoundingMode.HALF_UP);
        return whole.subtract(back);
    }

    // RETURN-2, RETURN-4, RETURN-5
    @Test
    void eachCheckGivesBackToItsOwnPayment_centByCent() {
        String order = sold("USD", "3.09", "");
        BigDecimal exact = new BigDecimal("10.0116");
        assertThat(plain(amount(header(order), "total"))).isEqualTo("10.01");
        Map<String, String> paid = new LinkedHashMap<>();
        Map<String, BigDecimal> kept = new LinkedHashMap<>();
        List<String> methods = List.of("CARD", "CASH", "QR");
        for (JsonNode check : owner.divide(order, 3).expect(201).body().at("/data")) {
            String id = check.at("/id").asText();
            kept.put(id, amount(check, "total"));
            Webhooks.onCheck(id)
                    .amount(check.at("/total").asText())
                    .method(methods.get(paid.size()))
                    .send()
                    .expect(200);
            paid.put(id, "a-" + id);
        }
        assertThat(kept.values().stream().map(DividedReturnJourneyTest::plain)).containsExactly("3.34", "3.34", "3.33");

        for (int gone = 1; gone <= 3; gone++) {
            BigDecimal share = left(exact, gone)
                    .divide(BigDecimal.valueOf(3), 4, RoundingMode.HALF_UP)
                    .setScale(2, RoundingMode.HALF_UP);
            Map<String, String> wanted = new LinkedHashMap<>();
            BigDecimal sum = BigDecimal.ZERO;
            for (String check : List.copyOf(kept.keySet())) {
                BigDecimal before = kept.put(check, share.min(kept.get(check)));
                wanted.put(check + " " + paid.get(check), plain(before.subtract(kept.get(check))));
                sum = sum.add(before.subtract(kept.get(check)));
            }
            JsonNode goods = back(order);
            Map<String, String> given = new LinkedHashMap<>();
            goods.at("/refunds")
                    .forEach(refund -> given.put(
                            refund.at("/saleCheckId").asText() + " "
                                    + refund.at("/attemptUid").asText(),
                            plain(amount(refund, "amount"))));
            assertThat(given).isEqualTo(wanted);
            assertThat(amount(goods, "saleReturn/total")).isEqualByComparingTo(sum);
            assertThat(goods.at("/saleReturn/items")).hasSize(3);
            Audit.nothingIsLost();
        }

        assertThat(kept.values()).allMatch(rest -> rest.signum() == 0);
        assertThat(header(order).at("/refundStatus").asText()).isEqualTo("FULL");
        assertThat(Stack.sql("""
                        select a.uid from "PaymentAttempt" a
                          left join "Refund" f on f.saleOrderId = a.saleOrderId and f.attemptUid = a.uid and f.saleCheckId = a.saleCheckId
                         where a.saleOrderId = %s group by a.uid, a.amount having a.amount is distinct from sum(f.amount)
                        """.formatted(order)))
                .as("payments of which not exactly everything went back")
                .isEmpty();
        assertThat(Stack.sql("""
                        select c.id from "SaleCheck" c
                          left join (select saleCheckId, sum(quantity) as quantity, sum(subtotal) as subtotal, sum(tax) as tax
                                       from "SaleReturnItem" group by 1) r on r.saleCheckId = c.id
                         where c.saleOrderId = %s and (c.subtotal, c.tax) is distinct from (r.subtotal, r.tax)
                        """.formatted(order)))
                .as("checks of which not exactly everything came back")
                .isEmpty();
    }

    /** Paid with the cash that was due, and all of it given back one by one: after each step so much cash is here. */
    private List<String> keptInCash(String order) {
        BigDecimal here = amount(header(order), "cashDue");
        Webhooks.paid(order, plain(here), "CASH").expect(200);
        assertThat(header(order).at("/status").asText()).isEqualTo("COMPLETED");
        List<String> steps = new ArrayList<>(List.of(plain(here)));
        for (int gone = 1; gone <= 3; gone++) {
            JsonNode goods = back(order);
            BigDecimal given = BigDecimal.ZERO;
            for (JsonNode refund : goods.at("/refunds")) {
                assertThat(refund.at("/method").asText()).isEqualTo("CASH");
                given = given.add(amount(refund, "amount"));
            }
            assertThat(given)
                    .isEqualByComparingTo(
                            amount(goods, "saleReturn/total").add(amount(goods, "saleReturn/cashRounding")));
            here = here.subtract(given);
            steps.add(plain(here));
            Audit.nothingIsLost();
        }
        assertThat(Stack.sql("""
                        select o.total - sum(r.total), o.cashRounding - sum(r.cashRounding), o.total + o.cashRounding - o.received
                          from "SaleOrder" o join "SaleReturn" r on r.saleOrderId = o.id where o.id = %s group by o.merchantId, o.id
                        """.formatted(order)))
                .as("what is left of total and rounding, and of what was received")
                .containsExactly("0.0000|0.0000|0.0000");
        assertThat(Stack.sql(
                        "select coalesce(sum(amount), 0) from SalesEntry where kind = 'ROUNDING' and saleOrderId = "
                                + order))
                .containsExactly("0.0000");
        return steps;
    }

    /** In coins: what of this would be paid in cash. */
    private static String inCoins(BigDecimal exact, int digits, String coin) {
        BigDecimal total = exact.setScale(digits, RoundingMode.HALF_UP);
        BigDecimal unit = new BigDecimal(coin);
        return total.signum() == 0
                ? "0"
                : plain(total.divide(unit, 0, RoundingMode.HALF_UP)
                        .multiply(unit)
                        .max(unit));
    }

    /** What is kept after none, one, two and all of three equal returns. */
    private static List<String> inCoins(String exact, int digits, String coin) {
        return IntStream.rangeClosed(0, 3)
                .mapToObj(returned -> inCoins(left(new BigDecimal(exact), returned), digits, coin))
                .toList();
    }

    // RETURN-19, ROUND-2
    @Test
    void rappenGoBackInCoinsOfFive() {
        assertThat(keptInCash(sold("CHF", "3.09", "0.05")))
                .containsExactly("10", "6.65", "3.35", "0")
                .isEqualTo(inCoins("10.0116", 2, "0.05"));
    }

    // RETURN-19, ROUND-2
    @Test
    void dongGoBackInMultiplesOfFiveHundred() {
        assertThat(keptInCash(sold("VND", "14567", "500")))
                .containsExactly("47000", "31500", "15500", "0")
                .isEqualTo(inCoins("47197.08", 0, "500"));
    }

    // RETURN-19, ROUND-2
    @Test
    void aBillBelowTheIncrementKeepsOneCoinUntilNothingIsLeft() {
        assertThat(keptInCash(sold("VND", "62", "500"))).containsExactly("500", "500", "500", "0");
    }
}
