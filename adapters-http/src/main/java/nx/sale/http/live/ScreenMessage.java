package nx.sale.http.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;

/** A message from a screen, its parts not yet looked at. */
record ScreenMessage(Map<?, ?> parts) {
    private static final Set<String> KNOWN = Set.of("token", "merchantId", "resume", "unsubscribe", "subscribe");

    static ScreenMessage read(String text) {
        if (JsonTree.parse(text, "message") instanceof Map<?, ?> message) {
            return new ScreenMessage(message);
        }
        throw InvalidInput.field("message", "type", "must be an object");
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    boolean asksForRooms() {
        return has("subscribe") || has("unsubscribe");
    }

    /** Whether there is a part that means nothing here, or none that does something. */
    boolean strange() {
        return !KNOWN.containsAll(parts.keySet()) || !has("token") && !asksForRooms();
    }

    /** The rooms that a part names, each once; none when the part is not there. So many at most: each may have to be looked up. */
    Set<String> rooms(String part, int most) {
        if (!has(part)) {
            return Set.of();
        }
        if (!(parts.get(part) instanceof List<?> list)
                || list.size() > most
                || list.stream().anyMatch(name -> !(name instanceof String))) {
            throw InvalidInput.field(part, "type", "must be a list of at most " + most + " names of rooms");
        }
        Set<String> names = new LinkedHashSet<>();
        list.forEach(name -> names.add(String.valueOf(name)));
        return names;
    }
}
