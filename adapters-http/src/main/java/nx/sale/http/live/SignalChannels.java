package nx.sale.http.live;

import java.util.List;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.http.json.Json;

/**
 * A live update as the platform's signal service takes it from Redis: one message for each room, on the room's own channel. The
 * server of the platform's framework drops, without an answer, whatever has no string {@code serverId} and {@code event}, is of its own
 * {@code serverId}, or names no {@code type} and {@code target} it knows. Its conditions, with their public source, stand in
 * {@code platform/signal-redis.json} of the tests.
 *
 * @param prefix before every channel of the platform: {@code ws:}
 * @param serverId this replica's own name; signal's servers call themselves by random UUIDs
 */
public record SignalChannels(String prefix, String serverId) {
    /** What is published, and where. */
    record Message(String channel, String text) {}

    /** One message for each room, in the order of the rooms. */
    List<Message> messages(LiveUpdate update) {
        String head = "{\"serverId\":" + Json.text(serverId) + ",\"type\":\"room\",\"target\":";
        String tail = ",\"event\":" + Json.text(update.topic()) + ",\"data\":" + Json.text(update.data()) + "}";
        return update.rooms().stream()
                .map(room -> new Message(prefix + "room:" + room, head + Json.text(room) + tail))
                .toList();
    }
}
