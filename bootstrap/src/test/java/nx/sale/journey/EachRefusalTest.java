package nx.sale.journey;

import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that several operations share refuse each of them with the code that its document names. */
class EachRefusalTest {
    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void menu() {
        List<String> variants = new ArrayList<>(List.of(
                json("{'id':'72001','name':'Off the menu','type':'SERVICE','price':5,'active':false}"),
                json("{'id':'72002','name':'Imported','type':'SERVICE','price':5,'currency':'USD'}"),
                json("{'id':'72003','name':'Cheap','type':'SERVICE','price':5,"
                        + "'modifiers':[{'code':'free','name':'Free','unitPrice':'-10'}]}"),
                json("{'id':'72004','name':'Nothing','type':'COMBO','price':5}"),
                combo(72005, 72006),
                combo(72006, 72005)));
        for (int inner = 72010; inner < 72022; inner++) {
            variants.add(combo(inner, inner + 1));
        }
        variants.add(combo(72022, 71001));
        Stack.as("owner")
                .put("/catalogue/variants", json("{'variants':[%s]}", String.join(",", variants)))
                .expect(200);
    }

    private static String combo(int id, int part) {
        return json(
                "{'id':'%s','name':'Combo','type':'COMBO','price':5,'components':[{'variantId':'%s','quantity':'1'}]}",
                id, part);
    }

