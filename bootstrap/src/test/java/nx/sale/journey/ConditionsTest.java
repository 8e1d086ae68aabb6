package nx.sale.journey;

import static nx.sale.kit.Api.etag;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import nx.sale.dev.Restaurant;
import nx.sale.http.server.Route;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code If-Match} means the same for every operation that documents it, and is refused by every other. */
class ConditionsTest {
    private static final String BECAUSE = json("{'reason':'conditions'}");

    private final Api manager = Stack.as("manager");
    private final Api owner = Stack.as("owner");

    /**
     * Something to change.
     *
     * @param table where its row is
     */
    private record Thing(Api who, String method, String path, String body, String table, String id) {
        private Api.Reply with(String condition) {
            return who.with("If-Match", condition).call(method, path, body);
        }

        private List<String> row() {
            return Stack.sql("select row_to_json(t)::text from " + table + " t where id = " + id);
        }
    }

    private Thing order(String method, String action, String body, String id) {
        return new Thing(manager, method, "/sale-orders/" + id + action, body, "SaleOrder", id);
    }

    private String checkedOut() {
        String order = manager.open(PHO.x(2));
        manager.checkout(order).expect(200);
        return order;
    }

    private Thing discounted() {
        String order = manager.open(PHO.x(1));
        String given = manager.post(
                        "/sale-orders/" + order + "/adjustments",
                        json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"))
                .expect(200)
                .at("/adjustments/0/id");
        return order("DELETE", "/adjustments/" + given, "", order);
    }

    private String firstItem(String order) {
        return manager.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
    }

    private String paid() {
        String order = manager.open(PHO.x(1));
        String total = manager.checkout(order).expect(200).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);
        return order;
    }

    private Thing check(String method, String action, String body) {
        String order = checkedOut();
        String check = manager.divide(order, 2).expect(201).at("/data/0/id");
        return new Thing(manager, method, "/sale-checks/" + check + action, body, "SaleCheck", check);
    }

    private String ticket() {
        return manager.post("/sale-orders/" + manager.open(PHO.x(3)) + "/kitchen-tickets", "")
                .expect(201)
                .at("/data/0/id");
    }

    private Thing ticket(String action, String body) {
        String ticket = ticket();
        return new Thing(manager, "POST", "/kitchen-tickets/" + ticket + action, body, "KitchenTicket", ticket);
    }

    private Thing ticketItem() {
        String item = manager.get("/kitchen-tickets/" + ticket()).at("/items/0/id");
        return new Thing(
                manager,
                "PATCH",
                "/kitchen-ticket-items/" + item + "/status",
                json("{'status':'COOKING'}"),
                "KitchenTicketItem",
                item);
    }

    private Thing station(String method, String body) {
        String station = manager.post(
                        "/kitchen-stations",
                        json("{'code':'C%s','name':'Drinks','categories':['d']}", System.nanoTime()))
                .expect(201)
                .at("/id");
        return new Thing(manager, method, "/kitchen-stations/" + station, body, "KitchenStation", station);
    }

    private Thing usage(String method, String action, String body) {
        Floor floor = Floor.drawn(manager, 2);
        String usage = floor.seat(manager, 0, manager.open()).expect(201).at("/id");
        return new Thing(
                manager,
                method,
                "/allocation-usages/" + usage + action,
                body.replace("UNIT", floor.unit(1)),
                "AllocationUsage",
                usage);
    }

    private Thing endedUsage() {
        Thing usage = usage("DELETE", "", "");
        manager.post(usage.path() + "/complete", "").expect(200);
        return usage;
    }

    private Thing layout(String method, String body) {
        String layout = Floor.drawn(manager, 1).layout();
        return new Thing(manager, method, "/allocation-layouts/" + layout, body, "AllocationLayout", layout);
    }

