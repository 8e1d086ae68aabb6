package nx.sale.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import nx.sale.json.BoundedJson;

/** The AsyncAPI 3 document of the messages: written by hand, held against every message the tests see. */
public final class AsyncApi {
    private AsyncApi() {}

    /**
     * The document.
     *
     * @param topicPrefix put before every topic name
     */
    public static String document(String topicPrefix) {
        try (InputStream stream = AsyncApi.class.getResourceAsStream("asyncapi.json")) {
            JsonNode document = BoundedJson.stored().readTree(stream);
            for (JsonNode channel : document.at("/channels")) {
                String address = topicPrefix + channel.at("/address").asText();
                ((ObjectNode) channel).put("address", address);
                ((ObjectNode) channel.at("/bindings/kafka")).put("topic", address);
            }
            return document.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
