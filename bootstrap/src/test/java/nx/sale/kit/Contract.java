package nx.sale.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds every exchange of every journey against the served OpenAPI document. */
public final class Contract {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();

    public Contract(JsonNode document) {
        this.document = document;
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
        Optional<JsonNode> operation = operation(method, path.replaceFirst("\\?.*", ""));
        if (operation.isEmpty()) {
            return;
        }
        String name = operation.get().at("/operationId").asText();
        JsonNode response = operation.get().at("/responses/" + status);
        if (response.isMissingNode()) {
            throw new AssertionError(name + " answered " + status + ", which the document does not know: " + answer);
        }
        response.at("/content").properties().stream()
                .filter(content -> content.getKey().endsWith("json"))
                .filter(json -> !response.at("/content").has("text/csv") || answer.startsWith("{"))
                .forEach(json -> hold(name + " " + status, json.getValue().at("/schema"), answer));
        if (status >= 400) {
            requireDocumented(name, status, response.at("/description").asText(), answer);
        }
        if (status < 300) {
            succeeded.add(name);
            JsonNode body = operation.get().at("/requestBody/content/application~1json/schema");
            if (!body.isMissingNode() && !request.isEmpty()) {
                hold(name + " request", body, request);
            }
        }
    }

    /** The description of a refusal names every code it can have. */
    private static void requireDocumented(String name, int status, String codes, String answer) {
        String code;
        try {
            code = Api.JSON.readTree(answer).path("code").asText();
        } catch (JsonProcessingException e) {
            throw new AssertionError(name + " answered " + status + " without JSON: " + answer, e);
        }
        if (!List.of(codes.split(", ")).contains(code)) {
            throw new AssertionError(
                    name + " answered " + status + " " + code + ", and the document knows only " + codes);
        }
    }

    private void hold(String what, JsonNode schema, String json) {
        Schema compiled = schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode root = schema.deepCopy();
            root.set("components", document.at("/components"));
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
            JsonNode operation = entry.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
            if (path.matches(pattern) && !operation.isMissingNode()) {
                found.put(pattern.equals(entry.getKey()), operation);
            }
        });
        return Optional.ofNullable(found.getOrDefault(true, found.get(false)));
    }
}
