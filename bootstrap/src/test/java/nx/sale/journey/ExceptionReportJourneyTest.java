package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import nx.sale.dev.PricingStandIn;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The report of exceptions, of a merchant of its own: each deed once, with who did it, who approved it and why. */
class ExceptionReportJourneyTest {
    private static final String SERVICE =
            json("{'code':'SERVICE','name':'Service','kind':'PERCENT','value':'5','taxRate':'8','when':{}}");

    private final String merchant = Long.toString(System.nanoTime());
    private final Api owner = as("owner");
    private final Api manager = as("manager");
    private final Api cashier = as("cashier");
    private final Api waiter = as("waiter");
    private final Api operator = as("operator");

    private Api as(String role) {
        return Api.at(Stack.get().baseUrl(), Stack.get().sisters().identity().token(role, merchant), merchant)
                .with("x-device-info", "till-" + merchant);
    }

    @BeforeEach
    void aRoomWithRules() {
        owner.put("/catalogue/channels", json("{'channels':[{'id':'%s','name':'Room','currency':'VND'}]}", merchant))
                .expect(200);
        String station = owner.post("/kitchen-stations", json("{'code':'HOT','name':'Hot kitchen'}"))
                .expect(201)
                .at("/id");
        owner.put(
                        "/settings",
                        json(
                                "{'defaultStationId':'%s','discountLimitPercent':'40','reasons':{'discount':[{'code':'REGULAR','name':'Regular guest'}],"
                                        + "'comp':[{'code':'SPILT','name':'Spilt'}],'void':[{'code':'LATE','name':'Too late'}],"
                                        + "'cancel':[{'code':'LEFT','name':'Guests left'}],'return':[{'code':'SALTY','name':'Too salty'},{'code':'COLD','name':'Cold'}],'noSale':[{'code':'CHANGE','name':'Change'}]}}",
                                station))
                .expect(200);
    }

