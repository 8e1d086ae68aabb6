package nx.sale.http.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A query parameter: the route takes it, and the document names it.
 *
 * @param schema as the document has it
 */
public record Parameter(String name, String description, boolean required, Map<String, Object> schema) {
    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private static final String ONE_OR_SEVERAL = "only those; several by commas";

    /** How long a page is. */
    public static final Parameter LIMIT = whole("limit", 1, 200, 20, "how many at most");

    /** Where the page starts. */
    public static final Parameter CURSOR = text("cursor", "nextCursor of the page before");

    public static Parameter text(String name, String description) {
        return new Parameter(name, description, false, TEXT);
    }

    public static Parameter id(String name, String description) {
        return new Parameter(name, description, false, idSchema());
    }

    /** How the document describes an id. */
    public static Map<String, Object> idSchema() {
        return Map.of("type", "string", "format", "int64", "pattern", "^[0-9]{1,19}$");
    }

    public static Parameter time(String name, String description) {
        return new Parameter(
                name,
                description + "; ISO 8601 with offset, + is written as %2B",
                false,
                Map.of("type", "string", "format", "date-time"));
    }

    /** A day that the route cannot do without. */
    public static Parameter day(String name, String description) {
        return new Parameter(name, description, true, Map.of("type", "string", "format", "date"));
    }

    /** True or false; false when absent. */
    public static Parameter flag(String name, String description) {
        return new Parameter(name, description, false, Map.of("type", "boolean", "default", false));
    }

    public static Parameter whole(String name, int min, int max, int absent, String description) {
        return new Parameter(
                name,
                description,
                false,
                Map.of("type", "integer", "minimum", min, "maximum", max, "default", absent, "format", "int32"));
    }

    /** One of these names. */
    public static Parameter choice(String name, String description, Class<? extends Enum<?>> type) {
        return words(name, description, type, Enum::name);
    }

    /** One of these names, in small letters. */
    public static Parameter small(String name, String description, Class<? extends Enum<?>> type) {
        return words(name, description, type, value -> value.name().toLowerCase(Locale.ROOT));
    }

    private static Parameter words(
            String name, String description, Class<? extends Enum<?>> type, Function<Enum<?>, String> word) {
        Map<String, Object> schema = new LinkedHashMap<>(TEXT);
        schema.put("enum", Arrays.stream(type.getEnumConstants()).map(word).toList());
        return new Parameter(name, description, false, schema);
    }

    /** Some of these words, by commas. */
    public static Parameter several(String name, String description, List<String> values) {
        return list(name, description, Map.of("type", "string", "enum", values));
    }

    /** Rows that have one of these names in this field. */
    public static Parameter anyOf(String field, Class<? extends Enum<?>> type) {
        return several(
                field,
                ONE_OR_SEVERAL,
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    }

    /** Rows that have one of these ids in this field. */
    public static Parameter ids(String field) {
        return list(field, ONE_OR_SEVERAL, idSchema());
    }

    /** Rows that have one of these texts in this field. */
    public static Parameter texts(String field) {
        return list(field, ONE_OR_SEVERAL, TEXT);
    }

    private static Parameter list(String name, String description, Map<String, Object> element) {
        return new Parameter(name, description, false, Map.of("type", "array", "items", element));
    }
}
