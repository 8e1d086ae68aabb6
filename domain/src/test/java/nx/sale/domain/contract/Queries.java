package nx.sale.domain.contract;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;

/** Questions to lists, as contracts ask them. */
final class Queries {
    private Queries() {}

    static <T> ListField<T> field(List<ListField<T>> fields, String name) {
        return fields.stream()
                .filter(field -> field.fieldName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** So many rows in this order, and one more when there are more, behind a row with these values and this id. */
    static ListQuery page(
            Optional<ListQuery.Filter> where, List<ListQuery.Term> order, int limit, Optional<List<Object>> after) {
        return new ListQuery(where, order, limit, 0, after, false);
    }
}
