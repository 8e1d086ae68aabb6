package nx.sale.journey;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the display of a station shows: a station that no other story cooks at. */
class KitchenDisplayJourneyTest {
    private static final Dish STEAK = new Dish("71971");

    private static String station = "";

    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    @BeforeAll
    static void theGrillOpens() {
        Api owner = Stack.as("owner");
        String code = "D" + System.nanoTime();
        station = owner.post("/kitchen-stations", json("{'code':'%s','name':'Grill'}", code))
                .expect(201)
                .at("/id");
        owner.put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'%s','name':'Steak','type':'CONSUMABLE','price':5,"
                                        + "'kitchenStationCode':'%s'}]}",
                                STEAK, code))
                .expect(200);
    }

    private void send(String order) {
        waiter.post("/sale-orders/" + order + "/kitchen-tickets", "").expect(201);
    }

    private JsonNode queued(String order) {
        for (JsonNode queued : cook.get("/kitchen-stations/" + station + "/queue?limit=200")
                .expect(200)
                .body()
                .at("/data")) {
            if (queued.at("/ticket/saleOrderId").asText().equals(order)) {
                return queued;
            }
        }
        throw new AssertionError("order " + order + " is not in the queue");
    }

    private List<String> tables(String order) {
        List<String> codes = new ArrayList<>();
        queued(order).at("/tables").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    private void pay(String order) {
        cashier.checkout(order).expect(200);
        Webhooks.success(order)
                .amount(cashier.get("/sale-orders/" + order).at("/total"))
                .send()
                .expect(200);
    }

    // KITCHEN-20
    @Test
    void aTicketNamesTheTablesOfItsGuests_afterTheyHavePaidToo() {
        Floor floor = Floor.drawn(manager, 3);
        String order = waiter.newOrder()
                .at(floor.unit(0), floor.unit(1))
                .items(STEAK.x(1))
                .create()
                .expect(201)
                .at("/id");
        send(order);
        assertThat(tables(order)).containsExactly("T1", "T2");
        List<String> usages =
                Stack.sql("select id from AllocationUsage where usageId = " + order + " order by unitCode");

        waiter.post("/allocation-usages/" + usages.getFirst() + "/complete", "").expect(200);
        assertThat(tables(order)).containsExactly("T2");
        waiter.post("/allocation-usages/" + usages.getLast() + "/transfer", json("{'unitId':'%s'}", floor.unit(2)))
                .expect(200);
        assertThat(tables(order)).containsExactly("T3");
        pay(order);

        assertThat(Stack.sql("select distinct status from AllocationUsage where usageId = " + order))
                .containsExactly("SUCCESS");
        assertThat(tables(order)).containsExactly("T3");
        assertThat(queued(order).at("/orderType").asText()).isEqualTo("DINE_IN");
    }

    // KITCHEN-20
    @Test
    void aTableThatWasTakenByMistakeIsNotNamed() {
        Floor floor = Floor.drawn(manager, 1);
        String order = waiter.open(STEAK.x(1));
        String usage = floor.seat(waiter, 0, order).expect(201).at("/id");
        send(order);

        waiter.post("/allocation-usages/" + usage + "/cancel", "").expect(200);

        assertThat(tables(order)).isEmpty();
    }

    // KITCHEN-20
    @Test
    void aTicketNamesTheTypeOfItsOrder() {
        String order = waiter.post(
                        "/sale-orders",
                        json(
                                "{'saleChannelId':'%s','orderType':'TAKEAWAY','items':[{'itemId':'%s'}]}",
                                Restaurant.CHANNEL, STEAK))
                .expect(201)
                .at("/id");
        send(order);

        assertThat(queued(order).at("/orderType").asText()).isEqualTo("TAKEAWAY");
        assertThat(tables(order)).isEmpty();
    }

    // KITCHEN-21
    @Test
    void aStationHasTargets() {
        Api owner = Stack.as("owner");
        String path = "/kitchen-stations/" + station;
        assertThat(cook.get(path).expect(200).body().at("/targets"))
                .hasToString(json("{'soonMinutes':10,'lateMinutes':15}"));

        assertThat(owner.patch(path, json("{'targets':{'soonMinutes':3,'lateMinutes':5}}"))
                        .expect(200)
                        .at("/targets/soonMinutes"))
                .isEqualTo("3");
        owner.patch(path, json("{'name':'Charcoal'}")).expect(200);

        assertThat(cook.get(path).at("/targets/lateMinutes")).isEqualTo("5");
        assertThat(owner.patch(path, json("{'targets':{'soonMinutes':6,'lateMinutes':5}}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("targets.soonMinutes");
        assertThat(owner.patch(path, json("{'targets':{'soonMinutes':0,'lateMinutes':5}}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("targets.soonMinutes");
        assertThat(owner.patch(path, json("{'targets':{'soonMinutes':3}}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("targets.lateMinutes");
        assertThat(Stack.sql("select details->>'soonMinutes', details->>'lateMinutes' from AuditEntry"
                        + " where action = 'STATION_DESCRIBED' and details->>'stationId' = '" + station
                        + "' order by id limit 1"))
                .containsExactly("3|5");
    }

    // KITCHEN-22
    @Test
    void aVoidedDishIsNotNew_untilItIsSentAgain() {
        String order = waiter.open(STEAK.x(1));
        send(order);
        cook.cook(queued(order).at("/ticket/items/0/id").asText(), "VOIDED").expect(200);
        assertThat(quantities(order)).isEqualTo("1 0 1");
        waiter.add(order, STEAK.x(1)).expect(200);
        assertThat(quantities(order)).isEqualTo("2 0 1");

        waiter.post(
                        "/sale-orders/" + order + "/kitchen-tickets",
                        json(
                                "{'items':[{'itemId':'%s','quantity':'1'}]}",
                                waiter.get("/sale-orders/" + order + "?include=items")
                                        .at("/items/0/id")))
                .expect(201);
        assertThat(quantities(order)).isEqualTo("2 1 1");
        send(order);

        assertThat(quantities(order)).isEqualTo("2 2 0");
    }

    /** Ordered, sent, and voided. */
    private String quantities(String order) {
        JsonNode item = waiter.get("/sale-orders/" + order + "?include=items")
                .expect(200)
                .body()
                .at("/items/0");
        return item.at("/quantity").asText() + " " + item.at("/sentQuantity").asText() + " "
                + item.at("/voidedQuantity").asText();
    }

    // KITCHEN-23
    @Test
    void aDisplayCatchesUpWithWhatChanged() {
        String served = waiter.open(STEAK.x(1));
        String cooking = waiter.open(STEAK.x(1));
        send(served);
        send(cooking);
        String since = queued(cooking).at("/ticket/modifiedAt").asText();
        cook.cook(queued(served).at("/ticket/items/0/id").asText(), "SERVED").expect(200);
        cook.cook(queued(cooking).at("/ticket/items/0/id").asText(), "COOKING").expect(200);

        JsonNode changes = cook.get("/kitchen-stations/" + station + "/queue?limit=200&changedSince=" + since)
                .expect(200)
                .body()
                .at("/data");

        List<String> seen = new ArrayList<>();
        changes.forEach(queued -> seen.add(queued.at("/ticket/saleOrderId").asText() + " "
                + queued.at("/ticket/status").asText() + " "
                + queued.at("/ticket/items").size()));
        assertThat(seen).containsExactly(served + " COMPLETED 0", cooking + " PROCESSING 1");
        assertThat(cook.get("/kitchen-stations/" + station + "/queue?changedSince=noon")
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("query.changedSince");
        assertThat(cook.get("/kitchen-tickets?limit=2&stationId=" + station + "&filter="
                                + java.net.URLEncoder.encode(
                                        json("{'order':['modifiedAt DESC']}"), java.nio.charset.StandardCharsets.UTF_8))
                        .expect(200)
                        .at("/data/0/saleOrderId"))
                .isEqualTo(cooking);
    }

    // ACCESS-20
    @Test
    void theHistoryNamesWhoCooked() {
        String order = waiter.open(STEAK.x(1));
        send(order);
        cook.cook(queued(order).at("/ticket/items/0/id").asText(), "COOKING").expect(200);

        List<String> who = new ArrayList<>();
        waiter.get("/sale-orders/" + order + "/history")
                .expect(200)
                .body()
                .at("/data")
                .forEach(entry -> who.add(entry.at("/action").asText() + " "
                        + entry.at("/actorName").asText()));

        assertThat(who).contains("SENT_TO_KITCHEN waiter", "KITCHEN_ITEM_COOKING kitchen");
        assertThat(manager.get("/operations/audit?limit=1&action=KITCHEN_ITEM_COOKING&saleOrderId=" + order)
                        .expect(200)
                        .at("/data/0/actorName"))
                .isEqualTo("kitchen");
    }
}
