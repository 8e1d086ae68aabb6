package nx.sale.http.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.listing.Page;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Json;
import nx.sale.http.json.Rules;
import nx.sale.http.server.Answer;
import nx.sale.http.server.Answers;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;

/**
 * What a list route and its count share: which fields may be asked about, where the rows are, and how one is shown.
 *
 * @param fields the first of them is the id
 * @param shortcuts fields that have a query parameter of their own
 */
public record ListOf<T>(
        List<ListField<T>> fields, List<Parameter> shortcuts, Listing<T> rows, Function<T, ? extends Record> json) {
    /** How many there are. */
    @Rules.Means("how many match")
    public record Count(
            @Rules.Means("how many match, on all pages") long count) {}

    /** Gives a route the parameters that {@link #list} or {@link #count} understands. */
    public Route takenBy(Route route) {
        ListParams.declare(route, shortcuts);
        return route.costly();
    }

    /** A page, with the fields asked for. */
    public Answer list(Call call) {
        ListParams.Wanted wanted = ListParams.read(call, fields, shortcuts);
        ListQuery query = wanted.query();
        List<T> found = rows.list(call.merchant(), query);
        boolean more = found.size() > query.limit();
        List<T> shown = more ? found.subList(0, query.limit()) : found;
        OptionalLong count =
                query.counted() ? OptionalLong.of(rows.count(call.merchant(), query.where())) : OptionalLong.empty();
        Optional<String> next = more ? Optional.of(cursor(query, shown.getLast())) : Optional.empty();
        return Answers.page(
                call, new Page<>(shown, count, next), query.offset(), row -> only(json.apply(row), wanted.fields()));
    }

    private String cursor(ListQuery query, T last) {
        List<Object> values = new ArrayList<>();
        query.order().forEach(term -> values.add(value(term.field().fieldName(), last)));
        values.add(fields.getFirst().valueOf(last));
        return Cursors.of(query.order(), values);
    }

    private Object value(String field, T row) {
        return fields.stream()
                .filter(known -> known.fieldName().equals(field))
                .findFirst()
                .orElseThrow()
                .valueOf(row);
    }

    /** These fields only; all when none is named. Refuses a field that the rows do not have. */
    private static Object only(Record row, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return row;
        }
        Map<String, Object> all = Json.fields(row);
        wanted.stream().filter(field -> !all.containsKey(field)).findFirst().ifPresent(field -> {
            throw InvalidInput.field("query.filter.fields", "unknown", "there is no field " + field);
        });
        all.keySet().retainAll(wanted);
        return all;
    }

    /** How many match. */
    public Answer count(Call call) {
        ListQuery query = ListParams.read(call, fields, shortcuts).query();
        return Answers.ok(new Count(rows.count(call.merchant(), query.where())));
    }
}
