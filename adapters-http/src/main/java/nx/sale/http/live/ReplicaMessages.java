package nx.sale.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.IdText;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.http.json.Json;
import nx.sale.json.BoundedJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live update as our replicas send it to each other: the whole update once, with its merchant and all its rooms. */
final class ReplicaMessages {
    /** A channel of our own, so that neither signal nor our replicas have to read the other's messages. */
    static final String CHANNEL = "nx.sale.live";

    private static final Logger log = LoggerFactory.getLogger(ReplicaMessages.class);
    private static final ObjectMapper JSON = BoundedJson.messages();

    private final String source;
    private final String own;

    /**
     * @param source this replica's own name
     */
    ReplicaMessages(String source) {
        this.source = source;
        own = "{\"source\":" + Json.text(source);
    }

    String text(LiveUpdate update) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("source", source);
        message.put("merchantId", update.merchant().toString());
        message.put("topic", update.topic());
        message.put("data", update.data());
        message.put("rooms", update.rooms());
        return Json.text(message);
    }

    /** The update of another replica. Our own come back and are dropped before they are read as JSON. */
    Optional<LiveUpdate> read(String text) {
        if (text.startsWith(own)) {
            return Optional.empty();
        }
        try {
            JsonNode message = JSON.readTree(text);
            OptionalLong merchant = IdText.read(message.path("merchantId").asText(""));
            if (!message.path("source").isTextual() || merchant.isEmpty()) {
                return Optional.empty();
            }
            Map<String, String> data = new LinkedHashMap<>();
            message.path("data")
                    .properties()
                    .forEach(field -> data.put(field.getKey(), field.getValue().asText()));
            List<String> rooms = new ArrayList<>();
            message.path("rooms").forEach(room -> rooms.add(room.asText()));
            return Optional.of(new LiveUpdate(
                    new MerchantId(merchant.getAsLong()), message.path("topic").asText(), data, rooms));
        } catch (JsonProcessingException e) {
            log.atDebug().addKeyValue("channel", CHANNEL).setCause(e).log("Message is not a live update");
            return Optional.empty();
        }
    }
}
