package nx.sale.domain.listing;

import java.util.List;
import java.util.Optional;

/**
 * What part of a list is wanted.
 *
 * @param where the rows wanted; empty for all
 * @param order by what, first term first; the id is always the last term, so that the order is total
 * @param offset rows to skip; 0 with a cursor
 * @param after where the page before ended: one value per term of {@code order}, then the id
 * @param counted whether the caller wants to know how many match in all
 */
public record ListQuery(
        Optional<Filter> where,
        List<Term> order,
        int limit,
        int offset,
        Optional<List<Object>> after,
        boolean counted) {
    public ListQuery {
        order = List.copyOf(order);
    }

    /** One term of the order. */
    public record Term(Field field, boolean descending) {}

    /** A field that may be asked about; features list theirs in an enum, so a name from outside never reaches a statement. */
    public interface Field {
        /** As the JSON and the column call it. */
        String fieldName();

        FieldType type();

        /** Whether lists may be ordered by it: never null. */
        boolean sortable();
    }

    /** What kind of values a field has. */
    public enum FieldType {
        ID,
        TEXT,
        DECIMAL,
        WHOLE,
        INSTANT,
        DATE
    }

    /** A condition on rows. Values are of the field's type: Long, String, BigDecimal, Integer, Instant, LocalDate. */
    public sealed interface Filter {
        record And(List<Filter> all) implements Filter {}

        record Or(List<Filter> any) implements Filter {}

        record Compare(Field field, Comparison comparison, Object value) implements Filter {}

        record Between(Field field, Object from, Object to) implements Filter {}

        /**
         * One of these values, or none of them.
         *
         * @param values not empty
         */
        record In(Field field, List<Object> values, boolean negated) implements Filter {}

        record Like(Field field, String pattern, boolean ignoringCase) implements Filter {}

        record IsNull(Field field, boolean wanted) implements Filter {}
    }

    /** How two values are compared. */
    public enum Comparison {
        EQ,
        NEQ,
        GT,
        GTE,
        LT,
        LTE
    }
}
