package nx.sale.journey;

import static nx.sale.kit.Api.etag;
import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import nx.sale.dev.IdentityStandIn;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** What screens see while it happens (LIVE-2, LIVE-3). No Redis here: one replica needs none. */
class StreamJourneyTest {
    private static final String BASE = Stack.get().baseUrl();

    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");

    private static String token(String role) {
        return Stack.get().sisters().identity().token(role, Restaurant.MERCHANT);
    }

    private static Watch watch(String role, String... rooms) {
        return Watch.rooms(BASE, token(role), rooms);
    }

    // KITCHEN-19
    @Test
    void screenReceivesEventsOfItsRoomsOnly() {
        String order = waiter.open(PHO.x(1));
        String other = waiter.open();
        String station = Stack.sql("select id from KitchenStation where code = 'HOT' and merchantId = 70001")
                .getFirst();
        try (Watch table = watch("waiter", "sale-order/" + order);
                Watch kitchen = watch("kitchen", "kitchen-station/" + station)) {
            waiter.add(other, BUN_CHA.x(1)).expect(200);
            String revision = waiter.add(order, BUN_CHA.x(1)).expect(200).at("/order/revision");

            Watch.Received changed = table.event("ORDER_ITEMS_CHANGED");
            assertThat(changed.at("/topic")).isEqualTo("observation/sale/sale-order");
            assertThat(changed.at("/room")).isEqualTo("sale-order/" + order);
            assertThat(changed.at("/data/saleOrderId")).isEqualTo(order);
            assertThat(changed.at("/data/revision")).isEqualTo(revision);
            String item = waiter.post("/sale-orders/" + order + "/kitchen-tickets", "")
                    .expect(201)
                    .at("/data/0/items/0/id");
            assertThat(table.event("TICKET_SENT").at("/data/saleOrderId")).isEqualTo(order);
            Watch.Received sent = kitchen.next(
                    message -> message.at("/data/saleOrderId").asText().equals(order), "ticket of the order");
            assertThat(sent.at("/data/action")).isEqualTo("TICKET_SENT");
            cook.cook(item, "COOKING").expect(200);
            Watch.Received cooking = table.event("ITEM_STATUS_CHANGED");
            assertThat(cooking.at("/data/fromStatus") + cooking.at("/data/toStatus"))
                    .isEqualTo("PENDINGCOOKING");
            cashier.checkout(order).expect(200);
            String total = cashier.get("/sale-orders/" + order).at("/total");
            Webhooks.success(order).amount(total).send().expect(200);
            assertThat(table.event("ORDER_PAYMENT_UPDATED").at("/data/paid")).isEqualTo(total);
            assertThat(table.event("ORDER_COMPLETED").at("/data/status")).isEqualTo("COMPLETED");

            assertThat(table.rest())
                    .as("nothing of the other table")
                    .noneMatch(received -> received.at("/data/saleOrderId").equals(other));
        }
    }

    @Test
    void usageChangesReachEveryConcernedRoom() {
        Floor floor = Floor.drawn(manager, 2);
        String order = waiter.open();
        try (Watch zone = watch("host", "allocation/zone/" + floor.zone());
                Watch unit = watch("host", "allocation/unit/" + floor.unit(0));
                Watch merchant = watch("host", "merchant/" + Restaurant.MERCHANT)) {
            String usage = floor.seat(waiter, 0, order).expect(201).at("/id");
            assertThat(zone.event("USAGE_CREATED").at("/data/unitCode")).isEqualTo("T1");
            assertThat(unit.event("USAGE_CREATED").at("/data/usageId")).isEqualTo(order);
            waiter.post("/allocation-usages/" + usage + "/transfer", json("{'unitId':'%s'}", floor.unit(1)))
                    .expect(200);
            assertThat(unit.event("USAGE_MOVED").at("/data/unitId"))
                    .as("who left is told where to")
                    .isEqualTo(floor.unit(1));
            cashier.cancel(order, "left").expect(200);
            assertThat(zone.event("USAGE_CANCELLED").at("/data/allocationUsageId"))
                    .isEqualTo(usage);
            String reservation = manager.post(
                            "/reservations",
                            json("{'guestName':'Lan','partySize':2,'reservedFrom':'2031-07-01T10:00:00Z'}"))
                    .expect(201)
                    .at("/id");
            Watch.Received created = merchant.next(
                    message -> message.at("/data/reservationId").asText().equals(reservation), "reservation");
            assertThat(created.at("/topic")).isEqualTo("observation/reservation/reservation");
            assertThat(created.message().toString()).doesNotContain("Lan");
        }
    }

