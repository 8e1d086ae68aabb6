package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Signal: takes live updates from Redis as the platform's WebSocket server would ({@link SignalWire}), drops and counts the rest, and
 * serves them to screens.
 *
 * <pre>
 *   GET /signal/updates?room=merchant/70001  -&gt; {taken, dropped, rooms: {room: count}, updates: [{event, data}]}
 *   WS  /signal/ws  {"event":"authenticate","data":{"token":"..."}}  -&gt; {"event":"connected"}
 *                   {"event":"join","data":{"rooms":["merchant/70001"]}}, leave, heartbeat
 * </pre>
 *
 * It lets every screen with a token into every room: who may see what is the real service's matter.
 */
public final class SignalStandIn implements AutoCloseable {
    private static final int KEPT_PER_ROOM = 5_000;
    private static final int LONGEST_ROOM = 256;
    private static final int REFUSED = 4003;
    private static final int NOT_READABLE = 4400;

    /** What a screen of a room gets. */
    public record Update(String event, JsonNode data) {}

    private static final class Client {
        private final WsContext context;
        private final Set<String> rooms = new HashSet<>();
        private String user = "";

        Client(WsContext context) {
            this.context = context;
        }

        void send(String event, Object data) {
            context.send(Sisters.text(Map.of("event", event, "data", data)));
        }
    }

    private final String serverId = UUID.randomUUID().toString();
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, Deque<Update>> rooms = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private Optional<RedisClient> redis = Optional.empty();
    private long taken;
    private long dropped;

    void register(RoutesConfig routes) {
        routes.get("/signal/updates", this::show);
        routes.ws("/signal/ws", socket -> {
            socket.onConnect(this::connected);
            socket.onMessage(context -> received(context, context.message()));
            socket.onClose(context -> disconnected(context.sessionId()));
            socket.onError(context -> disconnected(context.sessionId()));
        });
    }

    /** Subscribes at a Redis, with the channel prefix that the service publishes under. */
    public void subscribe(String redisUrl, String prefix) {
        SignalWire wire = new SignalWire(prefix, serverId);
        RedisClient client = RedisClient.create(redisUrl);
        redis = Optional.of(client);
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String text) {
                receivedFromRedis(wire, channel, text);
            }

            @Override
            public void message(String pattern, String channel, String text) {
                receivedFromRedis(wire, channel, text);
            }
        });
        connection.sync().subscribe(wire.broadcast());
        connection.sync().psubscribe(wire.patterns());
    }

    private synchronized void receivedFromRedis(SignalWire wire, String channel, String text) {
        Optional<SignalWire.Taken> message = wire.take(channel, text);
        if (message.isEmpty()) {
            dropped++;
            return;
        }
        taken++;
        deliver(message.get());
    }

    private void deliver(SignalWire.Taken message) {
        if (message.type().equals("room")) {
            counts.merge(message.target(), 1, Integer::sum);
            Deque<Update> kept = rooms.computeIfAbsent(message.target(), room -> new ArrayDeque<>());
            kept.addLast(new Update(message.event(), message.data()));
            if (kept.size() > KEPT_PER_ROOM) {
                kept.removeFirst();
            }
        }
        clients.forEach((id, client) -> {
            boolean meant = switch (message.type()) {
                case "room" -> client.rooms.contains(message.target());
                case "client" -> id.equals(message.target());
                case "user" -> client.user.equals(message.target());
                default -> !client.user.isEmpty();
            };
            if (meant && !message.exclude().contains(id)) {
                client.send(message.event(), message.data());
            }
        });
    }

    private synchronized void connected(WsContext context) {
        clients.put(context.sessionId(), new Client(context));
    }

    private synchronized void disconnected(String id) {
        clients.remove(id);
    }

    private synchronized void received(WsContext context, String text) {
        Client client = clients.get(context.sessionId());
        try {
            JsonNode message = Sisters.JSON.readTree(text);
            JsonNode data = message.path("data");
            switch (message.path("event").asText()) {
                case "authenticate" -> authenticate(client, data.path("token").asText(""));
                case "join" -> data.path("rooms").forEach(room -> join(client, room.asText()));
                case "leave" -> data.path("rooms").forEach(room -> client.rooms.remove(room.asText()));
                default -> {}
            }
        } catch (JsonProcessingException e) {
            context.closeSession(NOT_READABLE, "Invalid message format");
        }
    }

    private void authenticate(Client client, String token) {
        Optional<String> user = IdentityStandIn.userOf(token);
        if (user.isEmpty()) {
            client.context.closeSession(REFUSED, "Authentication failed");
            return;
        }
        client.user = user.get();
        client.send(
                "connected",
                Map.of(
                        "id", client.context.sessionId(),
                        "userId", client.user,
                        "time", Instant.now().toString()));
    }

    private static void join(Client client, String room) {
        if (!client.user.isEmpty() && !room.isEmpty() && room.length() <= LONGEST_ROOM && !room.startsWith("ws:")) {
            client.rooms.add(room);
        }
    }

    private synchronized void show(Context context) {
        String room = context.queryParam("room");
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("taken", taken);
        shown.put("dropped", dropped);
        shown.put("rooms", counts);
        shown.put("updates", room == null ? List.of() : updates(room));
        context.contentType("application/json").result(Sisters.text(shown));
    }

    /** What a room got, in order. */
    public synchronized List<Update> updates(String room) {
        return new ArrayList<>(rooms.getOrDefault(room, new ArrayDeque<>()));
    }

    /** How many messages the server took. */
    public synchronized long taken() {
        return taken;
    }

    /** How many messages on its channels it did not take. */
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        redis.ifPresent(RedisClient::shutdown);
    }
}
