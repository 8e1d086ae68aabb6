package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** Tables from the plan to the party that stays too long. */
class FloorJourneyTest {
    private final Api host = Stack.as("host");
    private final Api waiter = Stack.as("waiter");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    private static String status(String usage) {
        return Stack.sql("select status from AllocationUsage where id = " + usage)
                .getFirst();
    }

    private static List<String> usagesOf(String order) {
        return Stack.sql("select unitCode || ' ' || status from AllocationUsage where usageId = " + order
                + " and usageType = 'SALE_ORDER' order by unitCode");
    }

    // FLOOR-1
    @Test
    void aLayoutIsReadAndWrittenAsOne() {
        String plan = """
                {"name":"Garden","zones":[{"name":"Lawn","zones":[{"name":"Pond","units":[{"code":"P1","capacity":2}]}],
                 "units":[{"code":"L1","capacity":4,"position":{"x":5,"y":6,"width":7,"height":8,"rotation":90}},
                          {"code":"L2","capacity":8,"shareable":true,"kind":"SEAT"}]}]}
                """;
        Api.Reply drawn = manager.post("/allocation-layouts", plan).expect(201);
        String layout = drawn.at("/id");
        JsonNode read = manager.get("/allocation-layouts/" + layout).expect(200).body();
        assertThat(read).isEqualTo(drawn.body());
        assertThat(drawn.header("Location")).endsWith("/allocation-layouts/" + layout);
        assertThat(read.at("/zones/0/units/0/position/rotation").asInt()).isEqualTo(90);
        assertThat(read.at("/zones/0/zones/0/units/0/code").asText()).isEqualTo("P1");
        String keptZone = read.at("/zones/0/id").asText();
        String keptUnit = read.at("/zones/0/units/0/id").asText();

        String redrawn = json(
                "{'zones':[{'id':'%s','name':'Meadow','units':[{'id':'%s','code':'M1','capacity':6},{'code':'M2',"
                        + "'capacity':2}]}]}",
                keptZone, keptUnit);
        JsonNode after = manager.with("If-Match", drawn.header("ETag"))
                .patch("/allocation-layouts/" + layout, redrawn)
                .expect(200)
                .body();
        assertThat(after.at("/zones/0/units/0/id").asText()).isEqualTo(keptUnit);
        assertThat(after.at("/zones/0/zones")).isEmpty();
        assertThat(Stack.sql("select code from AllocationUnit where layoutId = " + layout
                        + " and deletedAt is null order by code"))
                .containsExactly("M1", "M2");
        assertThat(manager.with("If-Match", drawn.header("ETag"))
                        .patch("/allocation-layouts/" + layout, redrawn)
                        .expect(412)
                        .at("/code"))
                .isEqualTo("revision-mismatch");
    }

