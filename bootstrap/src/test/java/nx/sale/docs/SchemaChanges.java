package nx.sale.docs;

import static nx.sale.docs.Changes.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What changed from one schema to the next. */
final class SchemaChanges {
    private static final List<String> LOWER =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> UPPER =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> OTHER_RULES = List.of("multipleOf", "uniqueItems", "not", "propertyNames");

    /** Patterns of digits, classes, groups and counts, from the first character to the last: those that can be compared. */
    private static final Pattern COMPARABLE =
            Pattern.compile("(?!.*\\(\\?)\\^(?:[^\\\\|\\x22^$\\[\\]]|\\[[^\\\\\\x22\\]^]*]|\\\\[d.\\-])*\\$");

    private static final JsonNode TEXT = JsonNodeFactory.instance.objectNode().put("type", "string");

    enum Way {
        ASKED,
        ANSWERED
    }

    private final JsonNode before;
    private final JsonNode after;
    private final Changes changes;
    private final Set<String> compared = new HashSet<>();

    SchemaChanges(JsonNode before, JsonNode after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    /**
     * A schema with the parts of allOf in it.
     *
     * @param name what generated code calls it; empty when it has none
     */
    private record Whole(String name, JsonNode schema, boolean orNull) {
        static Whole of(JsonNode document, JsonNode node) {
            if (node.has("$ref")) {
                String reference = node.path("$ref").asText();
                Whole whole = of(document, document.at(reference.substring(1)));
                return new Whole(reference.substring(reference.lastIndexOf('/') + 1), whole.schema, whole.orNull);
            }
            JsonNode either = alternatives(node);
            if (either.size() == 2) {
                for (int index = 0; index < 2; index++) {
                    if (either.get(index).path("type").asText().equals("null")) {
                        Whole other = of(document, either.get(1 - index));
                        return new Whole(other.name, other.schema, true);
                    }
                }
            }
            if (!node.has("allOf")) {
                return new Whole("", node, texts(node.path("type")).contains("null"));
            }
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            node.path("allOf")
                    .forEach(part -> of(document, part).schema.properties().forEach(entry -> {
                        if (entry.getKey().equals("properties")) {
                            all.withObject("/properties").setAll((ObjectNode) entry.getValue());
                        } else if (entry.getKey().equals("required")) {
                            entry.getValue().forEach(all.withArray("/required")::add);
                        } else {
                            all.set(entry.getKey(), entry.getValue());
                        }
                    }));
            return new Whole("", all, false);
        }

        /** What generated code makes of it: its type, its format, and whether it has a list of values. */
        String type() {
            return texts(schema.path("type")).stream()
                            .filter(type -> !type.equals("null"))
                            .collect(Collectors.joining(" or "))
                    + (schema.has("format") ? " " + schema.path("format").asText() : "")
                    + (schema.has("enum") ? " of listed values" : "")
                    + (schema.has("const") ? " " + schema.path("const") : "");
        }

        /** Whether it is any text, and some words are named that it may be. */
        boolean namesWords() {
            return schema.path("type").asText().equals("string")
                    && StreamSupport.stream(schema.path("anyOf").spliterator(), false)
                            .anyMatch(TEXT::equals);
        }

        /** The kinds it can be of: by the field that tells them apart, by their names, or in their order. */
        Map<String, JsonNode> kinds() {
            if (schema.has("discriminator")) {
                Map<String, JsonNode> kinds = new TreeMap<>();
                map(schema.at("/discriminator/mapping"))
                        .forEach((kind, reference) -> kinds.put(
                                kind, JsonNodeFactory.instance.objectNode().set("$ref", reference)));
                return kinds;
            }
            Map<String, JsonNode> kinds = new TreeMap<>();
            JsonNode alternatives = namesWords() ? MissingNode.getInstance() : alternatives(schema);
            for (int index = 0; index < alternatives.size(); index++) {
                String reference = alternatives.get(index).path("$ref").asText();
                kinds.put(
                        reference.isEmpty() ? "" + index : reference.substring(reference.lastIndexOf('/') + 1),
                        alternatives.get(index));
            }
            return kinds;
        }
    }

    private static JsonNode alternatives(JsonNode schema) {
        return schema.has("oneOf") ? schema.path("oneOf") : schema.path("anyOf");
    }

    private static Set<String> texts(JsonNode node) {
        return node.isTextual()
                ? Set.of(node.asText())
                : StreamSupport.stream(node.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    void compare(String place, JsonNode oldNode, JsonNode nowNode, Way way) {
        Whole old = Whole.of(before, oldNode);
        Whole now = Whole.of(after, nowNode);
        if (!old.name.equals(now.name)) {
            changes.broken(place + " has the schema " + called(now) + " instead of " + called(old));
        }
        if (way == Way.ASKED ? old.orNull && !now.orNull : now.orNull && !old.orNull) {
            changes.broken(place + (way == Way.ASKED ? " may no longer be null" : " may be null"));
        }
        if (old.name.isEmpty() || compared.add(way + " " + old.name + " " + now.name)) {
            contents(old.name.isEmpty() ? place : old.name, old, now, way);
        }
    }

    private static String called(Whole schema) {
        return schema.name.isEmpty() ? "without a name" : schema.name;
    }

    private void contents(String name, Whole old, Whole now, Way way) {
        if (!old.type().equals(now.type())) {
            changes.broken(name + " is of type " + now.type() + " instead of " + old.type());
        }
        changes.members(name + ": the value", values(old), values(now), (value, was, is) -> {});
        pattern(
                name,
                old.schema.path("pattern").asText(),
                now.schema.path("pattern").asText(),
                way);
        changes.members(
                "field", fields(name, old), fields(name, now), (field, was, is) -> compare(field, was, is, way));
        elements(name, old.schema.path("items"), now.schema.path("items"), way);
        changes.same(name + ": the field that tells kinds apart", kind(old), kind(now));
        if (way == Way.ASKED) {
            asked(name, old.schema, now.schema);
            changes.members(
                    name + ": the kind",
                    old.kinds(),
                    now.kinds(),
                    (kind, was, is) -> compare(name + " " + kind, was, is, way));
        } else {
            answered(name, old.schema, now.schema);
            changes.exactly(
                    name + ": the kind",
                    old.kinds(),
                    now.kinds(),
                    (kind, was, is) -> compare(name + " " + kind, was, is, way));
        }
    }

    private static JsonNode kind(Whole whole) {
        return whole.schema.at("/discriminator/propertyName");
    }

    private static Map<String, JsonNode> values(Whole whole) {
        Map<String, JsonNode> values = new TreeMap<>();
        whole.schema.path("enum").forEach(value -> values.put(value.asText(), value));
        if (whole.namesWords()) {
            whole.schema
                    .path("anyOf")
                    .findValues("enum")
                    .forEach(words -> words.forEach(word -> values.put(word.asText(), word)));
        }
        return values;
    }

    private static Map<String, JsonNode> fields(String name, Whole whole) {
        Map<String, JsonNode> fields = new TreeMap<>();
        map(whole.schema.path("properties")).forEach((field, schema) -> fields.put(name + "." + field, schema));
        return fields;
    }

    private void elements(String name, JsonNode old, JsonNode now, Way way) {
        if (!old.isMissingNode()) {
            compare(name + "[]", old, now, way);
        }
    }

    private void asked(String name, JsonNode old, JsonNode now) {
        Set<String> before = texts(old.path("required"));
        texts(now.path("required")).stream()
                .filter(field -> !before.contains(field))
                .forEach(field -> changes.broken(name + "." + field + " is required"));
        LOWER.stream()
                .filter(bound -> now.path(bound).asDouble(Double.NEGATIVE_INFINITY)
                        > old.path(bound).asDouble(Double.NEGATIVE_INFINITY))
                .forEach(bound -> changes.broken(name + ": " + bound + " is " + now.path(bound)));
        UPPER.stream()
                .filter(bound -> now.path(bound).asDouble(Double.POSITIVE_INFINITY)
                        < old.path(bound).asDouble(Double.POSITIVE_INFINITY))
                .forEach(bound -> changes.broken(name + ": " + bound + " is " + now.path(bound)));
        OTHER_RULES.stream()
                .filter(rule -> now.has(rule) && !now.path(rule).equals(old.path(rule)))
                .forEach(rule -> changes.broken(name + ": " + rule + " is " + now.path(rule)));
        changes.same(name + ": the default", old.path("default"), now.path("default"));
        JsonNode more = old.path("additionalProperties");
        JsonNode moreNow = now.path("additionalProperties");
        if (moreNow.isObject() && more.isObject()) {
            compare(name + ".*", more, moreNow, Way.ASKED);
        } else if (more.asBoolean(true) && !moreNow.asBoolean(!moreNow.isObject())) {
            changes.broken(name + " refuses more fields");
        }
    }

    private void answered(String name, JsonNode old, JsonNode now) {
        Set<String> after = texts(now.path("required"));
        texts(old.path("required")).stream()
                .filter(field -> !after.contains(field) && now.at("/properties").has(field))
                .forEach(field -> changes.broken(name + "." + field + " may be absent"));
        if (old.path("additionalProperties").isObject()) {
            JsonNode more = now.path("additionalProperties");
            compare(
                    name + ".*",
                    old.path("additionalProperties"),
                    more.isObject() ? more : MissingNode.getInstance(),
                    Way.ANSWERED);
        }
    }

    private void pattern(String name, String old, String now, Way way) {
        if (!(way == Way.ASKED ? within(old, now) : within(now, old))) {
            changes.broken(name + ": the pattern is " + (now.isEmpty() ? "absent" : now) + " instead of " + old);
        }
    }

    /** Whether every text of the one pattern is one of the other. Patterns that cannot be compared must be the same. */
    static boolean within(String inner, String outer) {
        if (inner.equals(outer) || outer.isEmpty()) {
            return true;
        }
        return COMPARABLE.matcher(inner).matches()
                && COMPARABLE.matcher(outer).matches()
                && automaton(inner).subsetOf(automaton(outer));
    }

    private static Automaton automaton(String pattern) {
        return new RegExp(pattern.substring(1, pattern.length() - 1).replace("\\d", "[0-9]"), RegExp.NONE)
                .toAutomaton();
    }
}
