package nx.sale.journey;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import nx.sale.kit.Api;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** From the waiter's send to the served dish, and everything that can go otherwise. */
class KitchenJourneyTest {
    private static final String TOPIC = "kitchen-ticket-item.status-changed";

    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");
    private final Api owner = Stack.as("owner");

    private Api.Reply send(String order, String body) {
        return waiter.post("/sale-orders/" + order + "/kitchen-tickets", body);
    }

    private Api.Reply step(Api who, String item, String status) {
        return who.cook(item, status);
    }

    private Api.Reply step(Api who, String item, String status, String reason) {
        return who.patch(
                "/kitchen-ticket-items/" + item + "/status", json("{'status':'%s','reason':'%s'}", status, reason));
    }

    private static String station(String code) {
        return Stack.sql("select id from KitchenStation where code = '" + code + "' and merchantId = 70001"
                        + " and deletedAt is null")
                .getFirst();
    }

    /** The one item of the only ticket. */
    private String sendOne(String order) {
        return send(order, "").expect(201).at("/data/0/items/0/id");
    }

    private static List<String> events(String order, int count) {
        return Topic.of(Stack.get().kafkaBootstrap(), TOPIC, order, count).stream()
                .map(event ->
                        event.sequence() + " " + event.body().at("/fromStatus").asText() + ">"
                                + event.body().at("/toStatus").asText())
                .toList();
    }

    // KITCHEN-4
    @Test
    void eachStationGetsOneTicketWithItsDishes_andACombosPartsAreCooked() {
        String order = waiter.open(PHO.x(2), BANH_MI.x(1), LUNCH.x(1));

        JsonNode tickets = send(order, "").expect(201).body().at("/data");

        Map<String, List<String>> dishes = new TreeMap<>();
        for (JsonNode ticket : tickets) {
            assertThat(ticket.at("/status").asText()).isEqualTo("PENDING");
            for (JsonNode item : ticket.at("/items")) {
                dishes.computeIfAbsent(ticket.at("/stationId").asText(), id -> new ArrayList<>())
                        .add(item.at("/quantity").asText() + " "
                                + item.at("/name").asText());
            }
        }
        assertThat(dishes.get(station("HOT"))).containsExactlyInAnyOrder("2 Pho bo", "2 Pho bo");
        assertThat(dishes.get(station("COLD"))).containsExactlyInAnyOrder("1 Banh mi", "1 Che ba mau");
        assertThat(dishes.get(station("BAR"))).containsExactly("2 Tra da");
        assertThat(send(order, "").expect(409).at("/code")).isEqualTo("nothing-to-send");
        assertThat(waiter.get("/sale-orders/" + order + "?include=tickets,items")
                        .expect(200)
                        .body()
                        .at("/tickets"))
                .hasSize(3);
        assertThat(Stack.sql("select count(*) from SaleOrderItem where saleOrderId = " + order
                        + " and sentQuantity <> case when name = 'Lunch for two' then 0 else quantity end"))
                .containsExactly("0");
    }

    // KITCHEN-2
    @Test
    void secondSendTakesOnlyNewQuantities() {
        String order = waiter.open(PHO.x(2));
        send(order, "").expect(201);
        waiter.add(order, PHO.x(1), TEA.x(4)).expect(200);
        String tea = waiter.get("/sale-orders/" + order + "?include=items").at("/items/1/id");

        Api.Reply tooMuch = send(order, json("{'items':[{'itemId':'%s','quantity':'5'}]}", tea));
        assertThat(tooMuch.expect(409).at("/code")).isEqualTo("send-exceeded");
        assertThat(tooMuch.at("/unsent")).isEqualTo("4");
        JsonNode some = send(order, json("{'items':[{'itemId':'%s','quantity':'1.5'}],'rush':true}", tea))
                .expect(201)
                .body();
        assertThat(some.at("/data/0/items/0/quantity").asText()).isEqualTo("1.5");
        assertThat(some.at("/data/0/rush").asBoolean()).isTrue();
        JsonNode rest = send(order, "").expect(201).body();

        List<String> sent = new ArrayList<>();
        rest.at("/data")
                .forEach(ticket -> ticket.at("/items")
                        .forEach(item -> sent.add(item.at("/quantity").asText() + " "
                                + item.at("/name").asText())));
        assertThat(sent).containsExactlyInAnyOrder("1 Pho bo", "2.5 Tra da");
        assertThat(send(order, json("{'items':[{'itemId':'1'}]}")).expect(404).at("/code"))
                .isEqualTo("item-not-found");
        assertThat(send(order, json("{'items':[{}],'course':100}"))
                        .expect(422)
                        .body()
                        .at("/errors"))
                .hasSize(2);
    }

