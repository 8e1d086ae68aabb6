package nx.sale.journey;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nx.sale.dev.Restaurant;
import nx.sale.dev.SignalStandIn;
import nx.sale.kit.Api;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import nx.sale.kit.Watch;
import nx.sale.kit.Webhooks;
import org.junit.jupiter.api.Test;

/** What the platform's signal service gets from Redis of all that screens of this replica see: everything, in order. */
class SignalJourneyTest {
    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");
    private final Api cashier = Stack.as("cashier");
    private final Api manager = Stack.as("manager");
    private final SignalStandIn signal = Stack.get().sisters().signal();

    private static Watch watch(String... rooms) {
        Watch watch = Watch.connected(Stack.get().baseUrl());
        watch.say(json(
                "{'token':'%s','merchantId':'%s'}",
                Stack.get().sisters().identity().token("owner", Restaurant.MERCHANT), Restaurant.MERCHANT));
        watch.next("ready");
        watch.subscribe(rooms);
        watch.next("subscribed");
        return watch;
    }

    @Test
    void signalTakesEveryUpdateOfAJourney_roomByRoomInOrder() {
        long before = signal.taken();
        long droppedBefore = signal.dropped();
        Floor floor = Floor.drawn(manager, 2);
        String order = waiter.open(PHO.x(2));
        String station = Stack.sql("select id from KitchenStation where code = 'HOT' and merchantId = 70001")
                .getFirst();
        Map<String, List<SignalStandIn.Update>> seen = new TreeMap<>();
        try (Watch watch = watch(
                "merchant/" + Restaurant.MERCHANT,
                "sale-order/" + order,
                "kitchen-station/" + station,
                "device/" + Restaurant.DEVICE,
                "allocation/zone/" + floor.zone(),
                "allocation/unit/" + floor.unit(0),
                "allocation/unit/" + floor.unit(1))) {
            journey(floor, order);
            String last = waiter.open();
            watch.next(
                    message -> {
                        seen.computeIfAbsent(message.at("/room").asText(), room -> new ArrayList<>())
                                .add(new SignalStandIn.Update(
                                        message.at("/topic").asText(), message.at("/data")));
                        return message.at("/data/saleOrderId").asText().equals(last);
                    },
                    "the order that was opened last");
        }

        assertThat(seen).hasSize(7);
        int all = seen.values().stream().mapToInt(List::size).sum();
        assertThat(all).isGreaterThan(30);
        seen.forEach((room, updates) -> await().untilAsserted(
                        () -> assertThat(Collections.indexOfSubList(signal.updates(room), updates))
                                .as("all %d updates of %s, in order, with nothing between", updates.size(), room)
                                .isNotNegative()));
        assertThat(signal.taken() - before).isGreaterThanOrEqualTo(all);
        assertThat(signal.dropped()).as("nothing of ours is dropped").isEqualTo(droppedBefore);
        assertThat(Stack.as("operator").get("/metrics").text()).contains("sale_live_lost_total 0.0");
    }

    private void journey(Floor floor, String order) {
        String usage = floor.seat(waiter, 0, order).expect(201).at("/id");
        waiter.add(order, BUN_CHA.x(1)).expect(200);
        JsonNode tickets = waiter.post("/sale-orders/" + order + "/kitchen-tickets", "")
                .expect(201)
                .body()
                .at("/data");
        for (JsonNode ticket : tickets) {
            for (JsonNode item : ticket.at("/items")) {
                for (String status : List.of("COOKING", "READY", "SERVED")) {
                    cook.cook(item.at("/id").asText(), status).expect(200);
                }
            }
        }
        waiter.post("/allocation-usages/" + usage + "/transfer", json("{'unitId':'%s'}", floor.unit(1)))
                .expect(200);
        String total = cashier.checkout(order).expect(200).at("/total");
        Webhooks.success(order).attempt("a1-" + order).amount("1000").send().expect(200);
        Webhooks.success(order)
                .attempt("a2-" + order)
                .amount(new java.math.BigDecimal(total)
                        .subtract(new java.math.BigDecimal("1000"))
                        .toPlainString())
                .send()
                .expect(200);
    }

    @Test
    void aMessageWithOneFieldAlteredIsDroppedAndCounted_andAScreenOfSignalGetsTheRest() throws Exception {
        String room = "sale-order/altered-" + System.nanoTime();
        LinkedBlockingQueue<String> screen = new LinkedBlockingQueue<>();
        RedisClient redis = RedisClient.create(Stack.get().redisUrl());
        WebSocket socket = screen(screen, room);
        try (StatefulRedisConnection<String, String> connection = redis.connect()) {
            long dropped = signal.dropped();
            String right = json(
                    "{'serverId':'one','type':'room','target':'%s','event':'observation/sale/sale-order',"
                            + "'data':{'action':'A'}}",
                    room);
            for (String altered : List.of(
                    right.replace(json("'one'"), "1"),
                    right.replace(json("'event'"), json("'topic'")),
                    right.replace(json("'room'"), json("'Room'")),
                    right.replace(json("'target'"), json("'id'")),
                    right.substring(1))) {
                connection.sync().publish("ws:room:" + room, altered);
            }
            connection.sync().publish("ws:room:" + room, right);

            assertThat(screen.poll(60, TimeUnit.SECONDS)).contains(json("'action':'A'"));
            assertThat(signal.updates(room)).hasSize(1);
            assertThat(signal.dropped() - dropped).isEqualTo(5);
        } finally {
            socket.abort();
            redis.shutdown();
        }
    }

    /** A screen of the platform: signs in at signal and joins a room, in signal's own messages. */
    private static WebSocket screen(LinkedBlockingQueue<String> messages, String room) throws Exception {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(Stack.get().sisters().url().replaceFirst("^http", "ws") + "/signal/ws"),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                messages.add(text.toString());
                                from.request(1);
                                return null;
                            }
                        })
                .get(60, TimeUnit.SECONDS);
        String token = Stack.get().sisters().identity().token("waiter", Restaurant.MERCHANT);
        socket.sendText(json("{'event':'authenticate','data':{'token':'%s'}}", token), true)
                .join();
        assertThat(messages.poll(60, TimeUnit.SECONDS)).contains("connected");
        socket.sendText(json("{'event':'join','data':{'rooms':['%s','ws:internal']}}", room), true)
                .join();
        socket.sendText(json("{'event':'authenticate','data':{'token':'%s'}}", token), true)
                .join();
        assertThat(messages.poll(60, TimeUnit.SECONDS))
                .as("joined before this answer")
                .contains("connected");
        return socket;
    }
}
