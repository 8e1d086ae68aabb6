package nx.sale.http.openapi;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The same document in the same order in every process: what changed between two of them could not be reviewed otherwise. */
final class Ordered {
    private Ordered() {}

    /** What has an order keeps it; the keys of other maps are sorted, and so are sets. */
    static Map<String, Object> of(Map<String, ?> map) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        (map instanceof SequencedMap<String, ?> sequenced ? sequenced : new TreeMap<>(map))
                .forEach((name, value) -> ordered.put(name, value(value)));
        return ordered;
    }

    @SuppressWarnings("unchecked") // the keys of a document are texts
    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> of((Map<String, ?>) map);
            case SequencedCollection<?> list -> each(list);
            case Collection<?> set -> each(new TreeSet<>(set));
            case null, default -> value;
        };
    }

    private static List<Object> each(Collection<?> values) {
        return values.stream().<Object>map(Ordered::value).toList();
    }
}
