package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Discounts and service charges over HTTP: given, refused, checked out, divided, merged, paid and told. */
class DiscountJourneyTest {
    private final Api owner = Stack.as("owner");
    private final Api manager = Stack.as("manager");
    private final Api cashier = Stack.as("cashier");

    /** Two pho and a tea, with five per cent service taxed at eight. */
    private String charged() {
        owner.put(
                        "/settings",
                        json("{'serviceCharges':[{'code':'SERVICE','name':'Service','kind':'PERCENT','value':'5',"
                                + "'taxRate':'8','when':{}}]}"))
                .expect(200);
        try {
            return cashier.open(PHO.x(2), TEA.x(1));
        } finally {
            owner.put("/settings", json("{'serviceCharges':[]}")).expect(200);
        }
    }

    private static String path(String order) {
        return "/sale-orders/" + order + "/adjustments";
    }

    private String item(String order, int place) {
        return cashier.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/" + place + "/id");
    }

    private Api.Reply onLine(Api who, String order, String item, String kind, String value) {
        return who.post(
                path(order),
                json(
                        "{'scope':'LINE','kind':'%s','value':'%s','itemIds':['%s'],'note':'a regular'}",
                        kind, value, item));
    }

    private Api.Reply onOrder(Api who, String order, String kind, String value) {
        return who.post(path(order), json("{'scope':'ORDER','kind':'%s','value':'%s'}", kind, value));
    }

    // CART-18
    @Test
    void anItemCallThatGivesTheWholeGivesItAsTheOrderIsRead() {
        String order = charged();
        onLine(manager, order, item(order, 0), "PERCENT", "10").expect(200);
        onOrder(manager, order, "AMOUNT", "5000").expect(200);

        JsonNode given = cashier.with("Prefer", "return=representation")
                .post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':'%s'}]}", TEA))
                .expect(200)
                .body()
                .at("/order");

        assertThat(given.at("/adjustments")).hasSize(2);
        assertThat(given.at("/charges")).hasSize(1);
        assertThat(given)
                .isEqualTo(cashier.get("/sale-orders/" + order + "?include=items,adjustments,charges")
                        .expect(200)
                        .body());
        assertThat(cashier.delete("/sale-orders/" + order + "/items/" + item(order, 1))
                        .expect(200)
                        .body()
                        .at("/order")
                        .has("adjustments"))
                .as("what they take is not known without all lines, which are not read")
                .isFalse();
    }

