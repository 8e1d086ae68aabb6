package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.dev.PricingStandIn;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report of discounts, of a merchant of its own: who gave what, allowed by whom and why. */
class DiscountReportJourneyTest {
    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner = as("owner");
    private final Api manager = as("manager");
    private final Api cashier = as("cashier");

    private Api as(String role) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, merchant), merchant);
    }

    @BeforeEach
    void aRoom() {
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
    }

    private String opened(String... prices) {
        String items = Stream.of(prices)
                .map(price -> json("{'mode':'CUSTOM','name':'Dish','basePrice':'%s'}", price))
                .collect(Collectors.joining(","));
        return cashier.post("/sale-orders", json("{'saleChannelId':'%s','items':[", merchant) + items + "]}")
                .expect(201)
                .at("/id");
    }

    private List<String> items(String order) {
        List<String> items = new ArrayList<>();
        cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body()
                .at("/items")
                .forEach(item -> items.add(item.at("/id").asText()));
        return items;
    }

    private Api.Reply give(Api who, String order, String given) {
        return who.post("/sale-orders/" + order + "/adjustments", json("{" + given + "}"))
                .expect(200);
    }

    private static String onItem(String item, String given) {
        return "'scope':'LINE','itemIds':['" + item + "'],'kind':" + given;
    }

    private static String onOrder(String given) {
        return "'scope':'ORDER','kind':" + given;
    }

    /** Checked out and paid; the trading day. */
    private String sold(String order) {
        Api.Reply sold = cashier.checkout(order).expect(200);
        if (!sold.at("/total").equals("0")) {
            Webhooks.success(order).amount(sold.at("/total")).send().expect(200);
        }
        Api.Reply completed = cashier.get("/sale-orders/" + order).expect(200);
        assertThat(completed.at("/status")).isEqualTo("COMPLETED");
        return completed.at("/businessDate");
    }

    private static String range(String day) {
        return "/reports/sales/discounts?from=" + day + "&to=" + day;
    }

    private List<JsonNode> report(String day) {
        return StreamSupport.stream(
                        manager.get(range(day)).expect(200).body().at("/data").spliterator(), false)
                .toList();
    }

    private static String row(JsonNode row) {
        return Stream.of("kind", "givenBy", "allowedBy", "reason", "reasonName", "code", "currency", "orders", "amount")
                .map(name -> row.at("/" + name).asText())
                .collect(Collectors.joining(" "));
    }

    // REPORT-8, REPORT-6
    @Test
    void eachGiverApproverAndReasonHasARow_andWhatWasNotSoldHasNone() {
        owner.put(
                        "/settings",
                        json(
                                "{'discountLimitPercent':'40','reasons':{'discount':[{'code':'REGULAR','name':'Regular guest'}],"
                                        + "'comp':[{'code':'SPILT','name':'Spilt'}]},'serviceCharges':[{'code':'SERVICE','name':'Service',"
                                        + "'kind':'PERCENT','value':'5','taxRate':'8','when':{}}]}"))
                .expect(200);
        String regular = ",'reasonCode':'REGULAR'";
        String first = opened("100000", "50000");
        String cashierName = give(cashier, first, onItem(items(first).getFirst(), "'PERCENT','value':'10'" + regular))
                .at("/adjustments/0/givenBy");
        String managerName = give(manager, first, onItem(items(first).getLast(), "'COMP','reasonCode':'SPILT'"))
                .at("/adjustments/1/givenBy");
        String day = sold(first);

        String allowed = opened("100000");
        String token = manager.post(
                        "/approvals",
                        json(
                                "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','reason':'a regular','amount':'50000'}",
                                allowed))
                .expect(201)
                .at("/token");
        give(cashier.with("X-Approval", token), allowed, onOrder("'AMOUNT','value':'50000'" + regular));
        manager.post("/sale-orders/" + allowed + "/charges/SERVICE/waive", json("{'reason':'slow'}"))
                .expect(200);
        sold(allowed);

        String target = opened("60000");
        String source = opened("30000", "10000");
        give(cashier, source, onOrder("'AMOUNT','value':'4000'" + regular));
        give(cashier, target, onOrder("'CODE','code':'" + PricingStandIn.PERCENT_CODE + "'"));
        manager.merge(target, source).expect(200);
        manager.split(target, items(target).getFirst(), "1").expect(200);
        manager.post("/sale-orders/" + target + "/split/rollback", "{}").expect(200);
        sold(target);

        String cancelled = opened("100000");
        give(cashier, cancelled, onOrder("'PERCENT','value':'20'" + regular));
        cashier.checkout(cancelled).expect(200);
        cashier.cancel(cancelled, "left").expect(200);
        give(cashier, opened("100000"), onOrder("'PERCENT','value':'20'" + regular));

        assertThat(report(day).stream().map(DiscountReportJourneyTest::row))
                .containsExactly(
                        "AMOUNT " + cashierName + " " + managerName + " REGULAR Regular guest null VND 1 50000",
                        "COMP " + managerName + " null SPILT Spilt null VND 1 50000",
                        "PERCENT " + cashierName + " null REGULAR Regular guest null VND 1 10000",
                        "AMOUNT " + cashierName + " null REGULAR Regular guest null VND 1 4000",
                        "WAIVED_CHARGE " + managerName + " null slow null SERVICE VND 1 2500",
                        "CODE " + cashierName + " null null null WELCOME10 VND 1 0");
        assertThat(manager.with("Accept", "text/csv")
                        .get(range(day))
                        .expect(200)
                        .text())
                .startsWith("kind,givenBy,allowedBy,reason,reasonName,code,currency,orders,amount\r\n")
                .contains("COMP," + managerName + ",,SPILT,Spilt,,VND,1,50000\r\n");
        assertThat(report("2020-01-01")).isEmpty();
        assertThat(cashier.get(range(day)).expect(403).at("/permission")).isEqualTo("SalesReport.discounts");
    }

    // REPORT-8
    @Test
    void whoAllowedADiscountIsNamedWithAllOfIt_andACompSaysItsNote() {
        owner.put("/settings", json("{'discountLimitPercent':'20'}")).expect(200);
        String order = opened("100000", "50000", "30000");
        List<String> items = items(order);
        give(cashier, order, onItem(items.getFirst(), "'AMOUNT','value':'20000'"));
        String managerName = give(manager, order, onItem(items.getFirst(), "'PERCENT','value':'50'"))
                .at("/adjustments/1/givenBy");
        String cashierName = give(cashier, order, onItem(items.get(1), "'PERCENT','value':'10'"))
                .at("/adjustments/0/givenBy");
        give(manager, order, onItem(items.getLast(), "'COMP','note':'a hair'"));

        assertThat(report(sold(order)).stream().map(DiscountReportJourneyTest::row))
                .containsExactly(
                        "PERCENT " + managerName + " " + managerName + " null null null VND 1 40000",
                        "COMP " + managerName + " null a hair null null VND 1 30000",
                        "AMOUNT " + cashierName + " " + managerName + " null null null VND 1 20000",
                        "PERCENT " + cashierName + " null null null null VND 1 5000");
    }

    // REPORT-8
    @Test
    void whatOnlyASplitAllowedIsNobodysWord() {
        owner.put("/settings", json("{'discountLimitPercent':'20'}")).expect(200);
        String order = opened("100000", "100000");
        String cashierName = give(cashier, order, onItem(items(order).getFirst(), "'PERCENT','value':'20'"))
                .at("/adjustments/0/givenBy");
        give(cashier, order, onOrder("'AMOUNT','value':'5000'"));
        manager.split(order, items(order).getLast(), "1").expect(200);

        JsonNode given = cashier.get("/sale-orders/" + order + "?include=adjustments")
                .expect(200)
                .body()
                .at("/adjustments");
        assertThat(given.findValuesAsText("allowedUpTo")).contains("22222.2222");
        assertThat(given.findValuesAsText("allowedBy")).containsOnly("null");
        assertThat(report(sold(order)).stream().map(DiscountReportJourneyTest::row))
                .containsExactly(
                        "PERCENT " + cashierName + " null null null null VND 1 20000",
                        "AMOUNT " + cashierName + " null null null null VND 1 2222.2222");
    }

    private void giveSomething(String order, Random random) {
        List<String> items = items(order);
        for (int more = random.nextInt(5); more > 0; more--) {
            String percent = Seeded.one(random, List.of("10", "33.33", "0.01", "7.77", "100"));
            String amount = Seeded.one(random, List.of("1", "777", "3333", "100000"));
            give(
                    manager,
                    order,
                    switch (random.nextInt(5)) {
                        case 0 -> onItem(Seeded.one(random, items), "'COMP','note':'a hair'");
                        case 1 -> onItem(Seeded.one(random, items), "'PERCENT','value':'" + percent + "'");
                        case 2 -> onItem(Seeded.one(random, items), "'AMOUNT','value':'" + amount + "'");
                        case 3 -> onOrder("'PERCENT','value':'" + percent + "'");
                        default -> onOrder("'AMOUNT','value':'" + amount + "'");
                    });
        }
    }

    // REPORT-8, REPORT-11
    @Test
    void itAddsUpToWhatEachAdjustmentTook() {
        Seeded.times(1, random -> {
            List<String> orders = new ArrayList<>();
            IntStream.range(0, 24).forEach(number -> {
                orders.add(opened("33333.3333", "45000", "7777", "0.3333"));
                giveSomething(orders.getLast(), random);
                if (number % 4 == 1) {
                    manager.merge(orders.get(number - 1), orders.getLast()).expect(200);
                    giveSomething(orders.get(number - 1), random);
                }
            });
            Map<String, BigDecimal> taken = new TreeMap<>();
            String day = "";
            for (String order : orders) {
                if (!cashier.get("/sale-orders/" + order).at("/status").equals("DRAFT")) {
                    continue;
                }
                day = sold(order);
                cashier.get("/sale-orders/" + order + "?include=adjustments")
                        .expect(200)
                        .body()
                        .at("/adjustments")
                        .forEach(one -> taken.merge(
                                one.at("/kind").asText(),
                                new BigDecimal(one.at("/amount").asText()),
                                BigDecimal::add));
            }

            Map<String, BigDecimal> reported = new TreeMap<>();
            report(day)
                    .forEach(row -> reported.merge(
                            row.at("/kind").asText(),
                            new BigDecimal(row.at("/amount").asText()),
                            BigDecimal::add));
            assertThat(plain(reported)).isEqualTo(plain(taken));
            assertThat(plain(exceptions(day))).isEqualTo(plain(exceptional(reported)));
            assertThat(reported.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("what people took off the lines")
                    .isEqualByComparingTo(Stack.sql("""
                                    select coalesce(sum(l.manualDiscount), 0) from "SaleOrderItem" l
                                      join "SaleOrder" o on o.id = l.saleOrderId and o.status = 'COMPLETED'
                                     where l.deletedAt is null and o.merchantId = %s
                                    """.formatted(merchant)).getFirst());
        });
    }

    /** The same deeds in the report of exceptions, by kind. */
    private Map<String, BigDecimal> exceptions(String day) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        manager.get("/reports/sales/exceptions?from=" + day + "&to=" + day)
                .expect(200)
                .body()
                .at("/data")
                .forEach(row -> amounts.merge(
                        row.at("/kind").asText(),
                        new BigDecimal(row.at("/amount").asText()),
                        BigDecimal::add));
        return amounts;
    }

    private static Map<String, BigDecimal> exceptional(Map<String, BigDecimal> discounts) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        discounts.forEach(
                (kind, amount) -> amounts.merge(kind.equals("COMP") ? kind : "DISCOUNT", amount, BigDecimal::add));
        return amounts;
    }

    private static Map<String, String> plain(Map<String, BigDecimal> amounts) {
        Map<String, String> plain = new TreeMap<>();
        amounts.forEach((kind, amount) -> plain.put(
                kind, amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString()));
        return plain;
    }
}