    @Test
    void unsubscribedRoomReceivesNothing() {
        String order = waiter.open();
        String mark = waiter.open();
        try (Watch watch = watch("waiter", "sale-order/" + order, "sale-order/" + mark)) {
            watch.say(json("{'unsubscribe':['sale-order/%s']}", order));
            assertThat(watch.next("unsubscribed").at("/rooms/0")).isEqualTo("sale-order/" + order);
            waiter.add(order, PHO.x(1)).expect(200);
            waiter.add(mark, PHO.x(1)).expect(200);

            assertThat(watch.event("ORDER_ITEMS_CHANGED").at("/data/saleOrderId"))
                    .isEqualTo(mark);
        }
    }

    // LIVE-3
    @Test
    void screenSubscribesToRoomsOfItsMerchantOnly() {
        String order = waiter.open();
        Floor floor = Floor.drawn(manager, 1);
        String stranger = Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT);
        try (Watch watch = Watch.rooms(BASE, stranger, "merchant/" + Restaurant.OTHER_MERCHANT);
                Watch cookOnly = watch("kitchen", "merchant/" + Restaurant.MERCHANT)) {
            for (String room : List.of(
                    "merchant/" + Restaurant.MERCHANT,
                    "sale-order/" + order,
                    "allocation/zone/" + floor.zone(),
                    "allocation/unit/" + floor.unit(0),
                    "sale-order/1",
                    "cellar/1",
                    "sale-order/abc",
                    "device/till-1")) {
                watch.subscribe(room);
                assertThat(watch.next("refused").at("/room")).isEqualTo(room);
            }
            cookOnly.subscribe("allocation/zone/" + floor.zone());
            assertThat(cookOnly.next("refused").at("/reason")).isEqualTo("there is no such room");
            waiter.add(order, PHO.x(1)).expect(200);
            watch.say(json("{'subscribe':['merchant/%s']}", Restaurant.OTHER_MERCHANT));
            watch.next(
                    message -> message.at("/rooms/0").asText().equals("merchant/" + Restaurant.OTHER_MERCHANT),
                    "its own room");
            assertThat(watch.rest()).isEmpty();
        }
    }

    @Test
    void deviceRoomBelongsToItsMerchant() {
        String device = "till-" + System.nanoTime();
        String stranger = Stack.get().sisters().identity().token("owner", Restaurant.OTHER_MERCHANT);
        try (Watch own = Watch.connected(BASE);
                Watch foreign = Watch.connected(BASE)) {
            own.say(json("{'token':'%s','merchantId':'%s'}", token("waiter"), Restaurant.MERCHANT));
            foreign.say(json("{'token':'%s','merchantId':'%s'}", stranger, Restaurant.OTHER_MERCHANT));
            own.subscribe("device/" + device);
            foreign.subscribe("device/" + device);
            own.next("subscribed");
            foreign.next("subscribed");
            String order = waiter.with("x-device-info", device).open();

            assertThat(own.event("ORDER_OPENED").at("/data/saleOrderId")).isEqualTo(order);
            foreign.say(json("{'unsubscribe':[]}"));
            foreign.next("unsubscribed");
            assertThat(foreign.rest()).isEmpty();
        }
    }

    @Test
    void connectionWithoutSignInIsClosed() {
        try (Watch silent = Watch.connected(BASE);
                Watch forged = Watch.connected(BASE);
                Watch hasty = Watch.connected(BASE)) {
            forged.say(json("{'token':'abc.def.ghi'}"));
            hasty.subscribe("merchant/" + Restaurant.MERCHANT);

            assertThat(forged.closedWith()).isEqualTo(4401);
            assertThat(hasty.closedWith()).isEqualTo(4401);
            assertThat(silent.closedWith()).isEqualTo(4401);
        }
    }

    // LIVE-2
    @Test
    void theStreamEndsWithTheToken_andAFreshOneProlongsIt() throws Exception {
        String user = "9" + Restaurant.MERCHANT + "777";
        ECKey key = Stack.get().sisters().identity().key();
        Supplier<String> ending = () -> IdentityStandIn.signed(
                key,
                IdentityStandIn.claims("super-admin", user)
                        .expirationTime(Date.from(Instant.now().minusSeconds(27)))
                        .build());
        try (Watch ends = Watch.rooms(BASE, ending.get(), "merchant/" + Restaurant.MERCHANT);
                Watch prolonged = Watch.rooms(BASE, ending.get(), "merchant/" + Restaurant.MERCHANT)) {
            String longer = IdentityStandIn.signed(
                    key,
                    IdentityStandIn.claims("super-admin", user)
                            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                            .build());
            prolonged.say(json("{'token':'%s'}", longer));
            prolonged.next("ready");

            assertThat(ends.closedWith()).isEqualTo(4401);
            assertThat(prolonged.open()).isTrue();
            prolonged.say(json("{'token':'%s'}", token("waiter")));
            assertThat(prolonged.closedWith()).as("somebody else's token").isEqualTo(4401);
        }
    }

    @Test
    void reconnectedScreenResumesMissedUpdates() {
        String order = waiter.open();
        String resume;
        try (Watch before = watch("waiter", "sale-order/" + order)) {
            waiter.add(order, PHO.x(1)).expect(200);
            resume = before.event("ORDER_ITEMS_CHANGED").at("/resume");
        }
        waiter.add(order, BUN_CHA.x(1)).expect(200);
        waiter.add(order, BANH_MI.x(1)).expect(200);

        try (Watch back = Watch.connected(BASE);
                Watch stranger = Watch.connected(BASE)) {
            back.say(json("{'token':'%s','resume':'%s'}", token("waiter"), resume));
            assertThat(back.next("ready").message().at("/complete").asBoolean()).isTrue();
            back.subscribe("sale-order/" + order);
            String second = back.event("ORDER_ITEMS_CHANGED").at("/data/revision");
            String third = back.event("ORDER_ITEMS_CHANGED").at("/data/revision");
            assertThat(Long.parseLong(third)).isEqualTo(Long.parseLong(second) + 1);
            assertThat(waiter.get("/sale-orders/" + order).header("ETag")).isEqualTo(etag(third));
            stranger.say(json("{'token':'%s','resume':'elsewhere-5'}", token("waiter")));
            assertThat(stranger.next("ready").message().at("/complete").asBoolean())
                    .as("read again")
                    .isFalse();
        }
    }

    @Test
    void unreadableMessageIsAnsweredByAnError_andTheStreamContinues() {
        try (Watch watch = watch("waiter", "merchant/" + Restaurant.MERCHANT)) {
            for (String bad : List.of("{", "[]", json("{'subscribe':'all'}"), json("{'hello':1}"))) {
                watch.say(bad);
                watch.next("refused");
            }
            assertThat(watch.open()).isTrue();
        }
    }

    // LIVE-1
    @Test
    void rolledBackChangeIsNeverEmitted() {
        String order = waiter.open(PHO.x(1));
        try (Watch watch = watch("waiter", "sale-order/" + order)) {
            cashier.checkout(waiter.open()).expect(409);
            waiter.patch("/sale-orders/" + order + "/items/1", json("{'quantity':'2'}"))
                    .expect(404);
            waiter.ifMatch("99")
                    .post("/sale-orders/" + order + "/items", json("{'items':[{'itemId':'71001'}]}"))
                    .expect(412);
            waiter.add(order, BUN_CHA.x(1)).expect(200);

            assertThat(watch.next("event").at("/data/action")).isEqualTo("ORDER_ITEMS_CHANGED");
            assertThat(watch.rest()).isEmpty();
        }
    }
}