    private static BigDecimal sum(JsonNode list, String pointer) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(node -> new BigDecimal(node.at(pointer).asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Api.Reply reply, String pointer) {
        return new BigDecimal(reply.at(pointer));
    }

    private List<String> history(String order) {
        List<String> actions = new ArrayList<>();
        cashier.get("/sale-orders/" + order + "/history?limit=200")
                .expect(200)
                .body()
                .at("/data")
                .forEach(entry -> actions.add(entry.at("/action").asText()));
        return actions;
    }

    // DISCOUNT-1, DISCOUNT-16
    @Test
    void aBillWithDiscountsAndACharge_fromTheCartToTheLastEvent() {
        String order = charged();
        Api.Reply plain = cashier.get("/sale-orders/" + order).expect(200);
        BigDecimal subtotal = amount(plain, "/subtotal");
        assertThat(amount(plain, "/charge")).isEqualByComparingTo(subtotal.multiply(new BigDecimal("0.05")));

        String pho = item(order, 0);
        BigDecimal gross = amount(cashier.get("/sale-orders/" + order + "?include=items"), "/items/0/total");
        onLine(cashier, order, pho, "PERCENT", "10").expect(200);
        Api.Reply given = onOrder(cashier, order, "AMOUNT", "5000").expect(200);
        BigDecimal off = gross.multiply(new BigDecimal("0.1")).add(new BigDecimal("5000"));
        assertThat(amount(given, "/discount")).isEqualByComparingTo(off);
        assertThat(sum(given.body().at("/adjustments"), "/amount")).isEqualByComparingTo(off);
        BigDecimal net = subtotal.subtract(off);
        assertThat(amount(given, "/charges/0/base")).isEqualByComparingTo(net);
        assertThat(amount(given, "/charge")).isEqualByComparingTo(net.multiply(new BigDecimal("0.05")));
        assertThat(amount(given, "/tax")).isEqualByComparingTo(net.multiply(new BigDecimal("0.004")));

        Api.Reply preview =
                cashier.post("/sale-orders/" + order + "/pricing-preview", "{}").expect(200);
        assertThat(amount(preview, "/discountBeforePricing")).isEqualByComparingTo(off);
        Api.Reply done = cashier.checkout(order).expect(200);
        assertThat(done.at("/total")).isEqualTo(preview.at("/total"));
        assertThat(amount(done, "/discountBeforePricing")).isEqualByComparingTo(off);
        JsonNode items = done.body().at("/items");
        assertThat(sum(items, "/discount")).isEqualByComparingTo(amount(done, "/discount"));
        assertThat(sum(items, "/charge")).isEqualByComparingTo(amount(done, "/charge"));
        assertThat(sum(items, "/tax").add(sum(items, "/chargeTax"))).isEqualByComparingTo(amount(done, "/tax"));
        onOrder(cashier, order, "AMOUNT", "1").expect(409);
        cashier.delete(path(order) + "/" + given.at("/adjustments/0/id")).expect(409);

        JsonNode checks = cashier.divide(order, 7).expect(201).body().at("/data");
        for (String column : List.of("/subtotal", "/discount", "/charge", "/tax", "/rounding", "/total")) {
            assertThat(sum(checks, column)).as(column).isEqualByComparingTo(amount(done, column));
        }
        for (JsonNode check : checks) {
            assertThat(sum(check.at("/items"), "/charge"))
                    .isEqualByComparingTo(check.at("/charge").asText());
            Webhooks.onCheck(check.at("/id").asText())
                    .amount(check.at("/total").asText())
                    .send()
                    .expect(200);
        }
        Api.Reply completed = cashier.get("/sale-orders/" + order).expect(200);
        assertThat(completed.at("/status")).isEqualTo("COMPLETED");
        // REPORT-7
        JsonNode day = owner.get("/reports/sales/summary?from=%s&to=%s"
                        .formatted(completed.at("/businessDate"), completed.at("/businessDate")))
                .expect(200)
                .body()
                .at("/data/0");
        assertThat(new BigDecimal(day.at("/charge").asText())).isGreaterThanOrEqualTo(amount(done, "/charge"));
        assertThat(new BigDecimal(day.at("/net").asText()))
                .isEqualByComparingTo(new BigDecimal(day.at("/subtotal").asText())
                        .subtract(new BigDecimal(day.at("/discount").asText()))
                        .add(new BigDecimal(day.at("/charge").asText()))
                        .subtract(new BigDecimal(day.at("/returns").asText())));

        JsonNode last = Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", order, 3)
                .getLast()
                .body();
        assertThat(last.at("/change").asText()).isEqualTo("COMPLETED");
        assertThat(last.at("/charge").asText()).isEqualTo(done.at("/charge"));
        assertThat(last.at("/charges/0/code").asText()).isEqualTo("SERVICE");
        assertThat(last.at("/codes")).isEmpty();
        JsonNode paid = Topic.of(Stack.get().kafkaBootstrap(), "payment.success", order, 7)
                .getLast()
                .body();
        assertThat(sum(paid.at("/items"), "/charge")).isEqualByComparingTo(amount(done, "/charge"));
        assertThat(sum(paid.at("/items"), "/discount")).isEqualByComparingTo(amount(done, "/discount"));
        assertThat(history(order)).contains("DISCOUNT_GIVEN", "CHECKED_OUT", "COMPLETED");
        assertThat(Stack.sql(
                        "select kind, value from SaleOrderAdjustment where saleOrderId = " + order + " order by scope"))
                .hasSize(2);
        assertThat(Stack.sql("select code from SaleOrderCharge where saleOrderId = " + order))
                .hasSize(1);
    }

    // CHARGE-4
    @Test
    void aChargeIsWaivedWithAReason_andChargedAgain() {
        String order = charged();
        String charge = "/sale-orders/" + order + "/charges/SERVICE/waive";
        cashier.post(charge, json("{'reason':'slow'}")).expect(403);
        Api.Reply rehearsed =
                manager.post(charge + "?dryRun=true", json("{'reason':'slow'}")).expect(200);
        assertThat(rehearsed.at("/charge")).isEqualTo("0");
        assertThat(amount(cashier.get("/sale-orders/" + order), "/charge")).isPositive();

        Api.Reply waived = manager.post(charge, json("{'reason':'slow'}")).expect(200);
        assertThat(waived.at("/charges/0/waived")).isEqualTo("true");
        assertThat(waived.at("/charges/0/waiverReason")).isEqualTo("slow");
        assertThat(waived.at("/tax")).isEqualTo("0");
        assertThat(manager.post(charge, json("{'reason':'slow'}")).expect(409).at("/code"))
                .isEqualTo("charge-waived");
        manager.delete(charge).expect(200);
        assertThat(manager.delete(charge).expect(409).at("/code")).isEqualTo("charge-not-waived");
        assertThat(manager.post("/sale-orders/" + order + "/charges/PIANO/waive", json("{'reason':'slow'}"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("charge-not-found");
        assertThat(history(order)).contains("CHARGE_WAIVED", "CHARGE_RESTORED");
    }

    // DISCOUNT-14
    @Test
    void aCompIsTheManagers() {
        String order = cashier.open(PHO.x(1), TEA.x(1));
        String comp = json("{'scope':'LINE','kind':'COMP','itemIds':['%s'],'note':'a hair'}", item(order, 0));
        Stack.as("waiter").post(path(order), comp).expect(403);
        assertThat(cashier.post(path(order), comp).expect(403).at("/code")).isEqualTo("permission-denied");
        assertThat(manager.post(path(order), comp.replace(json(",'note':'a hair'"), ""))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("reason-required");
        Api.Reply given = manager.post(path(order), comp).expect(200);
        assertThat(given.at("/items/0/manualDiscount")).isEqualTo(given.at("/items/0/total"));
        String one = path(order) + "/" + given.at("/adjustments/0/id");
        cashier.delete(one).expect(403);
        assertThat(manager.delete(one).expect(200).at("/discount")).isEqualTo("0");
        assertThat(manager.delete(one).expect(404).at("/code")).isEqualTo("adjustment-not-found");
    }

    // DISCOUNT-13
    @Test
    void aboveTheLimitAnApprovalOfTheAmountIsNeeded() {
        owner.put("/settings", json("{'discountLimitPercent':'20'}")).expect(200);
        try {
            String order = cashier.open(PHO.x(2));
            Api.Reply refused = onOrder(cashier, order, "PERCENT", "50").expect(403);
            assertThat(refused.at("/code")).isEqualTo("discount-above-limit");
            assertThat(refused.at("/permission")).isEqualTo("SaleOrder.discountAboveLimit");
            String amount = refused.at("/discount");
            String token = manager.post(
                            "/approvals",
                            json(
                                    "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','reason':'a regular','amount':'%s'}",
                                    order, amount))
                    .expect(201)
                    .at("/token");
            Api.Reply given = onOrder(cashier.with("X-Approval", token), order, "PERCENT", "50")
                    .expect(200);
            assertThat(given.at("/adjustments/0/allowedUpTo")).isEqualTo(amount);
            cashier.checkout(order).expect(200);
        } finally {
            owner.put("/settings", json("{'discountLimitPercent':'100'}")).expect(200);
        }
    }

    // DISCOUNT-10, CHARGE-6
    @Test
    void aMergeIsProven_andItsUndoBringsBackWhatWasGiven() {
        String target = charged();
        String source = charged();
        onOrder(cashier, source, "AMOUNT", "7000").expect(200);
        onOrder(cashier, target, "PERCENT", "10").expect(200);
        BigDecimal off = amount(cashier.get("/sale-orders/" + source), "/discount")
                .add(amount(cashier.get("/sale-orders/" + target), "/discount"));

        Api.Reply merged = manager.merge(target, source).expect(200);
        assertThat(amount(merged, "/order/discount")).isEqualByComparingTo(off);
        assertThat(merged.at("/operation/difference/discount")).isEqualTo("0");
        assertThat(merged.at("/operation/before/0/charges/0/code")).isEqualTo("SERVICE");

        manager.post("/sale-orders/" + target + "/merge/rollback", "{}").expect(200);
        Api.Reply back =
                cashier.get("/sale-orders/" + source + "?include=adjustments").expect(200);
        assertThat(back.at("/adjustments/0/scope")).isEqualTo("ORDER");
        assertThat(back.at("/discount")).isEqualTo("7000");
        assertThat(Stack.sql("select count(*) from SaleOrderItem where saleOrderId = " + source
                        + " and adjustments <> '[]'"))
                .containsExactly("0");
    }

    // DISCOUNT-21
    @Test
    void theViewKeepsWhatWasGivenOnAMergedOrder_andItsStatusTellsItApart() {
        String target = cashier.open(TEA.x(1));
        String source = cashier.open(TEA.x(2));
        onOrder(cashier, source, "PERCENT", "10").expect(200);
        onOrder(cashier, target, "PERCENT", "10").expect(200);
        manager.merge(target, source).expect(200);

        assertThat(Stack.sql(
                        "select o.status from SaleOrderAdjustment a join SaleOrder o on o.merchantId = a.merchantId"
                                + " and o.id = a.saleOrderId where o.id in (" + target + "," + source
                                + ") order by o.status"))
                .containsExactly("CANCELLED", "DRAFT");
    }

    // DISCOUNT-20
    @Test
    void whatNoItemCanBearIsNamed_beforeAndAfter() {
        String target = cashier.open();
        String given = onOrder(cashier, target, "PERCENT", "10").expect(200).at("/adjustments/0/id");
        String source = cashier.open(TEA.x(2));
        Api.Reply rehearsed = manager.post(
                        "/sale-orders/" + target + "/merge?dryRun=true", json("{'sourceOrderIds':['%s']}", source))
                .expect(200);
        assertThat(rehearsed.at("/lapsed/0/adjustmentId")).isEqualTo(given);
        assertThat(rehearsed.at("/lapsed/0/value")).isEqualTo("10");
        assertThat(manager.merge(target, source).expect(200).at("/lapsed/0/orderId"))
                .isEqualTo(target);
    }

    // DISCOUNT-6
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'scope':'LINE','kind':'PERCENT','value':'10'} | itemIds | required",
                "{'scope':'ORDER','kind':'PERCENT','value':'10','itemIds':['1']} | itemIds | not-allowed",
                "{'scope':'ORDER','kind':'COMP'} | scope | not-allowed",
                "{'scope':'LINE','kind':'CODE','code':'X','itemIds':['1']} | scope | not-allowed",
                "{'scope':'ORDER','kind':'PERCENT'} | value | required",
                "{'scope':'ORDER','kind':'PERCENT','value':'0'} | value | out-of-range",
                "{'scope':'ORDER','kind':'PERCENT','value':'100.01'} | value | out-of-range",
                "{'scope':'ORDER','kind':'PERCENT','value':'10.001'} | value | out-of-range",
                "{'scope':'ORDER','kind':'AMOUNT','value':'-1'} | value | out-of-range",
                "{'scope':'ORDER','kind':'CODE'} | code | required",
                "{'scope':'ORDER','kind':'CODE','code':'X','value':'1'} | value | not-allowed",
                "{'scope':'LINE','kind':'COMP','itemIds':['1','1']} | itemIds | not-distinct"
            })
    void whatIsWrongIsNamed(String body, String field, String rule) {
        String order = cashier.open(TEA.x(1));
        Api.Reply refused = manager.post(path(order), json(body)).expect(422);
        assertThat(refused.at("/errors/0/path")).isEqualTo(field);
        assertThat(refused.at("/errors/0/code")).isEqualTo(rule);
    }

    @Test
    void anAmountHasTheDigitsOfTheCurrency() {
        String order = cashier.open(TEA.x(1));
        Api.Reply refused = onOrder(cashier, order, "AMOUNT", "0.5").expect(422);
        assertThat(refused.at("/code")).isEqualTo("discount-not-payable");
        assertThat(refused.at("/errors/0/path")).isEqualTo("value");
    }
}
