package nx.sale.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds every exchange of every journey against the served OpenAPI document: stricter than clients may be, no answer has a field that the
 * document does not name.
 */
public final class Contract {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    /** What was asked and what was answered. */
    public record Exchange(
            String method,
            String path,
            Map<String, String> headers,
            String request,
            int status,
            Set<String> answered,
            String answer) {
        /** Whether a list was to come without its count. */
        boolean bare() {
            return "false".equalsIgnoreCase(headers.get("x-request-count")) && answer.startsWith("[");
        }

        /** Whether some fields of each were asked for. */
        boolean partial() {
            return URLDecoder.decode(path, StandardCharsets.UTF_8).matches(".*[?&]filter=.*.fields.\\s*:.*");
        }
    }

    /** Noted of every answer, whatever is in it. */
    static final String ANSWER = "-";

    private static final AtomicReference<Contract> SERVED = new AtomicReference<>();

    private final JsonNode document;
    private final JsonNode answers;
    private final JsonNode bodies;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final GivenAnswers given;
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();

    private Contract(JsonNode document) {
        this.document = document;
        given = GivenAnswers.of(document);
        answers = document.at("/components").deepCopy();
        ((ObjectNode) answers.at("/schemas/Problem")).remove("additionalProperties");
        answers.at("/schemas").properties().stream()
                .filter(schema -> !schema.getKey().equals("Problem"))
                .forEach(schema -> close(schema.getValue()));
        bodies = document.at("/components").deepCopy();
        loosen(bodies);
    }

