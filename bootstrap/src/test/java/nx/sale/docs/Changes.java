package nx.sale.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What changed from one document to the next, and what of it breaks clients: the table of {@code docs/api/README.md}. Of an answer or a
 * message nothing may vanish or become looser; of a request nothing may vanish or become stricter.
 */
final class Changes {
    private final List<String> breaks = new ArrayList<>();
    private final List<String> added = new ArrayList<>();

    private Changes() {}

    /** Between two OpenAPI documents. */
    static Changes ofOpenApi(JsonNode before, JsonNode after) {
        Changes changes = new Changes();
        new OperationChanges(before, after, changes).compare();
        return changes;
    }

    /** Between two AsyncAPI documents. */
    static Changes ofAsyncApi(JsonNode before, JsonNode after) {
        Changes changes = new Changes();
        new MessageChanges(before, after, changes).compare();
        return changes;
    }

    List<String> breaks() {
        return List.copyOf(breaks);
    }

    List<String> added() {
        return List.copyOf(added);
    }

    void broken(String line) {
        breaks.add(line);
    }

    /** It stays as it is: neither is it another one, nor does it appear or vanish. */
    void same(String what, JsonNode old, JsonNode now) {
        if (!old.equals(now)) {
            breaks.add(what + " is " + said(now) + " instead of " + said(old));
        }
    }

    private static String said(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }

    interface Pair {
        void compare(String name, JsonNode old, JsonNode now);
    }

    /** Each that there was is still there, and is compared; more may come. */
    void members(String what, Map<String, JsonNode> old, Map<String, JsonNode> now, Pair pair) {
        old.forEach((name, node) -> {
            if (now.containsKey(name)) {
                pair.compare(name, node, now.get(name));
            } else {
                breaks.add(what + " " + name + " is gone");
            }
        });
        now.keySet().stream().filter(name -> !old.containsKey(name)).forEach(name -> added.add(what + " " + name));
    }

    /** As {@link #members}, and no more may come. */
    void exactly(String what, Map<String, JsonNode> old, Map<String, JsonNode> now, Pair pair) {
        members(what, old, now, pair);
        now.keySet().stream()
                .filter(name -> !old.containsKey(name))
                .forEach(name -> breaks.add(what + " " + name + " is new"));
    }

    /** The members of an object by their names. */
    static Map<String, JsonNode> map(JsonNode node) {
        Map<String, JsonNode> map = new TreeMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    /** What a reference refers to; what is none is itself. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
