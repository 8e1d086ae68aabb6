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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

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
            Map<String, List<String>> answered,
            String answer) {
        public Exchange {
            Map<String, List<String>> byAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            byAnyCase.putAll(answered);
            answered = byAnyCase;
        }

        /** Whether a list was to come without its count. */
        boolean bare() {
            return "false".equalsIgnoreCase(headers.get("x-request-count")) && answer.startsWith("[");
        }

        /** Whether some fields of each were asked for. */
        boolean partial() {
            return URLDecoder.decode(path, StandardCharsets.UTF_8).matches(".*[?&]filter=.*.fields.\\s*:.*");
        }
    }

    /** The operation under which is noted what was refused before one was chosen. */
    public static final String UNROUTED = "unrouted";

    private static final String PROBLEM = "application/problem+json";
    private static final Pattern PAGES = Pattern.compile("/(console|doc)([/?].*)?");

    private static final AtomicReference<Contract> SERVED = new AtomicReference<>();

    private final JsonNode document;
    private final JsonNode answers;
    private final JsonNode bodies;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final GivenAnswers given;
    private final AnswerHeaders headers;
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();

    private Contract(JsonNode document) {
        this.document = document;
        given = GivenAnswers.of(document);
        headers = new AnswerHeaders(given);
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

    /** Fails when the request or the answer, which is JSON, is not as the document says. */
    public void check(String method, String path, String request, int status, String answer) {
        Map<String, List<String>> answered = Map.of("Content-Type", List.of("application/json; charset=utf-8"));
        check(new Exchange(method, path, Map.of(), request, status, answered, answer));
    }

    /** Fails when the request or the answer is not as the document says. */
    public void check(Exchange exchange) {
        boolean head = exchange.method().equals("HEAD");
        Optional<JsonNode> operation =
                operation(head ? "GET" : exchange.method(), exchange.path().replaceFirst("\\?.*", ""));
        if (operation.isEmpty()) {
            requireNothingThere(exchange);
            return;
        }
        String name = operation.get().at("/operationId").asText();
        String what = name + " " + exchange.status();
        JsonNode response = response(operation.get(), exchange.status());
        if (response.isMissingNode()) {
            throw new AssertionError(name + " answered " + exchange.status() + ", which the document does not know: "
                    + exchange.answer());
        }
        headers.hold(
                name,
                Integer.toString(exchange.status()),
                response,
                exchange.answered().keySet());
        String type = AnswerHeaders.mediaType(what, response, exchange.answered());
        if (head) {
            requireNoBody(what, exchange.answer());
            return;
        }
        given.add(name, exchange.status(), GivenAnswers.ANSWER);
        if (type.isEmpty()) {
            requireNoBody(what, exchange.answer());
        }
        JsonNode schema = response.path("content").path(type).path("schema");
        if (type.endsWith("json")) {
            holdAnswer(what, schema, exchange);
        } else if (type.equals("text/csv")) {
            holdTable(what, response.at("/content/application~1json/schema"), exchange.answer());
        }
        if (type.equals(PROBLEM)) {
            requireDocumented(name, exchange.status(), response, code(exchange));
        }
        if (exchange.status() < 300) {
            succeeded.add(name);
            JsonNode body = operation.get().at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode() && !exchange.request().isEmpty()) {
                hold(name + " request", body, bodies, exchange.request());
            }
        }
    }

    private static void requireNoBody(String what, String answer) {
        if (!answer.isEmpty()) {
            throw new AssertionError(what + " has a body, which is not documented: " + answer);
        }
    }

    /**
     * What the document does not have is refused before any operation is chosen, as every operation has it. But for pages for people, the
     * console and the files of the explorer: they are refused as the explorer is.
     */
    private void requireNothingThere(Exchange exchange) {
        boolean page = PAGES.matcher(exchange.path()).matches();
        if (page && exchange.status() < 400) {
            return;
        }
        String what = exchange.method() + " " + exchange.path();
        JsonNode response =
                page ? response(document.at("/paths/~1doc/get"), exchange.status()) : unrouted(exchange.status());
        if (response.isMissingNode()) {
            throw new AssertionError(what + " answered " + exchange.status() + ", and the document does not have it");
        }
        String type = AnswerHeaders.mediaType(what, response, exchange.answered());
        if (!exchange.method().equals("HEAD")) {
            hold(what, response.path("content").path(type).path("schema"), answers, exchange.answer());
            unrouted(exchange.status(), response, exchange.answered(), code(exchange));
        }
    }

    private JsonNode unrouted(int status) {
        return document.at("/components/responses/Unrouted" + range(status));
    }

    private static String range(int status) {
        return status / 100 + "XX";
    }

    private static String code(Exchange exchange) {
        return tree(exchange.answer()).path("code").asText();
    }

    /** Holds a refusal that came past this kit, before any operation was chosen, and notes it. */
    public void unrouted(int status, Map<String, List<String>> answered, String code) {
        unrouted(status, unrouted(status), answered, code);
    }

    private void unrouted(int status, JsonNode response, Map<String, List<String>> answered, String code) {
        headers.hold(UNROUTED, range(status), response, answered.keySet());
        requireDocumented(UNROUTED, status, response, code);
    }

    /** Holds a refusal that came past this kit, and notes it. */
    public void refused(JsonNode operation, int status, Map<String, List<String>> answered, String code) {
        String name = operation.path("operationId").asText();
        headers.hold(name, Integer.toString(status), response(operation, status), answered.keySet());
        requireDocumented(name, status, response(operation, status), code);
    }

    /** What the document says of this status. */
    public JsonNode response(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        String one = Integer.toString(status);
        return resolve(responses.path(responses.has(one) ? one : range(status)));
    }

    /** What a reference refers to; what is none is itself. */
    public JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
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

    private void holdTable(String what, JsonNode schema, String answer) {
        JsonNode row = resolved(resolved(schema).at("/properties/data/items"));
        for (JsonNode one : CsvAnswer.rows(what, answer, row)) {
            hold(what, row, answers, one.toString());
        }
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

    /** The description of a refusal names every code it can have; with the status where it is of several. */
    private void requireDocumented(String name, int status, JsonNode response, String code) {
        String codes = response.path("description").asText();
        List<String> known = List.of(codes.replaceFirst("^.*: ", "").split(", "));
        given.add(name, status, code);
        if (!known.contains(code) && !known.contains(status + " " + code)) {
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