    // FLOOR-1
    @Test
    void aBadLayoutIsRefusedByFieldAndRule() {
        assertThat(manager.post(
                                "/allocation-layouts",
                                json("{'name':'X','zones':[{'name':'A','zones':[{'name':'B','zones':[]}]}]}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("zones[0].zones[0].zones");
        assertThat(manager.post(
                                "/allocation-layouts",
                                json("{'name':'X','zones':[{'name':'A','units':[{'code':'T1','capacity':0}]}]}"))
                        .expect(422)
                        .at("/errors/0/path"))
                .isEqualTo("zones[0].units[0].capacity");
        assertThat(manager.post(
                                "/allocation-layouts",
                                json("{'name':'X','zones':[{'name':'A','units':[{'code':'T1','capacity':1},"
                                        + "{'code':'t1','capacity':1}]}]}"))
                        .expect(422)
                        .at("/unitCode"))
                .isEqualTo("t1");
        Floor floor = Floor.drawn(manager, 1);
        assertThat(manager.patch(
                                "/allocation-layouts/" + floor.layout(),
                                json("{'zones':[{'id':'5','name':'Not here'}]}"))
                        .expect(422)
                        .at("/code"))
                .isEqualTo("zone-not-found");
    }

    // FLOOR-2
    @Test
    void aTakenUnitStaysInItsLayout() {
        Floor floor = Floor.drawn(manager, 2);
        floor.seat(waiter, 0, waiter.open()).expect(201);

        assertThat(manager.patch("/allocation-layouts/" + floor.layout(), json("{'zones':[]}"))
                        .expect(409)
                        .at("/unitCode"))
                .isEqualTo("T1");
        assertThat(manager.patch(
                                "/allocation-layouts/" + floor.layout(),
                                json(
                                        "{'zones':[{'id':'%s','name':'Room','units':[{'id':'%s','code':'T1','capacity':4,"
                                                + "'shareable':true}]}]}",
                                        floor.zone(), floor.unit(0)))
                        .expect(409)
                        .at("/code"))
                .isEqualTo("unit-in-use");
        assertThat(manager.delete("/allocation-layouts/" + floor.layout())
                        .expect(409)
                        .at("/code"))
                .isEqualTo("unit-in-use");
    }

    // FLOOR-10
    @Test
    void aPartySitsDownWithItsOrder_andThePaymentFreesTheTable() {
        Floor floor = Floor.drawn(manager, 2);
        String order = cashier.newOrder()
                .at(floor.unit(1), floor.unit(0))
                .guests(3)
                .items(PHO.x(1))
                .create()
                .expect(201)
                .at("/id");
        JsonNode table = floor.now(host, 0);
        assertThat(table.at("/state").asText()).isEqualTo("OCCUPIED");
        assertThat(table.at("/usages/0/order/id").asText()).isEqualTo(order);
        assertThat(table.at("/usages/0/order/total").asText()).isEqualTo("65000");
        assertThat(table.at("/usages/0/order/guestCount").asInt()).isEqualTo(3);
        assertThat(usagesOf(order)).containsExactly("T1 ACTIVE", "T2 ACTIVE");

        cashier.checkout(order).expect(200);
        String total = cashier.get("/sale-orders/" + order).at("/total");
        Webhooks.success(order).amount(total).send().expect(200);

        assertThat(usagesOf(order)).containsExactly("T1 SUCCESS", "T2 SUCCESS");
        assertThat(floor.now(host, 0).at("/state").asText()).isEqualTo("FREE");
        assertThat(Stack.sql("select count(*) from AllocationUsage where usageId = " + order
                        + " and completedAt is not null"))
                .containsExactly("2");
    }

    // FLOOR-5
    @Test
    void takenTableIsRejected_withItsHolderAndNextFreeTime() {
        Floor floor = Floor.drawn(manager, 1);
        String early = waiter.open();
        String late = waiter.open();
        floor.seat(waiter, 0, early, "2031-03-01T10:00:00Z", "2031-03-01T11:00:00Z")
                .expect(201);
        String reservation = host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-03-01T11:30:00Z',"
                                        + "'reservedTo':'2031-03-01T13:00:00Z','unitIds':['%s']}",
                                floor.unit(0)))
                .expect(201)
                .at("/id");

        Api.Reply refused = host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Minh','partySize':2,'reservedFrom':'2031-03-01T10:30:00Z',"
                                        + "'reservedTo':'2031-03-01T11:30:00Z','unitIds':['%s']}",
                                floor.unit(0)))
                .expect(409);

        assertThat(refused.at("/usageId")).isEqualTo(early);
        assertThat(refused.at("/takenUntil")).isEqualTo("2031-03-01T11:00:00Z");
        assertThat(refused.at("/nextFreeAt")).isEqualTo("2031-03-01T13:00:00Z");
        assertThat(floor.seat(waiter, 0, late, "2031-03-01T12:00:00Z", "2031-03-01T12:30:00Z")
                        .expect(409)
                        .at("/usageId"))
                .as("one party sits there already")
                .isEqualTo(early);
        assertThat(reservation).isNotEqualTo(early);
        assertThat(floor.seat(waiter, 0, late, "2031-03-01T12:00:00Z", "2031-03-01T11:30:00Z")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("window-empty");
    }

    @Test
    void severalPartiesShareTheBar() {
        Api.Reply drawn = manager.post(
                        "/allocation-layouts",
                        json("{'name':'Bar','zones':[{'name':'Bar','units':[{'code':'B1','capacity':8,"
                                + "'shareable':true}]}]}"))
                .expect(201);
        String unit = drawn.at("/zones/0/units/0/id");
        Floor bar = new Floor(drawn.at("/id"), drawn.at("/zones/0/id"), List.of(unit));

        bar.seat(waiter, 0, waiter.open()).expect(201);
        bar.seat(waiter, 0, waiter.open()).expect(201);

        assertThat(bar.now(host, 0).at("/usages")).hasSize(2);
    }

