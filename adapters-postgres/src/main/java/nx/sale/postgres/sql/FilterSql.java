package nx.sale.postgres.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.ListQuery.Filter;

/**
 * Writes a list query as SQL. Column names come from the features' enums only, every value is a bound parameter. A page after a
 * cursor is found by comparing the sort values, so rows inserted meanwhile neither repeat nor hide anything.
 */
public final class FilterSql {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** The conditions of the query, its cursor included, each after an {@code and}. */
    public String where(ListQuery query) {
        return where(query.where())
                + query.after().map(after -> " and " + after(query, after)).orElse("");
    }

    public String where(Optional<Filter> filter) {
        return filter.map(condition -> " and " + sql(condition)).orElse("");
    }

    /** One row more than the limit is asked for: it tells whether there is a next page. */
    public String orderAndLimit(ListQuery query) {
        List<String> terms = new ArrayList<>();
        query.order().forEach(term -> terms.add(term.field().fieldName() + (term.descending() ? " desc" : "")));
        terms.add("id" + (lastDescends(query) ? " desc" : ""));
        return " order by " + String.join(", ", terms) + " limit " + parameter(query.limit() + 1) + " offset "
                + parameter(query.offset());
    }

    public Sql.Bound bound(Sql sql) {
        Sql.Bound bound = sql.bound();
        values.forEach(bound::bind);
        return bound;
    }

    private static boolean lastDescends(ListQuery query) {
        return query.order().isEmpty() || query.order().getLast().descending();
    }

    private String after(ListQuery query, List<Object> after) {
        List<String> columns = new ArrayList<>();
        List<Boolean> descending = new ArrayList<>();
        query.order().forEach(term -> {
            columns.add(term.field().fieldName());
            descending.add(term.descending());
        });
        columns.add("id");
        descending.add(lastDescends(query));
        List<String> alternatives = new ArrayList<>();
        for (int last = 0; last < columns.size(); last++) {
            List<String> conditions = new ArrayList<>();
            for (int equal = 0; equal < last; equal++) {
                conditions.add(columns.get(equal) + " = " + parameter(after.get(equal)));
            }
            conditions.add(columns.get(last) + (descending.get(last) ? " < " : " > ") + parameter(after.get(last)));
            alternatives.add("(" + String.join(" and ", conditions) + ")");
        }
        return "(" + String.join(" or ", alternatives) + ")";
    }

    private String sql(Filter filter) {
        return switch (filter) {
            case Filter.And and -> joined(and.all(), " and ", "true");
            case Filter.Or or -> joined(or.any(), " or ", "false");
            case Filter.Compare compare ->
                compare.field().fieldName() + operator(compare.comparison()) + parameter(compare.value());
            case Filter.Between between ->
                between.field().fieldName() + " between " + parameter(between.from()) + " and "
                        + parameter(between.to());
            case Filter.In in ->
                in.field().fieldName() + (in.negated() ? " <> all(" : " = any(") + parameter(in.values()) + ")";
            case Filter.Like like ->
                like.field().fieldName() + (like.ignoringCase() ? " ilike " : " like ") + parameter(like.pattern());
            case Filter.IsNull isNull -> isNull.field().fieldName() + (isNull.wanted() ? " is null" : " is not null");
        };
    }

    private String joined(List<Filter> filters, String with, String none) {
        return filters.isEmpty() ? none : filters.stream().map(this::sql).collect(Collectors.joining(with, "(", ")"));
    }

    private static String operator(ListQuery.Comparison comparison) {
        return switch (comparison) {
            case EQ -> " = ";
            case NEQ -> " <> ";
            case GT -> " > ";
            case GTE -> " >= ";
            case LT -> " < ";
            case LTE -> " <= ";
        };
    }

    private String parameter(Object value) {
        String name = "p" + values.size();
        values.put(name, value);
        return ":" + name;
    }
}
