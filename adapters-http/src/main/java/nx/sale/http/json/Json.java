package nx.sale.http.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import nx.sale.json.BoundedJson;

/** Writes answers: records to JSON. */
public final class Json {
    private static final ObjectMapper MAPPER = BoundedJson.stored();

    private Json() {}

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes what writes values of this type, unless that is there already; returns whether it is. */
    public static boolean prepare(Class<?> type) {
        return MAPPER.writerFor(type).hasPrefetchedSerializer();
    }

    /** JSON of our own as a record. */
    public static <R extends Record> R read(String json, Class<R> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields of a record as its JSON has them. */
    @SuppressWarnings("unchecked")
    public static java.util.Map<String, Object> fields(Object value) {
        return MAPPER.convertValue(value, java.util.LinkedHashMap.class);
    }
}