    // FLOOR-13
    @Test
    void freeTablesComeAsPeopleCount() {
        String zone = manager.post(
                        "/allocation-layouts",
                        json("{'name':'Hall','zones':[{'name':'Hall','units':[{'code':'T10','capacity':4},"
                                + "{'code':'T2','capacity':4},{'code':'T1','capacity':4},"
                                + "{'code':'T9','capacity':2}]}]}"))
                .expect(201)
                .at("/zones/0/id");

        assertThat(free("?zoneId=" + zone)).containsExactly("T9", "T1", "T2", "T10");
    }

    // FLOOR-13
    @Test
    void freeTablesAreFoundForATimeAndAParty() {
        Floor floor = Floor.drawn(manager, 3);
        String zone = "&zoneId=" + floor.zone();
        floor.seat(waiter, 1, waiter.open(), "2031-04-01T10:00:00Z", "2031-04-01T12:00:00Z")
                .expect(201);

        assertThat(free("?from=2031-04-01T11:00:00Z&to=2031-04-01T13:00:00Z&partySize=3" + zone))
                .containsExactly("T1", "T3");
        assertThat(free("?from=2031-04-01T12:00:00Z&to=2031-04-01T13:00:00Z" + zone))
                .containsExactly("T1", "T2", "T3");
        assertThat(free("?partySize=5" + zone)).isEmpty();
        assertThat(host.get("/allocation-units/free?from=tomorrow").expect(422).at("/errors/0/path"))
                .isEqualTo("query.from");
        assertThat(host.get("/allocation-units/free?from=2031-04-01T12:00:00Z&to=2031-04-01T11:00:00Z")
                        .expect(422)
                        .at("/code"))
                .isEqualTo("window-empty");
    }

