package nx.sale.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds every message that a test reads against the served AsyncAPI document. */
public final class Messages {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode DOCUMENT = fetched();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private Messages() {}

    private static JsonNode fetched() {
        try (InputStream stream =
                URI.create(Stack.get().baseUrl() + "/doc/asyncapi.json").toURL().openStream()) {
            return Api.JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode document() {
        return DOCUMENT;
    }

    /** Topics of which a message was held against the document so far. */
    public static Set<String> seen() {
        return SEEN;
    }

    /** Fails when the message is not as the document says, or has a field that it does not know. Made-up messages are left. */
    public static void check(String topic, Topic.Event event) {
        if (event.body().isEmpty()) {
            return;
        }
        JsonNode channel = DOCUMENT.at("/channels").properties().stream()
                .map(Map.Entry::getValue)
                .filter(one -> one.at("/address").asText().equals(topic))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the document knows no topic " + topic));
        String name = channel.at("/messages").fieldNames().next();
        hold(name, event.body());
        ObjectNode headers = Api.JSON.createObjectNode();
        event.headers().forEach(headers::put);
        hold("headers", headers);
        requireKnown(topic, DOCUMENT.at("/components/schemas/" + name), event.body());
        SEEN.add(topic);
    }

    private static void hold(String name, JsonNode value) {
        Schema schema = SCHEMAS.computeIfAbsent(
                name,
                wanted -> REGISTRY.getSchema(
                        DOCUMENT.at("/components/schemas/" + wanted).toString()));
        var errors = schema.validate(value.toString(), InputFormat.JSON);
        if (!errors.isEmpty()) {
            throw new AssertionError(name + " is not as documented: " + errors + "\n" + value);
        }
    }

    private static void requireKnown(String where, JsonNode schema, JsonNode value) {
        if (value.isArray()) {
            value.forEach(element -> requireKnown(where + "[]", schema.at("/items"), element));
        }
        value.properties().forEach(field -> {
            JsonNode known = schema.at("/properties").path(field.getKey());
            if (known.isMissingNode()) {
                throw new AssertionError("the document does not know " + where + "." + field.getKey());
            }
            requireKnown(where + "." + field.getKey(), known, field.getValue());
        });
    }
}