    private Thing reservation(String method, String action, String body) {
        String id = manager.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2033-05-01T18:00:00+07:00','unitIds':['%s']}",
                                Floor.drawn(manager, 1).unit(0)))
                .expect(201)
                .at("/id");
        return new Thing(manager, method, "/reservations/" + id + action, body, "Reservation", id);
    }

    private Thing confirmedReservation() {
        Thing reservation = reservation("POST", "/check-in", json("{'saleChannelId':'%s'}", Restaurant.CHANNEL));
        manager.post("/reservations/" + reservation.id() + "/confirm", "").expect(200);
        return reservation;
    }

    private Thing cancelledReservation() {
        Thing reservation = reservation("DELETE", "", "");
        manager.post(reservation.path() + "/cancel", BECAUSE).expect(200);
        return reservation;
    }

    private Thing session(String method, String action, String body) {
        String till = "conditions-" + System.nanoTime();
        Api there = manager.with("x-device-info", till);
        String session = there.openShift("0").expect(201).at("/id");
        there.post("/pos/sessions/" + session + "/enrolments", json("{'userId':'hoa'}"))
                .expect(200);
        return new Thing(there, method, "/pos/sessions/" + session + action, body, "PosSession", session);
    }

    private Thing review() {
        String order = manager.open(PHO.x(1));
        Webhooks.success(order).amount("10").send().expect(200);
        String review = Stack.sql("select id from PaymentReview where saleOrderId = " + order)
                .getFirst();
        return new Thing(
                manager,
                "POST",
                "/payment-reviews/" + review + "/resolve",
                json("{'resolution':'REFUNDED'}"),
                "PaymentReview",
                review);
    }

    private Thing stuck() {
        String order = checkedOut();
        Stack.sql("update SaleOrder set processingAt = processingAt - interval '2 hours' where id = " + order);
        return repair(
                manager.with("X-Approval", agreedBy(Stack.as("operator"), "Operations.cancelStuck", order)),
                order,
                "/cancel-stuck");
    }

    private Thing provenOutside() {
        String order = checkedOut();
        return repair(
                Stack.as("operator").with("X-Approval", agreedBy(manager, "Operations.complete", order)),
                order,
                "/complete");
    }

    private Thing damaged() {
        String order = manager.open(PHO.x(2));
        Stack.sql("update SaleOrder set total = total + 1000, rounding = rounding + 1000 where id = " + order);
        return repair(Stack.as("operator"), order, "/recompute");
    }

    private static Thing repair(Api who, String order, String action) {
        return new Thing(who, "POST", "/operations/orders/" + order + action, BECAUSE, "SaleOrder", order);
    }

    private static String agreedBy(Api other, String action, String order) {
        return other.approve(action, order, "r").expect(201).at("/token");
    }

    private Thing settings() {
        return new Thing(
                owner,
                "PUT",
                "/settings",
                json("{'turnMinutes':90}"),
                "Setting",
                "(select id from Setting where merchantId = " + Restaurant.MERCHANT + ")");
    }

    private Thing merged(String action, boolean undo) {
        String target = manager.open(PHO.x(2));
        String source = json("{'sourceOrderIds':['%s']}", manager.open(BUN_CHA.x(1)));
        if (undo) {
            manager.post("/sale-orders/" + target + "/merge", source).expect(200);
        }
        return order("POST", action, undo ? "" : source, target);
    }

    private Thing split(String action, boolean undo) {
        String parent = manager.open(PHO.x(2));
        String body = json("{'orders':[{'items':[{'itemId':'%s','quantity':'1'}]}]}", firstItem(parent));
        if (undo) {
            manager.post("/sale-orders/" + parent + "/split", body).expect(200);
        }
        return order("POST", action, undo ? "{}" : body, parent);
    }

    private Thing item(String method, String action, String body) {
        String order = manager.open(PHO.x(2));
        String item = firstItem(order);
        return order(method, action.replace("ITEM", item), body.replace("ITEM", item), order);
    }

    private Thing refund(String answered, String action, String body) {
        String id = manager.giveBack(manager.sold("CARD", PHO.x(2)), "1")
                .expect(200)
                .at("/refunds/0/id");
        Webhooks.refund(answered, id).expect(200);
        return new Thing(manager, "POST", "/refunds/" + id + action, body, "Refund", id);
    }

    private Map<String, Supplier<Thing>> things() {
        Map<String, Supplier<Thing>> things = new LinkedHashMap<>();
        things.put("updateOrder", () -> order("PATCH", "", json("{'note':'window'}"), manager.open()));
        things.put("deleteOrder", () -> order("DELETE", "", "", manager.open()));
        things.put("previewPrice", () -> order("POST", "/pricing-preview", "", manager.open(PHO.x(1))));
        things.put("checkOutOrder", () -> order("POST", "/checkout", "", manager.open(PHO.x(1))));
        things.put(
                "createAdjustment",
                () -> order(
                        "POST",
                        "/adjustments",
                        json("{'scope':'ORDER','kind':'PERCENT','value':'10'}"),
                        manager.open(PHO.x(1))));
        things.put("removeAdjustment", this::discounted);
        things.put("waiveCharge", () -> order("POST", "/charges/SERVICE/waive", BECAUSE, owner.openCharged(PHO.x(1))));
        things.put("restoreCharge", () -> {
            String order = owner.openCharged(PHO.x(1));
            manager.post("/sale-orders/" + order + "/charges/SERVICE/waive", BECAUSE)
                    .expect(200);
            return order("DELETE", "/charges/SERVICE/waive", "", order);
        });
        things.put("revertOrder", () -> order("POST", "/revert", "", checkedOut()));
        things.put("cancelOrder", () -> order("POST", "/cancel", BECAUSE, checkedOut()));
        things.put(
                "addItems",
                () -> order("POST", "/items", json("{'items':[{'itemId':'71001','quantity':'1'}]}"), manager.open()));
        things.put("updateItems", () -> item("PATCH", "/items", json("{'items':[{'id':'ITEM','quantity':'3'}]}")));
        things.put("updateItem", () -> item("PATCH", "/items/ITEM", json("{'seat':2}")));
        things.put("removeItem", () -> item("DELETE", "/items/ITEM", ""));
        things.put("removeItems", () -> item("DELETE", "/items", ""));
        things.put("mergeOrders", () -> merged("/merge", false));
        things.put("undoMerge", () -> merged("/merge/rollback", true));
        things.put("splitOrder", () -> split("/split", false));
        things.put("undoSplit", () -> split("/split/rollback", true));
        things.put("createChecks", () -> order("POST", "/checks", json("{'mode':'EVENLY','parts':2}"), checkedOut()));
        things.put("deleteChecks", () -> {
            String order = checkedOut();
            manager.divide(order, 2).expect(201);
            return order("DELETE", "/checks", "", order);
        });
        things.put("updateCheck", () -> check("PATCH", "", json("{'name':'Minh'}")));
        things.put("cancelCheck", () -> check("POST", "/cancel", json("{'reason':'left'}")));
        things.put("createKitchenTickets", () -> order("POST", "/kitchen-tickets", "", manager.open(PHO.x(1))));
        things.put("rushKitchenTicket", () -> ticket("/rush", ""));
        things.put("voidKitchenTicket", () -> ticket("/void", json("{'reason':'burnt'}")));
        things.put("updateKitchenTicketItem", this::ticketItem);
        things.put("updateKitchenStation", () -> station("PATCH", json("{'name':'Bar'}")));
        things.put("deleteKitchenStation", () -> station("DELETE", ""));
        things.put("updateUsage", () -> usage("PATCH", "", json("{'assigneeId':'7'}")));
        things.put("transferUsage", () -> usage("POST", "/transfer", json("{'unitId':'UNIT'}")));
        things.put("completeUsage", () -> usage("POST", "/complete", ""));
        things.put("cancelUsage", () -> usage("POST", "/cancel", ""));
        things.put("deleteUsage", this::endedUsage);
        things.put("updateLayout", () -> layout("PATCH", json("{'name':'Roof'}")));
        things.put("deleteLayout", () -> layout("DELETE", ""));
        things.put("updateReservation", () -> reservation("PATCH", "", json("{'note':'birthday'}")));
        things.put("confirmReservation", () -> reservation("POST", "/confirm", ""));
        things.put("checkInReservation", this::confirmedReservation);
        things.put("cancelReservation", () -> reservation("POST", "/cancel", BECAUSE));
        things.put("deleteReservation", this::cancelledReservation);
        things.put("createEnrolment", () -> session("POST", "/enrolments", json("{'userId':'lan'}")));
        things.put("deleteEnrolment", () -> session("DELETE", "/enrolments/hoa", ""));
        things.put(
                "createCashMovement",
                () -> session("POST", "/cash-movements", json("{'kind':'PAY_IN','amount':'5000','reason':'x'}")));
        things.put("createNoSale", () -> session("POST", "/no-sale", "{}"));
        things.put("updateTip", () -> {
            String order = paid();
            return order("PUT", "/payments/a-" + order + "/tip", json("{'amount':'1000'}"), order);
        });
        things.put("closeSession", () -> session("POST", "/close", json("{'actualCash':'0'}")));
        things.put("createReturn", () -> {
            String order = manager.sold("CARD", PHO.x(2));
            return order(
                    "POST", "/returns", json("{'lines':[{'itemId':'%s','quantity':'1'}]}", firstItem(order)), order);
        });
        things.put("retryRefund", () -> refund("failed", "/retry", "{}"));
        things.put("resolveRefund", () -> refund("sent", "/resolve", json("{'resolution':'MANUAL','note':'x'}")));
        things.put("resolvePaymentReview", this::review);
        things.put("cancelStuckOrder", this::stuck);
        things.put("completeOrder", this::provenOutside);
        things.put("recomputeOrder", this::damaged);
        things.put("replayPayment", () -> {
            String order = paid();
            return new Thing(
                    manager,
                    "POST",
                    "/operations/orders/" + order + "/replay-payment-success",
                    BECAUSE,
                    "SaleOrder",
                    order);
        });
        things.put("updateSettings", this::settings);
        return things;
    }

    private static Set<String> documented() {
        Set<String> operations = new TreeSet<>();
        for (JsonNode path : Stack.as("manager").get("/doc/openapi.json").body().at("/paths")) {
            for (JsonNode operation : path) {
                if (operation.at("/parameters").findValuesAsText("$ref").contains("#/components/parameters/IfMatch")) {
                    operations.add(operation.at("/operationId").asText());
                    assertThat(operation.at("/responses").has("412")).isTrue();
                }
            }
        }
        return operations;
    }

    // REQUEST-13
    @Test
    void everyConditionalOperationIsTested() {
        assertThat(things().keySet()).containsExactlyInAnyOrderElementsOf(documented());
    }

    @TestFactory
    Stream<DynamicTest> conditionHoldsForEachOperation() {
        return things().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> holds(each.getValue().get())));
    }

    private static void holds(Thing thing) {
        List<String> before = thing.row();

        for (String stale : List.of(etag(999999), "W/" + etag(999999), "999999")) {
            Api.Reply refused = thing.with(stale).expect(412);
            assertThat(refused.at("/code")).isEqualTo("revision-mismatch");
            assertThat(refused.body().at("/currentRevision").isIntegralNumber()).isTrue();
        }
        for (String malformed : List.of("yesterday", "'1", "1'", "'1', '2'", "'-1'", "''", "'1234567890123456789'")) {
            assertThat(thing.with(json(malformed)).expect(422).at("/errors/0/path"))
                    .isEqualTo("header.If-Match");
        }

        assertThat(thing.row()).isEqualTo(before);
        Api.Reply done = thing.with("*");
        assertThat(done.status()).isBetween(200, 201);
        Api.Reply again = thing.with(etag(999999));
        if (again.status() == 412 && !done.header("ETag").isEmpty()) {
            assertThat(done.header("ETag"))
                    .as("what is answered is what the next change may ask for")
                    .isEqualTo(etag(again.at("/currentRevision")));
        }
    }

    /** What is written without a look at a revision says so instead of dropping the condition. */
    // REQUEST-13
    @Test
    void otherOperationsRejectConditionalHeaders() {
        Set<String> documented = documented();
        String order = manager.open();
        for (Route route : Stack.get().service().routes()) {
            if (route.method() != Route.Method.GET
                    && route.entry() instanceof Route.Entry.Needs
                    && !documented.contains(route.operation())) {
                Api who = Stack.as(
                        route.operation().endsWith("Message")
                                        || route.operation().equals("replayWebhook")
                                ? "operator"
                                : "owner");
                assertThat(who.ifMatch("1")
                                .call(
                                        route.method().name(),
                                        route.path()
                                                .replace("orders/{id}", "orders/" + order)
                                                .replaceAll("\\{[^}]+}", "1"),
                                        "{}")
                                .at("/errors/0/path"))
                        .as(route.operation().toLowerCase(Locale.ROOT))
                        .isEqualTo("header.If-Match");
            }
        }
    }
}
