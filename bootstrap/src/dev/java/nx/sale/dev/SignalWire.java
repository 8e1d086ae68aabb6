package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages the platform's WebSocket server takes from Redis, and where they go. Its conditions, with their public source, stand
 * in {@code platform/signal-redis.json} of the tests.
 *
 * @param prefix before every channel: {@code ws:}
 * @param serverId the server's own name, whose messages it does not take
 */
record SignalWire(String prefix, String serverId) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * A message that is delivered.
     *
     * @param type {@code room}, {@code client}, {@code user} or {@code broadcast}
     * @param target the room, client or user; empty for all
     * @param exclude clients that do not get it
     */
    record Taken(String type, String target, String event, JsonNode data, Set<String> exclude) {}

    String[] patterns() {
        return new String[] {prefix + "room:*", prefix + "client:*", prefix + "user:*"};
    }

    String broadcast() {
        return prefix + "broadcast";
    }

    private boolean subscribed(String channel) {
        return channel.equals(broadcast())
                || channel.startsWith(prefix + "room:")
                || channel.startsWith(prefix + "client:")
                || channel.startsWith(prefix + "user:");
    }

    Optional<Taken> take(String channel, String text) {
        if (!subscribed(channel)) {
            return Optional.empty();
        }
        try {
            return taken(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private Optional<Taken> taken(JsonNode message) {
        JsonNode server = message.path("serverId");
        JsonNode event = message.path("event");
        if (!server.isTextual() || !event.isTextual() || server.asText().equals(serverId)) {
            return Optional.empty();
        }
        Set<String> exclude = new HashSet<>();
        message.path("exclude").forEach(client -> exclude.add(client.asText()));
        String type = message.path("type").isTextual() ? message.path("type").asText() : "";
        String target = message.path("target").asText("");
        Taken taken = new Taken(type, target, event.asText(), message.path("data"), exclude);
        return switch (type) {
            case "broadcast" -> Optional.of(taken);
            case "room", "client", "user" -> Optional.of(taken).filter(one -> !target.isEmpty());
            default -> Optional.empty();
        };
    }
}
