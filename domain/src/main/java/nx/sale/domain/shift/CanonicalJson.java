package nx.sale.domain.shift;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A JSON object that is always written the same way: keys sorted, no blanks, only what must be is escaped. */
final class CanonicalJson {
    private final Map<String, String> fields = new TreeMap<>();

    CanonicalJson text(String key, String value) {
        fields.put(key, quoted(value));
        return this;
    }

    CanonicalJson number(String key, long value) {
        fields.put(key, Long.toString(value));
        return this;
    }

    CanonicalJson flag(String key, boolean value) {
        fields.put(key, Boolean.toString(value));
        return this;
    }

    CanonicalJson object(String key, CanonicalJson value) {
        fields.put(key, value.toString());
        return this;
    }

    <T> CanonicalJson list(String key, Collection<T> values, Function<T, CanonicalJson> element) {
        fields.put(
                key,
                values.stream()
                        .map(value -> element.apply(value).toString())
                        .collect(Collectors.joining(",", "[", "]")));
        return this;
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