    // FLOOR-13
    @Test
    void theTablesOfAReservationThatChangesCountAsFreeForIt() {
        Floor floor = Floor.drawn(manager, 2);
        String reservation = host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-04-02T10:00:00Z','unitIds':['%s']}",
                                floor.units().getFirst()))
                .expect(201)
                .at("/id");
        String query = "?from=2031-04-02T10:30:00Z&to=2031-04-02T12:00:00Z&zoneId=" + floor.zone();

        assertThat(free(query)).containsExactly("T2");
        assertThat(free(query + "&reservationId=" + reservation)).containsExactly("T1", "T2");
        floor.seat(waiter, 1, waiter.open(), "2031-04-02T10:00:00Z", "2031-04-02T12:00:00Z")
                .expect(201);
        assertThat(free(query + "&reservationId=" + reservation))
                .as("nobody else's")
                .containsExactly("T1");
    }

    private List<String> free(String query) {
        List<String> codes = new ArrayList<>();
        host.get("/allocation-units/free" + query)
                .expect(200)
                .body()
                .at("/data")
                .forEach(unit -> codes.add(unit.at("/code").asText()));
        return codes;
    }

    // FLOOR-8, FLOOR-11
    @Test
    void aPartyMoves_isExtended_andLeaves() {
        Floor floor = Floor.drawn(manager, 3);
        String order = waiter.open();
        Api.Reply seated = floor.seat(waiter, 0, order).expect(201);
        String usage = seated.at("/id");
        assertThat(Duration.between(Instant.parse(seated.at("/startsAt")), Instant.parse(seated.at("/endsAt"))))
                .isEqualTo(Duration.ofMinutes(90));
        String other = floor.seat(waiter, 2, waiter.open()).expect(201).at("/id");
        String transfer = "/allocation-usages/" + usage + "/transfer";

        JsonNode moved = waiter.post(transfer, json("{'unitId':'%s'}", floor.unit(1)))
                .expect(200)
                .body();
        assertThat(moved.at("/unitCode").asText()).isEqualTo("T2");
        assertThat(moved.at("/transfers/0/fromUnitId").asText()).isEqualTo(floor.unit(0));
        assertThat(waiter.post(transfer, json("{'unitId':'%s'}", floor.unit(2)))
                        .expect(409)
                        .at("/unitCode"))
                .isEqualTo("T3");
        assertThat(waiter.post(transfer, json("{'unitId':'5'}")).expect(422).at("/code"))
                .isEqualTo("unit-not-found");
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'%s','unitIds':['%s']}",
                                tomorrow, floor.unit(1)))
                .expect(201);
        assertThat(waiter.patch("/allocation-usages/" + usage, json("{'endsAt':'%s'}", tomorrow.plusSeconds(1_800)))
                        .expect(409)
                        .at("/usageType"))
                .isEqualTo("RESERVATION");
        waiter.patch("/allocation-usages/" + usage, json("{'endsAt':'%s','assigneeId':'12'}", tomorrow))
                .expect(200);
        assertThat(waiter.post("/allocation-usages/batch/complete", json("{'usageIds':['%s','%s','5']}", usage, other))
                        .expect(404)
                        .at("/allocationUsageId"))
                .isEqualTo("5");
        assertThat(status(usage)).isEqualTo("ACTIVE");
        assertThat(manager.delete("/allocation-usages/" + usage).expect(409).at("/code"))
                .isEqualTo("usage-active");
        waiter.post("/allocation-usages/batch/complete", json("{'usageIds':['%s','%s']}", usage, other))
                .expect(200);

        assertThat(waiter.post("/allocation-usages/" + usage + "/cancel", "")
                        .expect(409)
                        .at("/usageStatus"))
                .isEqualTo("SUCCESS");
        assertThat(history(order)).contains("SEATED", "TABLE_CHANGED", "TABLE_SUCCESS");
    }

    private List<String> history(String order) {
        List<String> actions = new ArrayList<>();
        waiter.get("/sale-orders/" + order + "/history")
                .body()
                .at("/data")
                .forEach(entry -> actions.add(entry.at("/action").asText()));
        return actions;
    }

    // FLOOR-9
    @Test
    void seatedPartyKeepsTheTable_untilTheNextReservation() {
        Floor floor = Floor.drawn(manager, 2);
        String usage = floor.seat(waiter, 0, waiter.open()).expect(201).at("/id");
        Stack.sql(
                "update AllocationUsage set startsAt = now() - interval '2 hours', endsAt = now() - interval '1 minute'"
                        + " where id = " + usage);
        await().until(() -> Stack.sql(
                        "select endsAt > now() + interval '10 minutes' from AllocationUsage where id = " + usage)
                .equals(List.of("t")));
        assertThat(floor.now(host, 0).at("/state").asText()).isEqualTo("OCCUPIED");

        String overstaying = floor.seat(waiter, 1, waiter.open()).expect(201).at("/id");
        String next = host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Lan','partySize':2,'reservedFrom':'2031-01-01T10:00:00Z','unitIds':['%s']}",
                                floor.unit(1)))
                .expect(201)
                .at("/usages/0/id");
        Stack.sql("update AllocationUsage u set startsAt = now() + n.start, endsAt = now() + n.finish from (values ("
                + overstaying + ", interval '-2 hours', interval '-2 seconds'), (" + next
                + ", interval '-1 second', interval '1 hour')) as n (id, start, finish) where u.id = n.id");

        await().until(() -> floor.now(host, 1).at("/state").asText().equals("OVERSTAYED"));
        assertThat(free("?zoneId=" + floor.zone())).isEmpty();
    }

    @Test
    void anotherMerchantSeesNothingOfIt() {
        Floor floor = Floor.drawn(manager, 1);
        String usage = floor.seat(waiter, 0, waiter.open()).expect(201).at("/id");
        Api stranger = Api.at(
                Stack.get().baseUrl(),
                Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT),
                Restaurant.OTHER_MERCHANT);
        String theirs = stranger.post("/sale-orders", json("{'saleChannelId':'%s'}", Restaurant.OTHER_CHANNEL))
                .expect(201)
                .at("/id");

        stranger.get("/allocation-layouts/" + floor.layout()).expect(404);
        stranger.get("/allocation-layouts/" + floor.layout() + "/floor").expect(404);
        stranger.get("/allocation-usages/" + usage).expect(404);
        stranger.post("/allocation-usages/" + usage + "/complete", "").expect(404);
        assertThat(floor.seat(stranger, 0, theirs).expect(422).at("/code")).isEqualTo("unit-not-found");
        assertThat(stranger.get("/allocation-usages").expect(200).body().at("/data"))
                .isEmpty();
    }
}
