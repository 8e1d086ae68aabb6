package nx.sale.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import nx.sale.json.BoundedJson;

/** JSON columns, mapped by hand: text in, nodes out. */
public final class Jsonb {
    private static final ObjectMapper JSON = BoundedJson.stored();

    private static final String EMPTY_LIST = "[]";

    private Jsonb() {}

    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode node(String text) {
        if (text.equals(EMPTY_LIST)) {
            return JSON.createArrayNode(); // most lines have no modifiers
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds broken JSON", e);
        }
    }

    public static Map<String, String> texts(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        node(text)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
