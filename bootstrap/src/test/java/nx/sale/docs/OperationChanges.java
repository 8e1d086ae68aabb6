package nx.sale.docs;

import static nx.sale.docs.Changes.map;
import static nx.sale.docs.Changes.resolved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import nx.sale.docs.SchemaChanges.Way;

/** What changed from one OpenAPI document to the next. */
final class OperationChanges {
    private static final String PROBLEM = "application/problem+json";

    private final JsonNode before;
    private final JsonNode after;
    private final Changes changes;
    private final SchemaChanges schemas;

    OperationChanges(JsonNode before, JsonNode after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.schemas = new SchemaChanges(before, after, changes);
    }

    void compare() {
        List<String> bases = bases(before);
        if (!bases.equals(bases(after).stream().limit(bases.size()).toList())) {
            changes.broken("the base path is " + bases(after) + " instead of " + bases);
        }
        changes.members(
                "the way to sign in",
                map(before.at("/components/securitySchemes")),
                map(after.at("/components/securitySchemes")),
                (name, old, now) -> changes.same("the way to sign in " + name, undescribed(old), undescribed(now)));
        changes.members("operation", operations(before), operations(after), this::operation);
        // operations are compared by code and status; what a code says beside is here
        map(before.at("/components/schemas")).keySet().stream()
                .filter(name -> name.endsWith("Problem")
                        && after.at("/components/schemas").has(name))
                .map(name -> JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name))
                .forEach(problem -> schemas.compare("a refusal", problem, problem, Way.ANSWERED));
    }

    private static List<String> bases(JsonNode document) {
        return document.path("servers").findValuesAsText("url");
    }

    private static JsonNode undescribed(JsonNode node) {
        return ((ObjectNode) node.deepCopy()).without(List.of("description", "bearerFormat"));
    }

    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        map(document.path("paths"))
                .forEach((path, methods) -> map(methods)
                        .forEach((method, operation) ->
                                operations.put(method.toUpperCase(Locale.ROOT) + " " + path, operation)));
        return operations;
    }

    private void operation(String name, JsonNode old, JsonNode now) {
        changes.same(name + ": operationId", old.path("operationId"), now.path("operationId"));
        if (now.has("x-permission")) {
            changes.same(name + ": x-permission", old.path("x-permission"), now.path("x-permission"));
        }
        Set<String> waysIn = waysIn(after, now);
        if (!waysIn.contains("{}") && !waysIn.containsAll(waysIn(before, old))) {
            changes.broken(name + " is signed in to with " + waysIn + " instead of " + waysIn(before, old));
        }
        parameters(name, parameters(before, old), parameters(after, now));
        body(name, resolved(before, old.path("requestBody")), resolved(after, now.path("requestBody")));
        answers(name, old, now);
        refusals(name, codes(before, old), codes(after, now));
    }

    /** The ways to sign in, one of which is enough; {@code {}} is none. */
    private static Set<String> waysIn(JsonNode document, JsonNode operation) {
        Set<String> ways = new TreeSet<>();
        (operation.has("security") ? operation : document).path("security").forEach(way -> ways.add(way.toString()));
        return ways.isEmpty() ? Set.of("{}") : ways;
    }

    private static Map<String, JsonNode> parameters(JsonNode document, JsonNode operation) {
        Map<String, JsonNode> parameters = new TreeMap<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode whole = resolved(document, parameter);
            parameters.put(whole.path("in").asText() + " " + whole.path("name").asText(), whole);
        });
        return parameters;
    }

    private void parameters(String name, Map<String, JsonNode> old, Map<String, JsonNode> now) {
        changes.members(name + ": parameter", old, now, (parameter, was, is) -> {
            String whole = name + ": parameter " + parameter;
            changes.same(whole + ": style", style(was), style(is));
            changes.same(whole + ": explode", explode(was), explode(is));
            schemas.compare(whole, was.path("schema"), is.path("schema"), Way.ASKED);
        });
        now.forEach((parameter, is) -> {
            if (required(is) && !required(old.getOrDefault(parameter, JsonNodeFactory.instance.objectNode()))) {
                changes.broken(name + ": parameter " + parameter + " is required");
            }
        });
    }

    private static boolean required(JsonNode node) {
        return node.path("required").asBoolean();
    }

    private static JsonNode style(JsonNode parameter) {
        boolean query = parameter.path("in").asText().equals("query");
        return parameter.has("style") ? parameter.path("style") : TextNode.valueOf(query ? "form" : "simple");
    }

    private static JsonNode explode(JsonNode parameter) {
        return parameter.has("explode")
                ? parameter.path("explode")
                : BooleanNode.valueOf(style(parameter).asText().equals("form"));
    }

    private void body(String name, JsonNode old, JsonNode now) {
        if (required(now) && !required(old)) {
            changes.broken(name + ": the body is required");
        }
        contents(name + ": the body", old, now, Way.ASKED);
    }

    private static boolean refused(String status) {
        return status.startsWith("4") || status.startsWith("5");
    }

    private void answers(String name, JsonNode old, JsonNode now) {
        Map<String, JsonNode> was = map(old.path("responses"));
        Map<String, JsonNode> is = map(now.path("responses"));
        is.keySet().stream()
                .filter(status -> !refused(status) && !was.containsKey(status))
                .forEach(status -> changes.broken(name + ": the status " + status + " of a success is new"));
        was.forEach((status, answer) -> {
            if (!is.containsKey(status)) {
                if (!refused(status)) {
                    changes.broken(name + ": the status " + status + " is gone");
                }
                return;
            }
            JsonNode answered = resolved(before, answer);
            JsonNode answers = resolved(after, is.get(status));
            changes.members(
                    name + " " + status + ": the header",
                    map(answered.path("headers")),
                    map(answers.path("headers")),
                    (header, one, other) -> schemas.compare(
                            name + " " + status + ": the header " + header,
                            resolved(before, one).path("schema"),
                            resolved(after, other).path("schema"),
                            Way.ANSWERED));
            if (!answered.path("content").has(PROBLEM)) {
                contents(name + " " + status, answered, answers, Way.ANSWERED);
            }
        });
    }

    private void contents(String name, JsonNode old, JsonNode now, Way way) {
        changes.members(
                name + ": the media type",
                map(old.path("content")),
                map(now.path("content")),
                (type, was, is) -> schemas.compare(name, was.path("schema"), is.path("schema"), way));
        List<String> order = order(old);
        // generators take the type from the first
        if (!order.isEmpty()
                && now.path("content").has(order.getFirst())
                && !order(now).getFirst().equals(order.getFirst())) {
            changes.broken(
                    name + ": the media type " + order(now).getFirst() + " comes first instead of " + order.getFirst());
        }
    }

    private static List<String> order(JsonNode node) {
        List<String> types = new ArrayList<>();
        node.path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** The statuses of each code that an operation refuses with. */
    private static Map<String, Set<String>> codes(JsonNode document, JsonNode operation) {
        Map<String, Set<String>> codes = new TreeMap<>();
        map(operation.path("responses")).forEach((status, response) -> {
            JsonNode schema =
                    resolved(document, response).path("content").path(PROBLEM).path("schema");
            List<JsonNode> problems = new ArrayList<>();
            (schema.has("oneOf")
                            ? schema.path("oneOf")
                            : JsonNodeFactory.instance.arrayNode().add(schema))
                    .forEach(problems::add);
            problems.stream()
                    .flatMap(problem -> resolved(document, problem).findParents("code").stream())
                    .map(members -> members.at("/code/enum/0").asText())
                    .filter(code -> !code.isEmpty())
                    .forEach(code -> codes.computeIfAbsent(code, known -> new TreeSet<>())
                            .add(status));
        });
        return codes;
    }

    private void refusals(String name, Map<String, Set<String>> old, Map<String, Set<String>> now) {
        changes.members(name + ": the code", texts(old), texts(now), (code, was, is) -> {
            if (!now.get(code).containsAll(old.get(code))) {
                changes.broken(
                        name + ": the code " + code + " has the status " + is.asText() + " instead of " + was.asText());
            }
        });
    }

    private static Map<String, JsonNode> texts(Map<String, Set<String>> codes) {
        Map<String, JsonNode> texts = new TreeMap<>();
        codes.forEach((code, statuses) -> texts.put(code, TextNode.valueOf(String.join(" and ", statuses))));
        return texts;
    }
}