    /** Clients let unknown fields pass; here one is a field that somebody forgot to document. */
    private static void close(JsonNode schema) {
        if (schema.has("properties") && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        if (schema.has("allOf")) {
            ((ObjectNode) schema).put("unevaluatedProperties", false);
        }
    }

    /** Where the document says text of digits, a body may have the number. */
    private static void loosen(JsonNode node) {
        if (node.path("format").asText().matches("int64|decimal")
                && node.path("type").asText().equals("string")) {
            ((ObjectNode) node).putArray("type").add("string").add("number");
        }
        node.forEach(Contract::loosen);
    }

    /** The contract of every service of this test run: the document that the first of them serves. */
    public static synchronized Contract of(String base) {
        Contract known = SERVED.get();
        if (known != null) {
            return known;
        }
        try (InputStream stream = URI.create(base + "/doc/openapi.json").toURL().openStream()) {
            Contract read = new Contract(Api.JSON.readTree(stream));
            SERVED.set(read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode document() {
        return document;
    }

    /** Operations that were answered with success so far. */
    public Set<String> succeeded() {
        return succeeded;
    }

    /** Fails when the request or the answer is not as the document says. */
    public void check(String method, String path, String request, int status, String answer) {
        check(new Exchange(method, path, Map.of(), request, status, Set.of(), answer));
    }

    /** Fails when the request or the answer is not as the document says. */
    public void check(Exchange exchange) {
        Optional<JsonNode> operation =
                operation(exchange.method(), exchange.path().replaceFirst("\\?.*", ""));
        if (operation.isEmpty()) {
            requireNothingThere(exchange);
            return;
        }
        String name = operation.get().at("/operationId").asText();
        JsonNode response = response(operation.get(), exchange.status());
        if (response.isMissingNode()) {
            throw new AssertionError(name + " answered " + exchange.status() + ", which the document does not know: "
                    + exchange.answer());
        }
        given.add(name, exchange.status(), ANSWER);
        holdHeaders(name, exchange.status(), response, exchange.answered());
        response.at("/content").properties().stream()
                .filter(content -> content.getKey().endsWith("json"))
                .filter(json -> !response.at("/content").has("text/csv")
                        || exchange.answer().startsWith("{"))
                .forEach(json -> holdAnswer(
                        name + " " + exchange.status(), json.getValue().at("/schema"), exchange));
        if (exchange.status() >= 400 && !name.equals("getReadiness")) {
            requireDocumented(
                    name,
                    exchange.status(),
                    response,
                    tree(exchange.answer()).path("code").asText());
        }
        if (exchange.status() < 300) {
            succeeded.add(name);
            JsonNode body = operation.get().at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode() && !exchange.request().isEmpty()) {
                hold(name + " request", body, bodies, exchange.request());
            }
        }
    }

    /** What the document does not have is not there, but for pages for people: the console, and the files of the explorer. */
    private static void requireNothingThere(Exchange exchange) {
        if (exchange.status() < 400
                && !exchange.method().equals("HEAD")
                && !exchange.path().matches("/(console|doc)([/?].*)?")) {
            throw new AssertionError(exchange.method() + " " + exchange.path() + " answered " + exchange.status()
                    + ", and the document does not have it");
        }
    }

    /** Holds a refusal that came past this kit, and notes it. */
    public void refused(String operation, int status, JsonNode responses, String code) {
        requireDocumented(operation, status, resolve(responses.path(Integer.toString(status))), code);
    }

    /** What the document says of this status. */
    public JsonNode response(JsonNode operation, int status) {
        return resolve(operation.path("responses").path(Integer.toString(status)));
    }

    /** What a reference refers to; what is none is itself. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** A header that the document describes is named where it comes, and noted. */
    private void holdHeaders(String name, int status, JsonNode response, Set<String> answered) {
        document.at("/components/headers").properties().forEach(described -> {
            String header = described.getKey();
            if (!answered.contains(header.toLowerCase(Locale.ROOT))) {
                return;
            }
            if (!response.path("headers").has(header)) {
                throw new AssertionError(
                        name + " " + status + " has the header " + header + ", which is not documented");
            }
            given.add(name, status, header);
        });
    }

    private void holdAnswer(String what, JsonNode schema, Exchange exchange) {
        boolean partial = exchange.partial() && exchange.status() == 200;
        if (!exchange.bare() && !partial) {
            hold(what, schema, answers, exchange.answer());
            return;
        }
        JsonNode page = resolved(schema);
        JsonNode list = page.at("/properties/data");
        if (!partial) {
            hold(what, list, answers, exchange.answer());
            return;
        }
        ObjectNode some = resolved(list.path("items")).deepCopy();
        some.remove("required");
        ObjectNode open = list.deepCopy();
        open.set("items", some);
        hold(
                what,
                open,
                answers,
                exchange.bare()
                        ? exchange.answer()
                        : tree(exchange.answer()).path("data").toString());
    }

    private JsonNode resolved(JsonNode schema) {
        String name = schema.path("$ref").asText().replace("#/components/schemas/", "");
        return name.isEmpty() ? schema : answers.path("schemas").path(name);
    }

    private static JsonNode tree(String json) {
        try {
            return Api.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    /** The description of a refusal names every code it can have. */
    private void requireDocumented(String name, int status, JsonNode response, String code) {
        String codes = response.path("description").asText();
        given.add(name, status, code);
        if (!List.of(codes.split(", ")).contains(code)) {
            throw new AssertionError(
                    name + " answered " + status + " " + code + ", and the document knows only " + codes);
        }
    }

    private void hold(String what, JsonNode schema, JsonNode components, String json) {
        Schema compiled = schemas.computeIfAbsent(System.identityHashCode(components) + schema.toString(), text -> {
            ObjectNode root = schema.deepCopy();
            root.set("components", components);
            return REGISTRY.getSchema(root.toString());
        });
        var errors = compiled.validate(json, InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(what + " is not as documented: " + errors + "\n" + json);
        }
    }

    /** The operation a path belongs to; a fixed path before one with parameters. */
    private Optional<JsonNode> operation(String method, String path) {
        Map<Boolean, JsonNode> found = new HashMap<>();
        document.at("/paths").properties().forEach(entry -> {
            String pattern = entry.getKey().replaceAll("\\{[^}]+}", "[^/]+");
            JsonNode operation = entry.getValue().path(method.toLowerCase(Locale.ROOT));
            if (path.matches(pattern) && !operation.isMissingNode()) {
                found.put(pattern.equals(entry.getKey()), operation);
            }
        });
        return Optional.ofNullable(found.getOrDefault(true, found.get(false)));
    }
}