    // KITCHEN-5
    @Test
    void theSameKeyGivesTheSameTickets_byHeaderOrByBody() {
        String order = waiter.open(PHO.x(1));
        String body = json("{'idempotencyKey':'round-1'}");
        String first = send(order, body).expect(201).at("/data/0/id");
        waiter.add(order, BUN_CHA.x(1)).expect(200);

        assertThat(send(order, body).expect(201).at("/data/0/id")).isEqualTo(first);
        Api keyed = waiter.key(UUID.randomUUID().toString());
        Api.Reply second = keyed.post("/sale-orders/" + order + "/kitchen-tickets", "");
        Api.Reply again = keyed.post("/sale-orders/" + order + "/kitchen-tickets", "");

        assertThat(again.text()).isEqualTo(second.expect(201).text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(Stack.sql("select count(*) from KitchenTicket where saleOrderId = " + order))
                .containsExactly("2");
    }

    // KITCHEN-19
    @Test
    void ticketItemMovesThroughEveryStatus_andEachChangeIsPublished() {
        String order = waiter.open(PHO.x(2));
        String item = sendOne(order);
        String ticket = Stack.sql("select kitchenTicketId from KitchenTicketItem where id = " + item)
                .getFirst();

        assertThat(step(cook, item, "COOKING").expect(200).at("/status")).isEqualTo("COOKING");
        assertThat(cook.get("/kitchen-tickets/" + ticket).at("/status")).isEqualTo("PROCESSING");
        step(cook, item, "READY").expect(200);
        assertThat(step(cook, item, "COOKING").expect(200).body().at("/readyAt").isNull())
                .isTrue();
        step(cook, item, "READY").expect(200);
        JsonNode served = step(waiter, item, "SERVED").expect(200).body();

        assertThat(served.at("/servedAt").isTextual()).isTrue();
        assertThat(cook.get("/kitchen-tickets/" + ticket).at("/status")).isEqualTo("COMPLETED");
        assertThat(step(cook, item, "SERVED").expect(409).at("/code")).isEqualTo("ticket-item-status-refused");
        assertThat(step(manager, item, "VOIDED", "cold").expect(409).at("/code"))
                .isEqualTo("ticket-item-status-refused");
        assertThat(cook.patch(
                                "/kitchen-ticket-items/status",
                                json("{'items':[{'id':'%s','status':'READY','from':'COOKING'}]}", item))
                        .expect(409)
                        .at("/code"))
                .as("a late tap is no recall")
                .isEqualTo("ticket-item-status-refused");
        assertThat(events(order, 5))
                .containsExactly(
                        "1 PENDING>COOKING", "2 COOKING>READY", "3 READY>COOKING", "4 COOKING>READY", "5 READY>SERVED");
        JsonNode event = Topic.of(Stack.get().kafkaBootstrap(), TOPIC, order, 5)
                .getFirst()
                .body();
        assertThat(event.at("/kitchenTicketId").asText()).isEqualTo(ticket);
        assertThat(event.at("/stationId").asText()).isEqualTo(station("HOT"));
        assertThat(event.at("/quantity").asText()).isEqualTo("2");
        List<String> history = new ArrayList<>();
        waiter.get("/sale-orders/" + order + "/history")
                .body()
                .at("/data")
                .forEach(entry -> history.add(entry.at("/action").asText()));
        assertThat(history)
                .contains("SENT_TO_KITCHEN", "KITCHEN_ITEM_COOKING", "KITCHEN_ITEM_READY", "KITCHEN_ITEM_SERVED");
    }

    // ACCESS-12, ACCESS-13, KITCHEN-7
    @Test
    void startedItemIsVoidedWithApprovalOnly_once() {
        String order = waiter.open(PHO.x(2), BUN_CHA.x(1));
        JsonNode items = send(order, "").expect(201).body().at("/data/0/items");
        String pho = items.get(0).at("/id").asText();
        String bun = items.get(1).at("/id").asText();
        step(cook, pho, "COOKING").expect(200);
        step(cook, bun, "COOKING").expect(200);

        assertThat(step(waiter, pho, "VOIDED", "wrong table").expect(403).at("/permission"))
                .isEqualTo("KitchenTicketItem.voidStarted");
        assertThat(waiter.post("/approvals", approval("KitchenTicketItem.voidStarted", order))
                        .expect(403)
                        .at("/code"))
                .isEqualTo("permission-denied");
        assertThat(manager.post("/approvals", approval("SaleOrder.create", order))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("not-approvable");
        String other = manager.post("/approvals", approval("KitchenTicketItem.voidStarted", waiter.open()))
                .expect(201)
                .at("/token");
        assertThat(step(waiter.with("X-Approval", other), pho, "VOIDED", "wrong table")
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        Api approved = waiter.with(
                "X-Approval",
                manager.post("/approvals", approval("KitchenTicketItem.voidStarted", order))
                        .expect(201)
                        .at("/token"));
        assertThat(step(approved, pho, "VOIDED").expect(422).at("/code")).isEqualTo("void-reason-required");
        JsonNode voided =
                step(approved, pho, "VOIDED", "wrong table").expect(200).body();
        assertThat(voided.at("/voidReason").asText()).isEqualTo("wrong table");
        assertThat(step(approved, bun, "VOIDED", "wrong table").expect(403).at("/code"))
                .isEqualTo("approval-refused");

        assertThat(Stack.sql("select reason, details->>'approver' from AuditEntry where action = 'APPROVED'"
                        + " and saleOrderId = " + order))
                .containsExactly("guest left|user:970001333");
        assertThat(Stack.sql("select count(*) from Approval where tokenHash like '%" + other + "%'"))
                .containsExactly("0");
        assertThat(send(order, "").expect(201).at("/data/0/items/0/name")).isEqualTo("Pho bo");
    }

    private static String approval(String action, String order) {
        return json("{'action':'%s','orderId':'%s','reason':'guest left'}", action, order);
    }

    // ACCESS-12
    @Test
    void anApprovalEndsAfterFiveMinutes() {
        String order = waiter.open(PHO.x(1));
        String item = sendOne(order);
        step(cook, item, "COOKING").expect(200);
        String token = manager.post("/approvals", approval("KitchenTicketItem.voidStarted", order))
                .expect(201)
                .at("/token");
        Stack.sql("update Approval set expiresAt = now() - interval '1 second' where saleOrderId = " + order);

        assertThat(step(waiter.with("X-Approval", token), item, "VOIDED", "late")
                        .expect(403)
                        .at("/code"))
                .isEqualTo("approval-refused");
        assertThat(step(waiter.with("X-Approval", "short"), item, "VOIDED", "late")
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("header.X-Approval");
    }

    @Test
    void servedItemOffTheBillCanStillBeVoided() {
        for (String way : List.of("item", "ticket", "after a cancel")) {
            String order = waiter.open(PHO.x("2.5"));
            String item = sendOne(order);
            String ticket =
                    cook.get("/kitchen-tickets?limit=1&saleOrderId=" + order).at("/data/0/id");
            step(cook, item, "SERVED").expect(200);
            String line = waiter.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
            Api.Reply reduced = manager.with("Prefer", "return=representation")
                    .patch("/sale-orders/" + order + "/items/" + line, json("{'quantity':'1.25','reason':'complaint'}"))
                    .expect(200);
            assertThat(reduced.at("/order/items/0/quantity")).isEqualTo("1.25");
            assertThat(step(manager, item, "READY").expect(200).at("/offBillQuantity"))
                    .isEqualTo("1.25");
            if (way.equals("after a cancel")) {
                manager.cancel(order, "left").expect(200);
            }

            if (way.equals("ticket")) {
                manager.post("/kitchen-tickets/" + ticket + "/void", json("{'reason':'sent back'}"))
                        .expect(200);
            } else {
                step(manager, item, "VOIDED", "sent back").expect(200);
            }

            assertThat(cook.get("/kitchen-tickets/" + ticket).at("/status")).isEqualTo("VOIDED");
            assertThat(Stack.sql("select sentQuantity::float from SaleOrderItem where id = " + line))
                    .containsExactly("0");
        }
    }

    @Test
    void ticketShowsTheNote_andASentLineIsNotEdited() {
        String order = waiter.open();
        waiter.patch("/sale-orders/" + order, json("{'note':'birthday'}")).expect(200);
        waiter.post(
                        "/sale-orders/" + order + "/items",
                        json("{'items':[{'itemId':'71101','note':'no peanuts'},{'itemId':'71001'}]}"))
                .expect(200);
        JsonNode tickets = send(order, "").expect(201).body().at("/data");
        List<String> notes = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            assertThat(ticket.at("/orderNote").asText()).isEqualTo("birthday");
            ticket.at("/items").forEach(item -> notes.add(item.at("/note").asText("")));
        }
        assertThat(notes)
                .contains("no peanuts", "")
                .filteredOn("no peanuts"::equals)
                .hasSizeGreaterThan(1);

        for (JsonNode line :
                waiter.get("/sale-orders/" + order + "?include=items").body().at("/items")) {
            if (!line.at("/leadItemId").isNull()) {
                continue;
            }
            for (String field : List.of(json("'note':'with nuts'"), json("'seat':3"), json("'course':2"))) {
                Api.Reply refused = waiter.patch(
                        "/sale-orders/" + order + "/items/" + line.at("/id").asText(),
                        json("{'quantity':'4',%s}", field));
                assertThat(refused.expect(409).at("/code")).isEqualTo("item-with-kitchen");
                assertThat(refused.at("/detail")).contains("void and send again");
            }
        }
        assertThat(Stack.sql("select distinct quantity::float, seat, course from SaleOrderItem where saleOrderId = "
                        + order + " and leadItemId is null"))
                .containsExactly("1|0|0");
        waiter.post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':'71001','note':'no onions'}]}"))
                .expect(200);
        assertThat(send(order, "").expect(201).at("/data/0/items/0/note")).isEqualTo("no onions");

        waiter.patch("/sale-orders/" + order, json("{'note':'allergic to nuts'}"))
                .expect(200);
        JsonNode shown = cook.get("/kitchen-tickets/" + tickets.get(0).at("/id").asText())
                .body();
        assertThat(shown.at("/orderNote").asText()).isEqualTo("birthday");
        assertThat(shown.at("/orderNoteChange/note").asText()).isEqualTo("allergic to nuts");
    }

    // KITCHEN-5
    @Test
    void idempotencyKeyOfAnotherSendIsRejected() {
        String order = waiter.open(PHO.x(2), BUN_CHA.x(1));
        List<String> lines = Stack.sql("select id from SaleOrderItem where saleOrderId = " + order + " order by id");
        String body = json("{'idempotencyKey':'round-1','items':[{'itemId':'%s'}]}");
        send(order, body.formatted(lines.getFirst())).expect(201);

        Api.Reply reused = send(order, body.formatted(lines.getLast()));
        assertThat(reused.expect(422).at("/code")).isEqualTo("kitchen-key-reused");
        assertThat(Stack.sql("select sentQuantity::float from SaleOrderItem where id = " + lines.getLast()))
                .containsExactly("0");
        send(order, body.formatted(lines.getFirst())).expect(201);
    }

    @Test
    void clientLineIdOfAnotherItemIsRejected() {
        String order = waiter.open();
        String body = json("{'items':[{'itemId':'%%s','clientLineId':'%s'}]}", UUID.randomUUID());
        waiter.post("/sale-orders/" + order + "/items", body.formatted("71001")).expect(200);
        waiter.post("/sale-orders/" + order + "/items", body.formatted("71001")).expect(200);

        assertThat(waiter.post("/sale-orders/" + order + "/items", body.formatted("71002"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("client-line-reused");
        assertThat(Stack.sql("select name, quantity::float from SaleOrderItem where saleOrderId = " + order))
                .containsExactly("Pho bo|1");
    }

    // KITCHEN-9
    @Test
    void manyItemsChangeTogether_orNotAtAll() {
        String one = waiter.open(PHO.x(1));
        String two = waiter.open(BUN_CHA.x(1));
        String first = sendOne(one);
        String second = sendOne(two);
        String body = json("{'items':[{'id':'%s','status':'READY'},{'id':'%s','status':'%s'}]}");

        assertThat(cook.patch("/kitchen-ticket-items/status", body.formatted(first, second, "PENDING"))
                        .expect(409)
                        .at("/kitchenTicketItemId"))
                .isEqualTo(second);
        assertThat(cook.patch("/kitchen-ticket-items/status", body.formatted(first, "5", "READY"))
                        .expect(404)
                        .at("/code"))
                .isEqualTo("ticket-item-not-found");
        assertThat(Stack.sql(
                        "select distinct status from KitchenTicketItem where id in (" + first + "," + second + ")"))
                .containsExactly("PENDING");
        cook.patch("/kitchen-ticket-items/status", body.formatted(first, second, "READY"))
                .expect(200);

        assertThat(events(one, 1)).containsExactly("1 PENDING>READY");
        assertThat(events(two, 1)).containsExactly("1 PENDING>READY");
    }

    // KITCHEN-3, KITCHEN-15, KITCHEN-16
    @Test
    void theQueueShowsWhatIsToBeDone_rushFirst() {
        String code = "Q" + System.nanoTime();
        String station = owner.post("/kitchen-stations", json("{'code':'%s','name':'Grill'}", code))
                .expect(201)
                .at("/id");
        owner.put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'71950','name':'Steak','type':'CONSUMABLE','price':5,"
                                        + "'kitchenStationCode':'%s'}]}",
                                code))
                .expect(200);
        String early = waiter.open(new Dish("71950").x(1));
        String late = waiter.open(new Dish("71950").x(2));
        send(early, "").expect(201);
        JsonNode ticket = send(late, "").expect(201).body().at("/data/0");
        String id = ticket.at("/id").asText();

        assertThat(queue(station)).containsExactly(early, late);
        waiter.post("/kitchen-tickets/" + id + "/rush", "").expect(200);
        assertThat(queue(station)).containsExactly(late, early);
        assertThat(waiter.post("/kitchen-tickets/" + id + "/rush", json("{'rush':true}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("ticket-closed");
        waiter.post("/kitchen-tickets/" + id + "/rush", json("{'rush':false}")).expect(200);
        assertThat(queue(station)).containsExactly(early, late);
        assertThat(owner.delete("/kitchen-stations/" + station).expect(409).at("/waiting"))
                .isEqualTo("2");
        cook.post("/kitchen-tickets/" + id + "/void", "").expect(200);
        assertThat(cook.post("/kitchen-tickets/" + id + "/void", "").expect(409).at("/ticketStatus"))
                .isEqualTo("VOIDED");
        assertThat(queue(station)).containsExactly(early);
        cashier.cancel(early, "left").expect(200);
        assertThat(queue(station)).isEmpty();
        owner.patch("/kitchen-stations/" + station, json("{'name':'Grill 2'}")).expect(200);
        owner.delete("/kitchen-stations/" + station).expect(200);
        assertThat(send(late, "").expect(409).at("/code")).isEqualTo("no-station");
    }

    private List<String> queue(String station) {
        List<String> orders = new ArrayList<>();
        cook.get("/kitchen-stations/" + station + "/queue")
                .expect(200)
                .body()
                .at("/data")
                .forEach(queued -> orders.add(queued.at("/ticket/saleOrderId").asText()));
        return orders;
    }

    // KITCHEN-3, KITCHEN-16
    @Test
    void stationsHaveOneCodeEach_andRouteByCategoryAndDefaultToo() {
        String code = "S" + System.nanoTime();
        String category = "c-" + code;
        String byCategory = owner.post(
                        "/kitchen-stations", json("{'code':'%s','name':'Wok','categories':['%s']}", code, category))
                .expect(201)
                .at("/id");
        assertThat(owner.post("/kitchen-stations", json("{'code':'%s','name':'Again'}", code))
                        .expect(409)
                        .at("/stationCode"))
                .isEqualTo(code);
        assertThat(owner.patch("/kitchen-stations/" + byCategory, json("{'code':'HOT'}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("station-code-taken");
        owner.put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'71951','name':'Noodles','type':'CONSUMABLE','price':5,"
                                        + "'categoryId':'%s'},"
                                        + "{'id':'71952','name':'Water','type':'CONSUMABLE',"
                                        + "'price':5}]}",
                                category))
                .expect(200);
        String order = waiter.open(new Dish("71951").x(1), new Dish("71952").x(1));

        JsonNode tickets = send(order, "").expect(201).body().at("/data");

        assertThat(tickets).hasSize(1);
        assertThat(tickets.get(0).at("/stationId").asText()).isEqualTo(byCategory);
        Api.Reply left = send(order, "").expect(409);
        assertThat(left.at("/code")).isEqualTo("nothing-to-send");
        assertThat(left.at("/withoutStation/0")).isEqualTo("Water");
        assertThat(left.at("/detail")).startsWith("No kitchen station cooks Water.");
        assertThat(owner.put("/settings", json("{'defaultStationId':'5'}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("station-unknown");
        owner.put("/settings", json("{'defaultStationId':'%s'}", byCategory)).expect(200);
        try {
            assertThat(send(order, "").expect(201).at("/data/0/items/0/name")).isEqualTo("Water");
        } finally {
            owner.put("/settings", json("{'defaultStationId':null}")).expect(200);
        }
    }

    // CART-8, ORDER-11
    @Test
    void lineQuantityCannotFallBelowTheSentQuantity() {
        String order = waiter.open(PHO.x(3));
        String line = waiter.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
        send(order, json("{'items':[{'itemId':'%s','quantity':'2'}]}", line)).expect(201);
        String path = "/sale-orders/" + order + "/items/" + line;

        assertThat(waiter.patch(path, json("{'quantity':'1'}")).expect(409).at("/withKitchen"))
                .isEqualTo("2");
        assertThat(waiter.delete(path).expect(409).at("/code")).isEqualTo("item-with-kitchen");
        assertThat(waiter.delete("/sale-orders/" + order + "/items").expect(409).at("/code"))
                .isEqualTo("item-with-kitchen");
        waiter.patch(path, json("{'quantity':'2'}")).expect(200);
        assertThat(cashier.delete("/sale-orders/" + order).expect(409).at("/code"))
                .isEqualTo("order-sent");
        String combo = waiter.open(LUNCH.x(2));
        String lead = waiter.get("/sale-orders/" + combo + "?include=items").at("/items/0/id");
        send(combo, "").expect(201);
        assertThat(waiter.patch("/sale-orders/" + combo + "/items/" + lead, json("{'quantity':'1'}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("item-with-kitchen");
    }

    // CART-10
    @Test
    void servedItemIsRemovedFromTheBillWithApproval_andStaysServed() {
        String order = waiter.open(PHO.x(3));
        String line = waiter.get("/sale-orders/" + order + "?include=items").at("/items/0/id");
        String item = sendOne(order);
        String path = "/sale-orders/" + order + "/items/" + line;
        assertThat(manager.patch(path, json("{'quantity':'2','reason':'hair'}"))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("item-with-kitchen");
        step(cook, item, "SERVED").expect(200);

        assertThat(waiter.patch(path, json("{'quantity':'2','reason':'hair'}"))
                        .expect(403)
                        .at("/permission"))
                .isEqualTo("SaleOrderItem.removeServed");
        Api approved = waiter.with(
                "X-Approval",
                manager.post("/approvals", approval("SaleOrderItem.removeServed", order))
                        .expect(201)
                        .at("/token"));
        approved.patch(path, json("{'quantity':'2','reason':'hair'}")).expect(200);
        assertThat(Stack.sql("select quantity, sentQuantity from SaleOrderItem where id = " + line))
                .containsExactly("2.0000|2.0000");
        manager.delete(path + "?reason=hair").expect(200);

        assertThat(Stack.sql("select status, quantity from KitchenTicketItem where id = " + item))
                .containsExactly("SERVED|3.0000");
        assertThat(waiter.get("/sale-orders/" + order).at("/total")).isEqualTo("0");
    }

    // ORDER-9
    @Test
    void cancellingVoidsWhatWaitsOrCooks_andMarksWhatIsReady() {
        String order = waiter.open(PHO.x(1), BUN_CHA.x(1), BANH_MI.x(1));
        List<String> items = new ArrayList<>();
        send(order, "")
                .expect(201)
                .body()
                .at("/data")
                .forEach(ticket -> ticket.at("/items")
                        .forEach(item -> items.add(item.at("/id").asText())));
        step(cook, items.get(0), "COOKING").expect(200);
        step(cook, items.get(1), "READY").expect(200);

        assertThat(cashier.cancel(order, "left").expect(403).at("/permission"))
                .isEqualTo("KitchenTicketItem.voidStarted");
        assertThat(Stack.sql("select status from SaleOrder where id = " + order))
                .containsExactly("DRAFT");
        manager.cancel(order, "left").expect(200);

        assertThat(Stack.sql("select status, orderCancelledAt is not null from KitchenTicketItem where saleOrderId = "
                        + order + " order by id"))
                .containsExactly("VOIDED|f", "READY|t", "VOIDED|f");
        assertThat(events(order, 4))
                .containsExactly("1 PENDING>COOKING", "2 PENDING>READY", "3 COOKING>VOIDED", "4 PENDING>VOIDED");
        assertThat(Stack.sql("select sum(sentQuantity) from SaleOrderItem where saleOrderId = " + order))
                .containsExactly("1.0000");
    }

    // KITCHEN-12
    @Test
    void ticketItemsFollowTheirLinesThroughMergeSplitAndUndo() {
        String target = waiter.open(BUN_CHA.x(1));
        String source = waiter.open(PHO.x(3));
        String item = sendOne(source);
        String line = Stack.sql("select saleOrderItemId from KitchenTicketItem where id = " + item)
                .getFirst();
        waiter.merge(target, source).expect(200);
        assertThat(ownersOf(item)).isEqualTo(target + "|" + target);
        step(cook, item, "COOKING").expect(200);
        assertThat(events(target, 1)).containsExactly("1 PENDING>COOKING");

        String child = waiter.split(target, line, "1").expect(200).at("/orders/0/id");
        assertThat(Stack.sql("select saleOrderId, quantity, status from KitchenTicketItem where kitchenTicketId ="
                        + " (select kitchenTicketId from KitchenTicketItem where id = " + item + ") order by id"))
                .containsExactly(target + "|2.0000|COOKING", child + "|1.0000|COOKING");
        assertThat(Stack.sql("select sentQuantity from SaleOrderItem where saleOrderId in (" + target + "," + child
                        + ") and itemId = 71001 order by id"))
                .containsExactly("2.0000", "1.0000");
        waiter.post("/sale-orders/" + target + "/split/rollback", "").expect(200);
        waiter.post("/sale-orders/" + target + "/merge/rollback", "").expect(200);

        assertThat(ownersOf(item)).isEqualTo(source + "|" + source);
        assertThat(Stack.sql("select distinct saleOrderId, saleOrderItemId from KitchenTicketItem where kitchenTicketId"
                        + " = (select kitchenTicketId from KitchenTicketItem where id = " + item + ")"))
                .containsExactly(source + "|" + line);
        assertThat(Stack.sql("select quantity, sentQuantity from SaleOrderItem where id = " + line))
                .containsExactly("3.0000|3.0000");
    }

    private static String ownersOf(String item) {
        return Stack.sql("select i.saleOrderId, t.saleOrderId from KitchenTicketItem i join KitchenTicket t"
                        + " on t.id = i.kitchenTicketId where i.id = " + item)
                .getFirst();
    }

    @Test
    void ticketSharedByTwoOrdersFollowsTheItemsOfBoth() {
        for (int round = 0; round < 15; round++) {
            String order = waiter.open(PHO.x(1), BUN_CHA.x(1));
            JsonNode ticket = send(order, "").expect(201).body().at("/data/0");
            String here = ticket.at("/items/0/id").asText();
            String there = ticket.at("/items/1/id").asText();
            waiter.split(order, ticket.at("/items/1/saleOrderItemId").asText(), "1")
                    .expect(200);
            try (ExecutorService cooks = Executors.newVirtualThreadPerTaskExecutor()) {
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(
                                        () -> step(cook, here, "READY").expect(200), cooks),
                                CompletableFuture.runAsync(
                                        () -> step(cook, there, "READY").expect(200), cooks))
                        .join();
            }

            assertThat(cook.get("/kitchen-tickets/" + ticket.at("/id").asText()).at("/status"))
                    .isEqualTo("READY");
        }
    }

    // KITCHEN-17
    @Test
    void unsentItemsAreSentOnPayment_whenConfigured() {
        owner.put(
                        "/catalogue/variants",
                        json("{'variants':[{'id':'71953','name':'Juice','type':'CONSUMABLE','price':5}]}"))
                .expect(200);
        owner.put("/settings", json("{'kitchenAutoSend':true}")).expect(200);
        try {
            String order = cashier.open(BANH_MI.x(2), new Dish("71953").x(1), PHO.x(1));
            String pho = cashier.get("/sale-orders/" + order + "?include=items").at("/items/2/id");
            String voided = send(order, json("{'items':[{'itemId':'%s'}]}", pho))
                    .expect(201)
                    .at("/data/0/items/0/id");
            step(waiter, voided, "VOIDED", "changed their mind").expect(200);
            cashier.checkout(order).expect(200);
            String total = cashier.get("/sale-orders/" + order).at("/total");
            Webhooks.success(order).amount(total).send().expect(200);

            assertThat(Stack.sql("select i.name, i.quantity, t.createdBy from KitchenTicketItem i join"
                            + " KitchenTicket t on t.id = i.kitchenTicketId where i.status <> 'VOIDED' and i.saleOrderId = "
                            + order))
                    .containsExactly("Banh mi|2.0000|service:mq-pay");
        } finally {
            owner.put("/settings", json("{'kitchenAutoSend':false}")).expect(200);
        }
    }

    // KITCHEN-1
    @Test
    void aPaidOrderIsSentToo_aCancelledOneNever() {
        String paid = cashier.open(PHO.x(1));
        cashier.checkout(paid).expect(200);
        String total = cashier.get("/sale-orders/" + paid).at("/total");
        Webhooks.success(paid).amount(total).send().expect(200);
        send(paid, "").expect(201);
        String cancelled = cashier.open(PHO.x(1));
        cashier.cancel(cancelled, "left").expect(200);

        assertThat(send(cancelled, "").expect(409).at("/code")).isEqualTo("order-not-allowed");
        assertThat(send("5", "").expect(404).at("/code")).isEqualTo("order-not-found");
    }

    // KITCHEN-18
    @Test
    void kitchenChangesKeepTheOrdersRevision() {
        String order = waiter.open(PHO.x(1));
        String revision = waiter.get("/sale-orders/" + order).header("ETag");
        String item = sendOne(order);
        step(cook, item, "COOKING").expect(200);

        assertThat(waiter.get("/sale-orders/" + order).header("ETag")).isEqualTo(revision);
        waiter.with("If-Match", revision)
                .post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':'71002'}]}"))
                .expect(200);
    }
}