    private static void refused(String code, Api.Reply... replies) {
        for (Api.Reply reply : replies) {
            assertThat(reply.at("/code")).as(reply.text()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {'itemId':'72001'}                                 | variant-inactive
            {'itemId':'72099'}                                 | variant-unknown
            {'itemId':'72002'}                                 | currency-mismatch
            {'itemId':'72003','modifiers':[{'code':'free'}]}   | price-negative
            {'itemId':'72003','modifiers':[{'code':'gold'}]}   | modifier-unknown
            {'itemId':'72004'}                                 | combo-empty
            {'itemId':'72005'}                                 | combo-cycle
            {'itemId':'72010'}                                 | combo-too-deep
            """)
    void whatCannotBeSold(String item, String code) {
        String order = manager.open();

        refused(
                code,
                manager.post("/sale-orders/" + order + "/items", json("{'items':[%s]}", json(item))),
                manager.post(
                        "/sale-orders", json("{'saleChannelId':'%s','items':[%s]}", Restaurant.CHANNEL, json(item))));
    }

    @Test
    void aLineThatIsThereAlready() {
        String order = manager.open(LUNCH.x(1));
        String line = json("'clientLineId':'8a1f7c54-3c1e-4b7a-9a0e-5d0c2f6b9e%s'", "%s");
        String twice = json(
                "{'items':[{'itemId':'71001',%s},{'itemId':'71002',%s}]", line.formatted("21"), line.formatted("21"));

        refused(
                "combo-present",
                manager.add(order, LUNCH.x(1)),
                manager.newOrder().items(LUNCH.x(1), LUNCH.x(1)).create());
        refused(
                "client-line-reused",
                manager.post("/sale-orders/" + order + "/items", twice + "}"),
                manager.post("/sale-orders", json("%s,'saleChannelId':'%s'}", twice, Restaurant.CHANNEL)));
    }

    @Test
    void aLineThatIsNotThere_orOnlyAPart() {
        String order = manager.open(PHO.x(1), LUNCH.x(1));
        String path = "/sale-orders/" + order;
        JsonNode items = manager.get(path + "?include=items").body().at("/items");
        String part = Stream.iterate(0, index -> index + 1)
                .limit(items.size())
                .map(items::get)
                .filter(item -> !item.at("/leadItemId").isNull())
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asText();
        for (String[] one : new String[][] {{"1", "item-not-found"}, {part, "item-part-of-combo"}}) {
            String id = one[0];
            refused(
                    one[1],
                    manager.patch(path + "/items", json("{'items':[{'id':'%s','quantity':'2'}]}", id)),
                    manager.patch(path + "/items/" + id, json("{'quantity':'2'}")),
                    manager.delete(path + "/items/" + id),
                    manager.split(order, id, "1"),
                    manager.post(
                            path + "/adjustments",
                            json("{'scope':'LINE','kind':'PERCENT','value':'10','itemIds':['%s']}", id)),
                    manager.post(
                            "/approvals",
                            json(
                                    "{'action':'SaleOrder.discountAboveLimit','orderId':'%s','itemId':'%s','amount':'5','reason':'x'}",
                                    order, id)));
        }
        refused("item-not-found", manager.post(path + "/kitchen-tickets", json("{'items':[{'itemId':'1'}]}")));
        manager.checkout(order).expect(200);
        refused("item-not-found", manager.post(path + "/checks", divided("1")));
        refused("item-part-of-combo", manager.post(path + "/checks", divided(part)));
    }

    private static String divided(String item) {
        return json("{'mode':'BY_ITEM','checks':[{'items':[{'itemId':'%s','quantity':'1'}]}],'remainder':true}", item);
    }

    @Test
    void aLineThatIsWithTheKitchen() {
        String order = manager.open(PHO.x(3));
        String path = "/sale-orders/" + order;
        String item = manager.get(path + "?include=items").at("/items/0/id");
        manager.post(path + "/kitchen-tickets", "{}").expect(201);

        refused(
                "item-with-kitchen",
                manager.patch(path + "/items", json("{'items':[{'id':'%s','quantity':'2'}]}", item)),
                manager.patch(path + "/items/" + item, json("{'quantity':'2'}")),
                manager.delete(path + "/items/" + item),
                manager.delete(path + "/items"));
    }

    @ParameterizedTest
    @CsvSource({
        "2034-05-01T20:00:00Z, 2034-05-01T18:00:00Z, window-empty",
        "2020-05-01T18:00:00Z, 2020-05-01T20:00:00Z, window-over",
        "2034-01-01T18:00:00Z, 2034-12-31T20:00:00Z, window-too-long"
    })
    void aTimeThatIsNone(String from, String to, String code) {
        Floor floor = Floor.drawn(manager, 1);
        String asked = json("'reservedFrom':'%s','reservedTo':'%s'}", from, to);
        String reservation = manager.post(
                        "/reservations",
                        json("{'guestName':'Lan','partySize':2,'reservedFrom':'2034-05-01T18:00:00Z'}"))
                .expect(201)
                .at("/id");

        refused(
                code,
                floor.seat(manager, 0, manager.open(), from, to),
                manager.post("/reservations", json("{'guestName':'Lan','partySize':2,%s", asked)),
                manager.patch("/reservations/" + reservation, "{" + asked));
        if (code.equals("window-empty")) {
            refused(code, manager.get("/allocation-units/free?from=" + from + "&to=" + to));
        }
    }

    @Test
    void anEndThatIsNone() {
        JsonNode usage = Floor.drawn(manager, 1)
                .seat(manager, 0, manager.open())
                .expect(201)
                .body();
        Instant start = Instant.parse(usage.at("/startsAt").asText());
        String path = "/allocation-usages/" + usage.at("/id").asText();
        String ends = json("{'endsAt':'%s'}", "%s");

        refused("window-empty", manager.patch(path, ends.formatted(start)));
        refused("window-over", manager.patch(path, ends.formatted(start.plusMillis(1))));
        refused("window-too-long", manager.patch(path, ends.formatted("2099-01-01T00:00:00Z")));
    }

    @Test
    void aTableThatIsNotThere_orTaken() {
        Floor floor = Floor.drawn(manager, 2);
        String order = manager.open();
        String usage = "/allocation-usages/"
                + floor.seat(manager, 0, order).expect(201).at("/id");
        floor.seat(manager, 1, manager.open()).expect(201);
        String reservation = "/reservations/"
                + manager.post(
                                "/reservations",
                                json(
                                        "{'guestName':'Lan','partySize':2,'reservedFrom':'%s'}",
                                        Instant.now().plusSeconds(60)))
                        .expect(201)
                        .at("/id");
        for (String[] one : new String[][] {{"1", "unit-not-found"}, {floor.unit(1), "unit-taken"}}) {
            String units = json("'unitIds':['%s']}", one[0]);
            refused(
                    one[1],
                    manager.newOrder().at(one[0]).create(),
                    manager.post(
                            "/allocation-usages",
                            json("{'unitId':'%s','usageType':'SALE_ORDER','usageId':'%s'}", one[0], order)),
                    manager.post(usage + "/transfer", json("{'unitId':'%s'}", one[0])),
                    manager.post(
                            "/reservations",
                            json(
                                    "{'guestName':'Lan','partySize':2,'reservedFrom':'%s',%s",
                                    Instant.now().plusSeconds(60), units)),
                    manager.patch(reservation, "{" + units));
        }
        manager.patch(reservation, json("{'partySize':5,'unitIds':[]}")).expect(200);
        refused(
                "party-too-large",
                manager.patch(reservation, json("{'unitIds':['%s']}", floor.unit(1))),
                manager.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':5,'reservedFrom':'2034-05-01T18:00:00Z','unitIds':['%s']}",
                                floor.unit(1))));
    }

    @Test
    void aFloorThatCannotBeDrawnSo() {
        Floor floor = Floor.drawn(manager, 1);
        String path = "/allocation-layouts/" + floor.layout();
        String zone = json("{'name':'Roof','zones':[{'name':'Room','units':[%s]}]}", "%s");
        String unit = json("{'code':'T1','capacity':2}");

        refused(
                "unit-code-twice",
                manager.post("/allocation-layouts", zone.formatted(unit + "," + unit)),
                manager.patch(path, zone.formatted(unit + "," + unit)));
        refused("zone-not-found", manager.patch(path, json("{'zones':[{'id':'1','name':'Room'}]}")));
        refused("unit-not-found", manager.patch(path, zone.formatted(json("{'id':'1','code':'T1','capacity':2}"))));
        floor.seat(manager, 0, manager.open()).expect(201);
        refused("unit-in-use", manager.patch(path, json("{'zones':[]}")), manager.delete(path));
    }

    @Test
    void whoTakesATableHasToBeThere() {
        Floor floor = Floor.drawn(manager, 1);
        String taking = json("{'unitId':'%s','usageType':'%%s','usageId':'%%s'}", floor.unit(0));
        String cancelled = manager.open(PHO.x(1));
        manager.cancel(cancelled, "left").expect(200);
        String source = manager.open(PHO.x(1));
        manager.merge(manager.open(PHO.x(1)), source).expect(200);
        String off = manager.post(
                        "/reservations",
                        json("{'guestName':'Lan','partySize':2,'reservedFrom':'2034-05-01T18:00:00Z'}"))
                .expect(201)
                .at("/id");
        manager.post("/reservations/" + off + "/cancel", json("{'reason':'ill'}"))
                .expect(200);

        refused("order-not-found", manager.post("/allocation-usages", taking.formatted("SALE_ORDER", "1")));
        refused("order-not-allowed", manager.post("/allocation-usages", taking.formatted("SALE_ORDER", cancelled)));
        refused("order-merged", manager.post("/allocation-usages", taking.formatted("SALE_ORDER", source)));
        refused("reservation-not-found", manager.post("/allocation-usages", taking.formatted("RESERVATION", "1")));
        refused("reservation-not-allowed", manager.post("/allocation-usages", taking.formatted("RESERVATION", off)));
    }

    @Test
    void whatIsNamedInABodyHasToBeThere() {
        String order = manager.open(PHO.x(1));
        String reservation = manager.post(
                        "/reservations",
                        json("{'guestName':'Lan','partySize':2,'reservedFrom':'2034-05-01T18:00:00Z'}"))
                .expect(201)
                .at("/id");

        refused(
                "channel-unknown",
                manager.post("/sale-orders", json("{'saleChannelId':'1'}")),
                manager.post("/pos/sessions", json("{'saleChannelId':'1','openingFloat':'0'}")),
                manager.post("/reservations/" + reservation + "/check-in", json("{'saleChannelId':'1'}")));
        refused("order-not-found", manager.approve("SaleOrder.cancelPaid", "1", "x"));
        refused(
                "session-not-found",
                manager.post(
                        "/approvals", json("{'action':'Shift.closeWithDifference','posSessionId':'1','reason':'x'}")));
        refused(
                "check-not-found",
                manager.post(
                        "/sale-orders/" + order + "/payments/announce",
                        json("{'attemptId':'1','attemptUid':'1','amount':'5','checkId':'1'}")));
        refused("order-not-found", manager.merge(order, "1"));
        refused("merge-with-itself", manager.merge(order, order));
        refused(
                "operation-not-found",
                manager.post("/sale-orders/" + order + "/merge/rollback", json("{'operationId':'1'}")),
                manager.post("/sale-orders/" + order + "/split/rollback", json("{'operationId':'1'}")));
        refused(
                "nothing-to-undo",
                manager.post("/sale-orders/" + order + "/merge/rollback", "{}"),
                manager.post("/sale-orders/" + order + "/split/rollback", "{}"));
        refused(
                "ticket-item-not-found",
                manager.patch("/kitchen-ticket-items/status", json("{'items':[{'id':'1','status':'READY'}]}")));
        refused(
                "usage-not-found",
                manager.post("/allocation-usages/batch/complete", json("{'usageIds':['1']}")),
                manager.post("/allocation-usages/batch/cancel", json("{'usageIds':['1']}")));
    }

    @Test
    void aTicketThatIsClosed_andAStationThatIsBusy() {
        String code = "B" + System.nanoTime();
        String station = manager.post("/kitchen-stations", json("{'code':'%s','name':'Busy'}", code))
                .expect(201)
                .at("/id");
        String order = manager.open(PHO.x(1));
        JsonNode ticket = manager.post("/sale-orders/" + order + "/kitchen-tickets", "{}")
                .expect(201)
                .body()
                .at("/data/0");
        String path = "/kitchen-tickets/" + ticket.at("/id").asText();

        refused(
                "station-busy",
                manager.delete("/kitchen-stations/" + ticket.at("/stationId").asText()));
        refused(
                "station-code-taken",
                manager.post("/kitchen-stations", json("{'code':'%s','name':'Bar'}", code)),
                manager.patch("/kitchen-stations/" + ticket.at("/stationId").asText(), json("{'code':'%s'}", code)));
        manager.post(path + "/void", json("{'reason':'burnt'}")).expect(200);
        refused(
                "ticket-closed",
                manager.post(path + "/rush", ""),
                manager.post(path + "/void", json("{'reason':'burnt'}")));
        manager.delete("/kitchen-stations/" + station).expect(200);
    }

    @Test
    void aBillThatIsDivided() {
        String divided = manager.open(PHO.x(2));
        manager.checkout(divided).expect(200);
        manager.divide(divided, 2).expect(201);

        refused("order-has-checks", manager.post("/sale-orders/" + divided + "/revert", ""));
        refused("bill-divided", manager.divide(divided, 2));
    }

    @Test
    void aPaymentThatIsNotThere() {
        String order = manager.open(PHO.x(1));

        refused(
                "payment-not-found",
                manager.put("/sale-orders/" + order + "/payments/nobody/tip", json("{'amount':'5'}")));
    }

    @Test
    void cashThatNobodyWaitsFor() {
        String whole = manager.open(PHO.x(1));
        manager.checkout(whole).expect(200);
        String divided = manager.open(PHO.x(2));
        manager.checkout(divided).expect(200);
        String check = manager.divide(divided, 2).expect(201).at("/data/0/id");
        manager.post("/sale-checks/" + check + "/cancel", json("{'reason':'left'}"))
                .expect(200);
        Api owner = Stack.as("owner");
        owner.put("/settings", json("{'cashByTill':true}")).expect(200);
        try {
            refused("cash-amount-not-payable", cash(whole, "{'amount':'0'}"), cash(whole, "{'amount':'0.5'}"));
            refused("tip-too-large", cash(whole, "{'amount':'5','tip':'6'}"));
            refused("tip-not-payable", cash(whole, "{'amount':'5','tip':'0.5'}"));
            refused("check-not-found", cash(whole, "{'amount':'5','checkId':'1'}"));
            refused("order-has-checks", cash(divided, "{'amount':'5'}"));
            refused("check-not-allowed", cash(divided, "{'amount':'5','checkId':'" + check + "'}"));
        } finally {
            owner.put("/settings", json("{'cashByTill':false}")).expect(200);
        }
    }

    private Api.Reply cash(String order, String body) {
        return manager.post("/sale-orders/" + order + "/payments/cash", json(body));
    }

    @Test
    void aShiftInWhichNothingCanBeMoved() {
        Api till = manager.with("x-device-info", "refused-" + System.nanoTime());
        String session = till.openShift("0").expect(201).at("/id");

        refused(
                "nothing-moved",
                till.moveCash(session, "PAY_IN", "0", "x"),
                till.moveCash(session, "PAY_IN", "-5", "x"));
        refused(
                "cash-not-payable",
                till.moveCash(session, "PAY_IN", "0.5", "x"),
                till.closeShift(session, "0.5"),
                manager.with("x-device-info", "refused-" + System.nanoTime()).openShift("0.5"));
        refused(
                "movement-not-found",
                till.post("/pos/sessions/" + session + "/cash-movements", json("{'reverses':'1','reason':'x'}")));
        refused("not-enrolled", till.delete("/pos/sessions/" + session + "/enrolments/nobody"));
        refused("z-report-not-found", till.get("/pos/sessions/" + session + "/z-report"));
        Api nowhere = manager.with("x-device-info", "");
        refused("device-required", nowhere.openShift("0"), nowhere.get("/pos/sessions/current"));
    }
}
