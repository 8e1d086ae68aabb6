package nx.sale.domain.fake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.Listing;

/** Lists rows by the fields that every row has; a filter by a field that may be empty is proven on PostgreSQL. */
final class InMemoryListing<T> implements Listing<T> {
    private final ListField<T> id;
    private final Function<MerchantId, Stream<T>> rows;

    InMemoryListing(List<ListField<T>> fields, Function<MerchantId, Stream<T>> rows) {
        id = fields.stream()
                .filter(field -> field.fieldName().equals("id"))
                .findFirst()
                .orElseThrow();
        this.rows = rows;
    }

    @Override
    public List<T> list(MerchantId merchant, ListQuery query) {
        Comparator<T> order = (a, b) -> 0;
        List<ListQuery.Term> terms = withId(query.order());
        for (ListQuery.Term term : terms) {
            Comparator<T> next = (a, b) -> compare(value(term.field(), a), value(term.field(), b));
            order = order.thenComparing(term.descending() ? next.reversed() : next);
        }
        return matching(merchant, query.where())
                .sorted(order)
                .filter(row -> query.after().isEmpty()
                        || behind(row, terms, query.after().get()))
                .skip(query.offset())
                .limit(query.limit() + 1L)
                .toList();
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return matching(merchant, where).count();
    }

    /** The id is the last term, in the direction of the one before it. */
    private List<ListQuery.Term> withId(List<ListQuery.Term> order) {
        List<ListQuery.Term> terms = new ArrayList<>(order);
        terms.add(new ListQuery.Term(id, order.isEmpty() || order.getLast().descending()));
        return terms;
    }

    private Stream<T> matching(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return rows.apply(merchant).filter(row -> where.isEmpty() || matches(row, where.get()));
    }

    private static <T> boolean behind(T row, List<ListQuery.Term> order, List<Object> cursor) {
        for (int index = 0; index < order.size(); index++) {
            ListQuery.Term term = order.get(index);
            int difference = compare(value(term.field(), row), cursor.get(index));
            if (difference != 0) {
                return term.descending() ? difference < 0 : difference > 0;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static <T> Object value(ListQuery.Field field, T row) {
        return ((ListField<T>) field).valueOf(row);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static <T> boolean matches(T row, ListQuery.Filter filter) {
        return switch (filter) {
            case ListQuery.Filter.And and -> and.all().stream().allMatch(one -> matches(row, one));
            case ListQuery.Filter.Or or -> or.any().stream().anyMatch(one -> matches(row, one));
            case ListQuery.Filter.Compare compare ->
                holds(compare.comparison(), compare(value(compare.field(), row), compare.value()));
            case ListQuery.Filter.Between between ->
                compare(value(between.field(), row), between.from()) >= 0
                        && compare(value(between.field(), row), between.to()) <= 0;
            case ListQuery.Filter.In in ->
                in.values().stream().anyMatch(wanted -> compare(value(in.field(), row), wanted) == 0) != in.negated();
            case ListQuery.Filter.Like like -> like(text(value(like.field(), row)), like);
            case ListQuery.Filter.IsNull isNull -> !isNull.wanted();
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static boolean like(String text, ListQuery.Filter.Like like) {
        StringBuilder pattern = new StringBuilder();
        like.pattern()
                .chars()
                .mapToObj(Character::toString)
                .map(letter -> switch (letter) {
                    case "%" -> ".*";
                    case "_" -> ".";
                    default -> Pattern.quote(letter);
                })
                .forEach(pattern::append);
        int flags = Pattern.DOTALL | (like.ignoringCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        return Pattern.compile(pattern.toString(), flags).matcher(text).matches();
    }

    private static boolean holds(ListQuery.Comparison comparison, int difference) {
        return switch (comparison) {
            case EQ -> difference == 0;
            case NEQ -> difference != 0;
            case GT -> difference > 0;
            case GTE -> difference >= 0;
            case LT -> difference < 0;
            case LTE -> difference <= 0;
        };
    }
}