    private String opened(String quantity, String price) {
        return cashier.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','items':[{'mode':'CUSTOM','name':'Dish','basePrice':'%s','quantity':'%s'}]}",
                                merchant, price, quantity))
                .expect(201)
                .at("/id");
    }

    private String name(Api who) {
        String order = who.post("/sale-orders", json("{'saleChannelId':'%s'}", merchant))
                .expect(201)
                .at("/id");
        return Stack.sql("select createdBy from SaleOrder where id = " + order).getFirst();
    }

    private String item(String order) {
        return waiter.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .at("/items/0/id");
    }

    /** All of it, as one dish of one ticket. */
    private String sent(String order) {
        return waiter.post("/sale-orders/" + order + "/kitchen-tickets", "")
                .expect(201)
                .at("/data/0/items/0/id");
    }

    private Api approved(Api who, String action, String order) {
        return who.with(
                "X-Approval", manager.approve(action, order, "seen").expect(201).at("/token"));
    }

    private Api.Reply voided(Api who, String dish) {
        return who.patch("/kitchen-ticket-items/" + dish + "/status", json("{'status':'VOIDED','reason':'LATE'}"))
                .expect(200);
    }

    private static Api.Reply give(Api who, String order, String given) {
        return who.post("/sale-orders/" + order + "/adjustments", json("{" + given + "}"))
                .expect(200);
    }

    private String total(String order) {
        return cashier.get("/sale-orders/" + order).expect(200).at("/total");
    }

    /** Checked out and paid; the trading day. */
    private String sold(String order) {
        String total = cashier.checkout(order).expect(200).at("/total");
        if (!total.equals("0")) {
            Webhooks.success(order).amount(total).send().expect(200);
        }
        Api.Reply completed = cashier.get("/sale-orders/" + order).expect(200);
        assertThat(completed.at("/status")).isEqualTo("COMPLETED");
        return completed.at("/businessDate");
    }

    /** Two days, for midnight may come between two deeds. */
    private static String range(String day) {
        return "/reports/sales/exceptions?from=" + day + "&to="
                + LocalDate.parse(day).plusDays(1);
    }

    private List<JsonNode> report(String day) {
        return StreamSupport.stream(
                        manager.get(range(day)).expect(200).body().at("/data").spliterator(), false)
                .toList();
    }

    private static String row(JsonNode row) {
        return Stream.of("kind", "person", "approver", "reason", "reasonName", "currency", "count", "amount")
                .map(name -> row.at("/" + name).asText())
                .collect(Collectors.joining("|"));
    }

    // REPORT-10, REPORT-11, REPORT-12, REPORT-6
    @Test
    void eachDeedNamesPersonApproverAndReason_andWhatItIsAbout() {
        String boss = name(manager);
        String till = name(cashier);
        String floor = name(waiter);

        String removed = opened("3", "30000");
        String served = sent(removed);
        manager.cook(served, "SERVED").expect(200);
        approved(waiter, "SaleOrderItem.removeServed", removed)
                .patch("/sale-orders/" + removed + "/items/" + item(removed), json("{'quantity':'1','reason':'LATE'}"))
                .expect(200);
        String inVain = opened("3", "31000");
        manager.patch("/sale-orders/" + inVain + "/items/" + item(inVain), json("{'quantity':'1','reason':'LATE'}"))
                .expect(200);

        String started = opened("2", "25000");
        String cooking = sent(started);
        manager.cook(cooking, "COOKING").expect(200);
        voided(approved(waiter, "KitchenTicketItem.voidStarted", started), cooking);
        voided(waiter, sent(opened("1", "10000")));
        voided(waiter, sent(opened("1", "12000")));

        String comped = opened("1", "70000");
        give(manager, comped, "'scope':'LINE','itemIds':['" + item(comped) + "'],'kind':'COMP','reasonCode':'SPILT'");
        String day = sold(comped);
        String small = opened("1", "40000");
        give(cashier, small, "'scope':'ORDER','kind':'PERCENT','value':'10','reasonCode':'REGULAR','note':'again'");
        sold(small);
        String coded = opened("1", "41000");
        give(cashier, coded, "'scope':'ORDER','kind':'CODE','code':'" + PricingStandIn.PERCENT_CODE + "'");
        sold(coded);
        String large = opened("1", "100000");
        String token = manager.post(
                        "/approvals",
                        json(
                                "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','reason':'a regular','amount':'55000'}",
                                large))
                .expect(201)
                .at("/token");
        give(
                cashier.with("X-Approval", token),
                large,
                "'scope':'ORDER','kind':'AMOUNT','value':'55000','reasonCode':'REGULAR'");
        sold(large);
        owner.put("/settings", json("{'serviceCharges':[") + SERVICE + "]}").expect(200);
        String charged = opened("1", "160000");
        owner.put("/settings", json("{'serviceCharges':[]}")).expect(200);
        manager.post("/sale-orders/" + charged + "/charges/SERVICE/waive", json("{'reason':'slow'}"))
                .expect(200);
        sold(charged);

        String waiting = opened("1", "200000");
        manager.cook(sent(waiting), "COOKING").expect(200);
        cashier.checkout(waiting).expect(200);
        approved(cashier, "KitchenTicketItem.voidStarted", waiting)
                .cancel(waiting, "LEFT")
                .expect(200);
        String draft = opened("1", "210000");
        cashier.cancel(draft, "LEFT").expect(200);
        String mergedAway = opened("1", "1000");
        manager.merge(opened("1", "1000"), mergedAway).expect(200);

        String divided = opened("1", "300000");
        cashier.checkout(divided).expect(200);
        JsonNode checks = cashier.divide(divided, 2).expect(201).body().at("/data");
        Webhooks.onCheck(checks.at("/0/id").asText())
                .amount(checks.at("/0/total").asText())
                .send()
                .expect(200);
        manager.post("/sale-checks/" + checks.at("/1/id").asText() + "/cancel", json("{'reason':'LEFT'}"))
                .expect(200);

        String proven = opened("1", "400000");
        cashier.checkout(proven).expect(200);
        approved(operator, "Operations.complete", proven)
                .post("/operations/orders/" + proven + "/complete", json("{'reason':'bank statement'}"))
                .expect(200);
        String platform = Stack.sql(
                        "select actor from AuditEntry where action = 'COMPLETED_BY_HAND' and saleOrderId = " + proven)
                .getFirst();

        String returned = opened("2", "21000");
        cashier.post(
                        "/sale-orders/" + returned + "/items",
                        json("{'items':[{'mode':'CUSTOM','name':'Soup','basePrice':'10000','quantity':'1'}]}"))
                .expect(200);
        sold(returned);
        String second = waiter.get("/sale-orders/" + returned + "?include=items")
                .expect(200)
                .at("/items/1/id");
        cashier.post(
                        "/sale-orders/" + returned + "/returns",
                        json(
                                "{'lines':[{'itemId':'%s','quantity':'1','reasonCode':'SALTY'},"
                                        + "{'itemId':'%s','quantity':'1','reasonCode':'COLD'}]}",
                                item(returned), second))
                .expect(200);

        String session = cashier.post("/pos/sessions", json("{'saleChannelId':'%s','openingFloat':'0'}", merchant))
                .expect(201)
                .at("/id");
        cashier.post("/pos/sessions/" + session + "/no-sale", json("{'reasonCode':'CHANGE'}"))
                .expect(200);

        assertThat(report(day).stream().map(ExceptionReportJourneyTest::row))
                .containsExactlyInAnyOrder(
                        "REMOVED_SERVED|" + floor + "|" + boss + "|LATE|Too late|VND|1|60000",
                        "VOID|" + floor + "|" + boss + "|LATE|Too late|VND|1|50000",
                        "VOID|" + floor + "|null|LATE|Too late|VND|2|22000",
                        "COMP|" + boss + "|null|SPILT|Spilt|VND|1|70000",
                        "DISCOUNT|" + till + "|null|REGULAR|Regular guest|VND|1|4000",
                        "DISCOUNT|" + till + "|" + boss + "|REGULAR|Regular guest|VND|1|55000",
                        "WAIVED_CHARGE|" + boss + "|null|slow|null|VND|1|8000",
                        "CANCELLATION|" + till + "|" + boss + "|LEFT|Guests left|VND|1|" + total(waiting),
                        "CANCELLATION|" + till + "|null|LEFT|Guests left|VND|1|" + total(draft),
                        "WRITE_OFF|" + boss + "|null|LEFT|Guests left|VND|1|"
                                + checks.at("/1/total").asText(),
                        "COMPLETED_BY_HAND|" + platform + "|" + boss + "|bank statement|null|VND|1|" + total(proven),
                        "RETURN|" + till + "|null|SALTY|Too salty|VND|1|22680",
                        "RETURN|" + till + "|null|COLD|Cold|VND|1|10800",
                        "NO_SALE|" + till + "|null|CHANGE|Change|VND|1|0");
        List<BigDecimal> amounts = report(day).stream()
                .map(row -> new BigDecimal(row.at("/amount").asText()))
                .toList();
        assertThat(amounts).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(manager.with("Accept", "text/csv")
                        .get(range(day))
                        .expect(200)
                        .text())
                .startsWith("kind,person,approver,reason,reasonName,currency,count,amount\r\n")
                .contains("REMOVED_SERVED," + floor + "," + boss + ",LATE,Too late,VND,1,60000\r\n");
        assertThat(report("2020-01-01")).isEmpty();
        assertThat(cashier.get(range(day)).expect(403).at("/permission")).isEqualTo("SalesReport.exceptions");
    }

    // REPORT-11
    @Test
    void aCompWithoutAListIsGivenForWhatWasSaid() {
        owner.put("/settings", json("{'reasons':{'comp':null}}")).expect(200);
        String order = opened("1", "5000");
        give(manager, order, "'scope':'LINE','itemIds':['" + item(order) + "'],'kind':'COMP','note':'a hair'");

        assertThat(report(sold(order)).stream().map(ExceptionReportJourneyTest::row))
                .containsExactly("COMP|" + name(manager) + "|null|a hair|null|VND|1|5000");
    }

    // REPORT-12
    @Test
    void whatAnOlderBuildRemovedCountsWithoutAnAmount() {
        String order = opened("1", "5000");
        Stack.sql("""
                insert into "AuditEntry" (id, merchantId, saleOrderId, action, actor, reason, requestId, details, createdAt)
                values (%s, %s, %s, 'ITEMS_REMOVED', 'user:old', 'cold', 'r-%s', '{"subtotal":"0"}', now()) returning id
                """.formatted(System.nanoTime(), merchant, order, order));

        assertThat(report(LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh"))
                                .minusDays(1)
                                .toString())
                        .stream()
                        .map(ExceptionReportJourneyTest::row))
                .containsExactly("REMOVED_SERVED|user:old|null|cold|null|VND|1|0");
    }
}
