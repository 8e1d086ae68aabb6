package nx.sale.docs;

import static nx.sale.docs.Changes.resolved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.docs.SchemaChanges.Way;

/** What changed from one AsyncAPI document to the next. */
final class MessageChanges {
    private final JsonNode before;
    private final JsonNode after;
    private final Changes changes;
    private final SchemaChanges schemas;

    MessageChanges(JsonNode before, JsonNode after, Changes changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
        this.schemas = new SchemaChanges(before, after, changes);
    }

    void compare() {
        changes.members("topic", topics(before), topics(after), this::topic);
        changes.members("the operation", operations(before), operations(after), (name, old, now) -> {});
    }

    private static Map<String, JsonNode> topics(JsonNode document) {
        Map<String, JsonNode> topics = new TreeMap<>();
        document.path("channels")
                .forEach(channel -> topics.put(channel.path("address").asText(), channel));
        return topics;
    }

    /** What is done with which topic: {@code send to payment.success}. */
    private static Map<String, JsonNode> operations(JsonNode document) {
        Map<String, JsonNode> operations = new TreeMap<>();
        document.path("operations")
                .forEach(operation -> operations.put(
                        operation.path("action").asText() + " of "
                                + resolved(document, operation.path("channel"))
                                        .path("address")
                                        .asText(),
                        operation));
        return operations;
    }

    private void topic(String topic, JsonNode old, JsonNode now) {
        changes.same(topic + ": the binding", binding(old), binding(now));
        changes.exactly(topic + ": the message", messages(before, old), messages(after, now), (name, was, is) -> {
            changes.same(name + ": the binding", binding(was), binding(is));
            changes.same(name + ": the media type", mediaType(before, was), mediaType(after, is));
            schemas.compare(name + ": a header", was.path("headers"), is.path("headers"), Way.ANSWERED);
            schemas.compare(name, was.path("payload"), is.path("payload"), Way.ANSWERED);
        });
    }

    private static Map<String, JsonNode> messages(JsonNode document, JsonNode channel) {
        Map<String, JsonNode> messages = new TreeMap<>();
        channel.path("messages").forEach(reference -> {
            JsonNode message = resolved(document, reference);
            messages.put(message.path("name").asText(), message);
        });
        return messages;
    }

    private static JsonNode mediaType(JsonNode document, JsonNode message) {
        return message.has("contentType") ? message.path("contentType") : document.path("defaultContentType");
    }

    /** Topic and key in Kafka. */
    private static JsonNode binding(JsonNode node) {
        JsonNode kafka = node.at("/bindings/kafka").deepCopy();
        if (kafka instanceof ObjectNode binding) {
            binding.remove("bindingVersion");
        }
        return kafka;
    }
}
