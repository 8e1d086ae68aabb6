package nx.sale.domain.listing;

import java.util.Optional;
import java.util.function.Function;

/**
 * A field of {@code T} that lists may be filtered by, and ordered by when it is always there.
 *
 * @param fieldName as the JSON and the column call it
 * @param value what a row has in it: what a cursor remembers; empty for a field that is not sortable
 */
public record ListField<T>(String fieldName, ListQuery.FieldType type, Optional<Function<T, Object>> value)
        implements ListQuery.Field {
    public static <T> ListField<T> sorted(String name, ListQuery.FieldType type, Function<T, Object> value) {
        return new ListField<>(name, type, Optional.of(value));
    }

    public static <T> ListField<T> filtered(String name, ListQuery.FieldType type) {
        return new ListField<>(name, type, Optional.empty());
    }

    @Override
    public boolean sortable() {
        return value.isPresent();
    }

    /** The value of a sortable field. */
    public Object valueOf(T row) {
        return value.orElseThrow(() -> new IllegalArgumentException(fieldName + " is not sortable"))
                .apply(row);
    }
}
