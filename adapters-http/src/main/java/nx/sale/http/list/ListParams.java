package nx.sale.http.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.ListQuery.Comparison;
import nx.sale.domain.listing.ListQuery.Field;
import nx.sale.domain.listing.ListQuery.Filter;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;
import nx.sale.http.server.Call;
import nx.sale.http.server.Parameter;
import nx.sale.http.server.Route;
import org.jspecify.annotations.Nullable;

/**
 * Reads what part of a list is wanted (LIST-2): {@code filter} as JSON with where, order, limit, offset and fields, or the plain
 * shortcuts {@code status}, {@code from}, {@code to}, {@code limit} and {@code cursor}. Only fields of the given enum are known.
 */
final class ListParams {
    private static final int OFFSET = 100_000;
    private static final String AT = "query.filter";

    private final ListFilter conditions;

    private ListParams(List<? extends Field> known) {
        conditions = new ListFilter(known);
    }

    /**
     * What was asked for.
     *
     * @param fields top-level fields to show; empty for all
     */
    record Wanted(ListQuery query, Set<String> fields) {}

    /**
     * The parameters that a list takes, and its count; a count has no pages, and a caller's words about them change nothing.
     *
     * @param shortcuts fields that may be asked for by a parameter of their own, one or several values by commas
     */
    static void declare(Route route, List<Parameter> shortcuts) {
        route.parameter(Parameter.text(
                        "filter",
                        "JSON: {\"where\":{...},\"order\":[\"createdAt DESC\"],\"limit\":20,\"offset\":0,\"fields\":[...]};"
                                + " at most 30 conditions nested 5 deep, 4 like or ilike with 8 wildcards each, 200 values in a"
                                + " list and 400 in all, 3 terms of order, offset up to 100000"))
                .parameter(Parameter.time("from", "created at or after"))
                .parameter(Parameter.time("to", "created before"));
        if (route.shape() == Route.Shape.LIST) {
            route.paged();
        } else {
            route.ignores(Parameter.LIMIT, Parameter.CURSOR);
        }
        shortcuts.forEach(route::parameter);
    }

    static Wanted read(Call call, List<? extends Field> fields, List<Parameter> shortcuts) {
        return new ListParams(fields).read(call, shortcuts);
    }

    private Wanted read(Call call, List<Parameter> shortcuts) {
        Map<?, ?> filter = call.query("filter").map(ListParams::object).orElse(Map.of());
        for (Object name : filter.keySet()) {
            if (!Set.of("where", "order", "limit", "offset", "fields", "skip").contains(name)) {
                throw wrong(AT + "." + name, "unknown", "is not a part of a filter");
            }
        }
        List<Filter> all = new ArrayList<>();
        if (filter.get("where") != null) {
            all.add(conditions.where(filter.get("where"), AT + ".where"));
        }
        for (Parameter shortcut : shortcuts) {
            call.query(shortcut.name()).ifPresent(text -> all.add(conditions.shortcut(shortcut.name(), text)));
        }
        Optional<Instant> from = call.time("from");
        Optional<Instant> to = call.time("to");
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw wrong("query.to", "out-of-range", "must not be before from");
        }
        from.ifPresent(time -> all.add(created("query.from", Comparison.GTE, time)));
        to.ifPresent(time -> all.add(created("query.to", Comparison.LT, time)));
        List<ListQuery.Term> order = order(filter.get("order"));
        int limit = filter.containsKey("limit") ? whole(filter.get("limit"), AT + ".limit", 1, 200) : call.limit();
        Object skip = filter.containsKey("offset") ? filter.get("offset") : filter.get("skip");
        int offset = skip == null ? 0 : whole(skip, AT + ".offset", 0, OFFSET);
        Optional<List<Object>> after = call.query("cursor").map(text -> Cursors.read(text, order));
        if (after.isPresent() && offset > 0) {
            throw wrong(AT + ".offset", "not-allowed", "a cursor and an offset do not go together");
        }
        Optional<Filter> where = all.isEmpty() ? Optional.empty() : Optional.of(new Filter.And(all));
        return new Wanted(
                new ListQuery(where, order, limit, offset, after, call.wantsCount()), fields(filter.get("fields")));
    }

    private Filter created(String path, Comparison comparison, Instant time) {
        return new Filter.Compare(conditions.field("createdAt", path), comparison, time);
    }

    private static Map<?, ?> object(String text) {
        if (JsonTree.parse(text, AT) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(AT, "type", "must be a JSON object");
    }

    private static int whole(@Nullable Object node, String path, int min, int max) {
        if (node instanceof JsonTree.Number number
                && number.text().matches("\\d{1,9}")
                && Integer.parseInt(number.text()) >= min
                && Integer.parseInt(number.text()) <= max) {
            return Integer.parseInt(number.text());
        }
        throw wrong(path, "out-of-range", "must be " + min + " to " + max);
    }

    private List<ListQuery.Term> order(@Nullable Object node) {
        String path = AT + ".order";
        List<?> wanted = node == null ? List.of() : node instanceof List<?> list ? list : List.of(node);
        if (wanted.size() > 3) {
            throw wrong(path, "too-many", "must have at most three terms");
        }
        List<ListQuery.Term> terms = new ArrayList<>();
        for (Object term : wanted) {
            if (!(term instanceof String text)) {
                throw wrong(path, "type", "must be a field with ASC or DESC, or a list of them");
            }
            String[] words = text.strip().split("\\s+");
            Field field = conditions.field(words[0], path);
            if (!field.sortable() || words.length > 2 || words.length == 2 && !words[1].matches("(?i)asc|desc")) {
                throw wrong(path, "not-allowed", "must be a field that is always there, with ASC or DESC");
            }
            terms.add(new ListQuery.Term(field, words.length == 2 && words[1].equalsIgnoreCase("desc")));
        }
        return terms;
    }

    private static Set<String> fields(@Nullable Object node) {
        String path = AT + ".fields";
        if (node == null) {
            return Set.of();
        }
        if (!(node instanceof List<?> list)
                || list.isEmpty()
                || list.stream().anyMatch(name -> !(name instanceof String))) {
            throw wrong(path, "type", "must be a list of field names");
        }
        return Set.copyOf(list.stream().map(String::valueOf).toList());
    }

    private static InvalidInput wrong(String path, String code, String message) {
        return InvalidInput.field(path, code, message);
    }
}
