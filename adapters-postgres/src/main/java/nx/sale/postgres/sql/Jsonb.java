package nx.sale.postgres.sql;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.json.BoundedJson;

/** JSON columns, mapped by hand: text in, nodes out. */
public final class Jsonb {
    private static final ObjectMapper JSON = BoundedJson.stored();

    private static final String EMPTY_LIST = "[]";

    private Jsonb() {}

    public static String text(Object value) {
        if (value instanceof Collection<?> many && many.isEmpty()) {
            return EMPTY_LIST; // most orders have no discounts and no charges
        }
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

    /**
     * A list of objects, each field as the text of its value: no tree is made, of which an order with many discounts has thousands of
     * nodes. A field that is null is left out.
     */
    public static List<Map<String, String>> rows(String text) {
        if (text.equals(EMPTY_LIST)) {
            return List.of(); // most lines have no discounts
        }
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                rows.add(row(json));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the database holds broken JSON", e);
        }
        return rows;
    }

    private static Map<String, String> row(JsonParser json) throws IOException {
        Map<String, String> row = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            if (!token.isScalarValue()) {
                throw new IllegalStateException("the database holds an object where a value should be: " + name);
            }
            if (token != JsonToken.VALUE_NULL) {
                row.put(name, json.getText());
            }
        }
        return row;
    }

    private static final String SHAPE = "0000-00-00T00:00:00.000000000";

    /** An instant as {@link Instant#toString} writes it: the JDK's own parser was a tenth of reading an order with many discounts. */
    public static Instant instant(String text) {
        int end = text.length() - 1;
        if (end < SHAPE.indexOf('.') || !text.endsWith("Z") || !shaped(text, end)) {
            return Instant.parse(text);
        }
        String padded = text.substring(0, end) + SHAPE.substring(end);
        return LocalDateTime.of(
                        number(padded, 0, 4),
                        number(padded, 5, 7),
                        number(padded, 8, 10),
                        number(padded, 11, 13),
                        number(padded, 14, 16),
                        number(padded, 17, 19),
                        number(padded, 20, SHAPE.length()))
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean shaped(String text, int end) {
        if (end > SHAPE.length()) {
            return false;
        }
        for (int at = 0; at < end; at++) {
            char found = text.charAt(at);
            if (SHAPE.charAt(at) == '0' ? found < '0' || found > '9' : found != SHAPE.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    public static Map<String, String> texts(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        node(text)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }
}
