package nx.sale.postgres.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
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
