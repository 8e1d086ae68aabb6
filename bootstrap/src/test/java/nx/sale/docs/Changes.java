package nx.sale.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What changed from one document to the next, and what of it breaks clients (docs/api). Of an answer or a message nothing may vanish or
 * become looser; of a request nothing may vanish or become stricter.
 */
final class Changes {
    private static final List<String> LOWER = List.of("minimum", "minLength", "minItems");
    private static final List<String> UPPER = List.of("maximum", "maxLength", "maxItems");

    private enum Way {
        ASKED,
        ANSWERED
    }

    private final JsonNode before;
    private final JsonNode after;
    private final Set<String> compared = new HashSet<>();
    private final List<String> breaks = new ArrayList<>();
    private final List<String> added = new ArrayList<>();

    private Changes(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** Between two OpenAPI documents. */
    static Changes ofOpenApi(JsonNode before, JsonNode after) {
        Changes changes = new Changes(before, after);
        changes.members("operation", operations(before), operations(after), changes::operation);
        // a code may go, but what it says beside may not
        before.at("/components/schemas").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.endsWith("Problem"))
                .filter(after.at("/components/schemas")::has)
                .map(name -> JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name))
                .forEach(problem -> changes.schema("", problem, problem, Way.ANSWERED));
        return changes;
    }

    /** Between two AsyncAPI documents. */
    static Changes ofAsyncApi(JsonNode before, JsonNode after) {
        Changes changes = new Changes(before, after);
        changes.members("topic", addresses(before), addresses(after), (name, old, now) -> {});
        changes.members(
                "message",
                map(before.at("/components/messages")),
                map(after.at("/components/messages")),
                (name, old, now) -> changes.schema(name, old.path("payload"), now.path("payload"), Way.ANSWERED));
        return changes;
    }

    List<String> breaks() {
        return List.copyOf(breaks);
    }

    List<String> added() {
        return List.copyOf(added);
    }

    private interface Pair {
        void compare(String name, JsonNode old, JsonNode now);
    }

    private void members(String what, Map<String, JsonNode> old, Map<String, JsonNode> now, Pair pair) {
        old.forEach((name, node) -> {
            if (now.containsKey(name)) {
                pair.compare(name, node, now.get(name));
            } else {
                breaks.add(what + " " + name + " is gone");
            }
        });
        now.keySet().stream().filter(name -> !old.containsKey(name)).forEach(name -> added.add(what + " " + name));
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                method.getValue())));
        return operations;
    }

    private static Map<String, JsonNode> addresses(JsonNode document) {
        Map<String, JsonNode> addresses = new TreeMap<>();
        document.path("channels")
                .forEach(channel -> addresses.put(channel.path("address").asText(), channel));
        return addresses;
    }

    private static Map<String, JsonNode> map(JsonNode node) {
        Map<String, JsonNode> map = new TreeMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    private void operation(String name, JsonNode old, JsonNode now) {
        for (String same : List.of("operationId", "x-permission")) {
            if (!old.path(same).equals(now.path(same))) {
                breaks.add(name + ": " + same + " is " + now.path(same) + " instead of " + old.path(same));
            }
        }
        Map<String, JsonNode> known = parameters(before, old);
        Map<String, JsonNode> parameters = parameters(after, now);
        members(name + ": parameter", known, parameters, (parameter, was, is) -> {
            if (is.path("required").asBoolean() && !was.path("required").asBoolean()) {
                breaks.add(name + ": parameter " + parameter + " is required");
            }
            schema(name + " " + parameter, was.path("schema"), is.path("schema"), Way.ASKED);
        });
        parameters.forEach((parameter, is) -> {
            if (!known.containsKey(parameter) && is.path("required").asBoolean()) {
                breaks.add(name + ": new parameter " + parameter + " is required");
            }
        });
        if (now.at("/requestBody/required").asBoolean()
                && !old.at("/requestBody/required").asBoolean()) {
            breaks.add(name + ": the body is required");
        }
        contents(name + " body", old.path("requestBody"), now.path("requestBody"), Way.ASKED);
        old.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> {
                    JsonNode answer = now.path("responses").path(response.getKey());
                    if (answer.isMissingNode()) {
                        breaks.add(name + ": status " + response.getKey() + " is gone");
                    }
                    contents(name + " " + response.getKey(), response.getValue(), answer, Way.ANSWERED);
                });
    }

    private void contents(String name, JsonNode old, JsonNode now, Way way) {
        old.path("content").properties().forEach(content -> {
            JsonNode is = now.path("content").path(content.getKey());
            if (is.isMissingNode()) {
                breaks.add(name + ": " + content.getKey() + " is gone");
            } else {
                schema(name, content.getValue().path("schema"), is.path("schema"), way);
            }
        });
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode whole = resolved(document, parameter);
            parameters.put(whole.path("in").asText() + " " + whole.path("name").asText(), whole);
        });
        return parameters;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** With the parts of allOf in it, and null as one of its types. */
    private static JsonNode whole(JsonNode document, JsonNode node) {
        JsonNode schema = resolved(document, node);
        if (schema.has("allOf")) {
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            schema.path("allOf").forEach(part -> {
                JsonNode one = whole(document, part);
                one.properties().forEach(entry -> {
                    if (entry.getKey().equals("properties")) {
                        all.withObject("/properties").setAll((ObjectNode) entry.getValue());
                    } else if (entry.getKey().equals("required")) {
                        entry.getValue().forEach(all.withArray("/required")::add);
                    } else {
                        all.set(entry.getKey(), entry.getValue());
                    }
                });
            });
            return all;
        }
        if (schema.path("anyOf").size() == 2
                && schema.at("/anyOf/1/type").asText().equals("null")) {
            ObjectNode one = whole(document, schema.at("/anyOf/0")).deepCopy();
            if (one.path("type").isTextual()) {
                String type = one.path("type").asText();
                one.putArray("type").add(type).add("null");
            } else {
                one.put("orNull", true);
            }
            return one;
        }
        return schema;
    }

    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private void schema(String place, JsonNode oldRaw, JsonNode nowRaw, Way way) {
        String reference = oldRaw.path("$ref").asText();
        String name = reference.isEmpty() ? place : reference.substring(reference.lastIndexOf('/') + 1);
        if (oldRaw.has("$ref")
                && nowRaw.has("$ref")
                && !compared.add(way + " " + oldRaw.path("$ref").asText() + " "
                        + nowRaw.path("$ref").asText())) {
            return;
        }
        JsonNode old = whole(before, oldRaw);
        JsonNode now = whole(after, nowRaw);
        values(name, old, now, way);
        Set<String> asked = texts(old.path("required"));
        Set<String> asks = texts(now.path("required"));
        if (way == Way.ASKED) {
            asks.stream()
                    .filter(field -> !asked.contains(field))
                    .forEach(field -> breaks.add(name + "." + field + " is required"));
            if (now.path("additionalProperties").isBoolean()
                    && !now.path("additionalProperties").asBoolean()
                    && !old.has("additionalProperties")) {
                breaks.add(name + " refuses more fields");
            }
        } else {
            asked.stream()
                    .filter(field ->
                            !asks.contains(field) && now.at("/properties").has(field))
                    .forEach(field -> breaks.add(name + "." + field + " may be absent"));
        }
        members(
                "field",
                named(name, old.path("properties")),
                named(name, now.path("properties")),
                (field, was, is) -> schema(field, was, is, way));
        if (old.has("items")) {
            schema(name + "[]", old.path("items"), now.path("items"), way);
        }
        if (old.path("additionalProperties").isObject()) {
            schema(name + ".*", old.path("additionalProperties"), now.path("additionalProperties"), way);
        }
        if (old.has("discriminator") && way == Way.ASKED) {
            members(
                    name + ": kind",
                    map(old.at("/discriminator/mapping")),
                    map(now.at("/discriminator/mapping")),
                    (kind, was, is) -> schema(name + " " + kind, reference(was), reference(is), way));
        }
    }

    private static JsonNode reference(JsonNode text) {
        return JsonNodeFactory.instance.objectNode().set("$ref", text);
    }

    private static Map<String, JsonNode> named(String name, JsonNode properties) {
        Map<String, JsonNode> named = new TreeMap<>();
        properties.properties().forEach(field -> named.put(name + "." + field.getKey(), field.getValue()));
        return named;
    }

    private void values(String name, JsonNode old, JsonNode now, Way way) {
        Set<String> types = texts(old.path("type"));
        Set<String> nowTypes = texts(now.path("type"));
        boolean fits = way == Way.ASKED
                ? nowTypes.isEmpty() || nowTypes.containsAll(types) && !types.isEmpty()
                : types.isEmpty() || types.containsAll(nowTypes) && !nowTypes.isEmpty();
        if (!fits || old.has("orNull") != now.has("orNull")) {
            breaks.add(name + " is of type " + now.path("type") + " instead of " + old.path("type"));
        }
        texts(old.path("enum")).stream()
                .filter(value -> now.has("enum") && !texts(now.path("enum")).contains(value))
                .forEach(value -> breaks.add(name + ": the value " + value + " is gone"));
        if (now.has("enum") && !old.has("enum") && way == Way.ASKED) {
            breaks.add(name + " is one of few values");
        }
        for (String format : List.of("format", "pattern")) {
            if (!old.path(format).equals(now.path(format))
                    && (way == Way.ANSWERED ? old.has(format) : now.has(format))) {
                breaks.add(name + ": " + format + " is " + now.path(format) + " instead of " + old.path(format));
            }
        }
        if (way == Way.ASKED) {
            LOWER.stream()
                    .filter(bound -> now.path(bound).asLong(Long.MIN_VALUE)
                            > old.path(bound).asLong(Long.MIN_VALUE))
                    .forEach(bound -> breaks.add(name + ": " + bound + " is " + now.path(bound)));
            UPPER.stream()
                    .filter(bound -> now.path(bound).asLong(Long.MAX_VALUE)
                            < old.path(bound).asLong(Long.MAX_VALUE))
                    .forEach(bound -> breaks.add(name + ": " + bound + " is " + now.path(bound)));
        }
    }
}
