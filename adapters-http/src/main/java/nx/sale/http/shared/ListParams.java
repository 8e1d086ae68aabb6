package nx.sale.http.shared;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.shared.ListQuery;
import nx.sale.domain.shared.ListQuery.Comparison;
import nx.sale.domain.shared.ListQuery.Field;
import nx.sale.domain.shared.ListQuery.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Reads what part of a list is wanted (spec 02, Lists): {@code filter} as JSON with where, order, limit, offset and fields, or the plain
 * shortcuts {@code status}, {@code from}, {@code to}, {@code limit} and {@code cursor}. Only fields of the given enum are known.
 */
public final class ListParams {
    private static final int CONDITIONS = 50;
    private static final int VALUES = 200;
    private static final int OFFSET = 100_000;
    private static final String AT = "query.filter";

    private final List<? extends Field> known;
    private int conditions;

    private ListParams(List<? extends Field> known) {
        this.known = known;
    }

    /**
     * What was asked for.
     *
     * @param fields top-level fields to show; empty for all
     */
    public record Wanted(ListQuery query, Set<String> fields) {}

    /**
     * The parameters a list route takes.
     *
     * @param shortcuts fields that may be asked for by a parameter of their own, one or several values by commas
     */
    static void declare(Route route, List<String> shortcuts) {
        route.parameter(
                        "filter",
                        "JSON: {\"where\":{...},\"order\":[\"createdAt DESC\"],\"limit\":20,\"offset\":0,\"fields\":[...]}")
                .parameter("from", "created at or after, ISO 8601 with offset")
                .parameter("to", "created before, ISO 8601 with offset")
                .parameter("limit", "1 to 200, 20 when absent")
                .parameter("cursor", "nextCursor of the page before");
        shortcuts.forEach(field -> route.parameter(field, "one or several, by commas"));
    }

    static Wanted read(Call call, List<? extends Field> fields, List<String> shortcuts) {
        return new ListParams(fields).read(call, shortcuts);
    }

    private Wanted read(Call call, List<String> shortcuts) {
        Map<?, ?> filter = call.query("filter").map(ListParams::object).orElse(Map.of());
        for (Object name : filter.keySet()) {
            if (!Set.of("where", "order", "limit", "offset", "fields", "skip").contains(name)) {
                throw wrong(AT + "." + name, "unknown", "is not a part of a filter");
            }
        }
        List<Filter> all = new ArrayList<>();
        if (filter.get("where") != null) {
            all.add(where(filter.get("where"), AT + ".where", 1));
        }
        for (String name : shortcuts) {
            call.query(name).ifPresent(text -> {
                Field field = field(name, "query." + name);
                all.add(new Filter.In(
                        field,
                        Arrays.stream(text.split(",", -1))
                                .map(one -> parsed(field, one, "query." + name))
                                .toList(),
                        false));
            });
        }
        call.query("from")
                .ifPresent(text -> all.add(new Filter.Compare(
                        field("createdAt", "query.from"), Comparison.GTE, instant(text, "query.from"))));
        call.query("to")
                .ifPresent(text -> all.add(
                        new Filter.Compare(field("createdAt", "query.to"), Comparison.LT, instant(text, "query.to"))));
        List<ListQuery.Term> order = order(filter.get("order"));
        int limit = filter.containsKey("limit") ? whole(filter.get("limit"), AT + ".limit", 1, 200) : call.limit();
        Object skip = filter.containsKey("offset") ? filter.get("offset") : filter.get("skip");
        int offset = skip == null ? 0 : whole(skip, AT + ".offset", 0, OFFSET);
        Optional<List<Object>> after = call.query("cursor").map(text -> cursor(text, order));
        if (after.isPresent() && offset > 0) {
            throw wrong(AT + ".offset", "not-allowed", "a cursor and an offset do not go together");
        }
        Optional<Filter> where = all.isEmpty() ? Optional.empty() : Optional.of(new Filter.And(all));
        return new Wanted(
                new ListQuery(where, order, limit, offset, after, call.wantsCount()), fields(filter.get("fields")));
    }

    private static Map<?, ?> object(String text) {
        if (JsonTree.parse(text, AT) instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(AT, "type", "must be a JSON object");
    }

    private Filter where(@Nullable Object node, String path, int depth) {
        if (!(node instanceof Map<?, ?> map) || depth > 5) {
            throw wrong(path, "type", "must be an object, nested at most five deep");
        }
        List<Filter> all = new ArrayList<>();
        map.forEach((name, value) -> {
            String at = path + "." + name;
            if (++conditions > CONDITIONS) {
                throw wrong(path, "too-many", "must have at most " + CONDITIONS + " conditions");
            }
            switch (String.valueOf(name)) {
                case "and" -> all.add(new Filter.And(branches(value, at, depth)));
                case "or" -> all.add(new Filter.Or(branches(value, at, depth)));
                default -> all.addAll(conditions(field(String.valueOf(name), at), value, at));
            }
        });
        return new Filter.And(all);
    }

    private List<Filter> branches(@Nullable Object node, String path, int depth) {
        if (!(node instanceof List<?> list)) {
            throw wrong(path, "type", "must be a list of objects");
        }
        List<Filter> branches = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            branches.add(where(list.get(index), path + "[" + index + "]", depth + 1));
        }
        return branches;
    }

    private List<Filter> conditions(Field field, @Nullable Object node, String path) {
        if (!(node instanceof Map<?, ?> operators)) {
            return List.of(
                    node == null
                            ? new Filter.IsNull(field, true)
                            : new Filter.Compare(field, Comparison.EQ, value(field, node, path)));
        }
        List<Filter> all = new ArrayList<>();
        operators.forEach((operator, operand) ->
                all.add(condition(field, String.valueOf(operator), operand, path + "." + operator)));
        return all;
    }

    private static Filter condition(Field field, String operator, @Nullable Object operand, String path) {
        return switch (operator) {
            case "eq" -> new Filter.Compare(field, Comparison.EQ, value(field, operand, path));
            case "neq" -> new Filter.Compare(field, Comparison.NEQ, value(field, operand, path));
            case "gt" -> new Filter.Compare(field, Comparison.GT, value(field, operand, path));
            case "gte" -> new Filter.Compare(field, Comparison.GTE, value(field, operand, path));
            case "lt" -> new Filter.Compare(field, Comparison.LT, value(field, operand, path));
            case "lte" -> new Filter.Compare(field, Comparison.LTE, value(field, operand, path));
            case "between" -> {
                List<Object> ends = values(field, operand, path);
                if (ends.size() != 2) {
                    throw wrong(path, "format", "must have two values");
                }
                yield new Filter.Between(field, ends.get(0), ends.get(1));
            }
            case "in", "inq" -> new Filter.In(field, values(field, operand, path), false);
            case "nin" -> new Filter.In(field, values(field, operand, path), true);
            case "like", "ilike" -> {
                if (field.type() != ListQuery.FieldType.TEXT || !(operand instanceof String pattern)) {
                    throw wrong(path, "type", "is for text");
                }
                yield new Filter.Like(field, pattern(text(pattern, path), path), operator.equals("ilike"));
            }
            case "isNull" -> {
                if (!(operand instanceof Boolean wanted)) {
                    throw wrong(path, "type", "must be true or false");
                }
                yield new Filter.IsNull(field, wanted);
            }
            default -> throw wrong(path, "unknown", "is not an operator");
        };
    }

    /** A backslash takes the next character as it is, so one must follow. */
    private static String pattern(String pattern, String path) {
        int end = pattern.length();
        while (end > 0 && pattern.charAt(end - 1) == '\\') {
            end--;
        }
        if ((pattern.length() - end) % 2 == 1) {
            throw wrong(path, "format", "must not end in a single backslash");
        }
        return pattern;
    }

    private static List<Object> values(Field field, @Nullable Object operand, String path) {
        if (!(operand instanceof List<?> list) || list.isEmpty() || list.size() > VALUES) {
            throw wrong(path, "type", "must be a list of 1 to " + VALUES + " values");
        }
        List<Object> values = new ArrayList<>();
        for (Object one : list) {
            values.add(value(field, one, path));
        }
        return values;
    }

    private static Object value(Field field, @Nullable Object node, String path) {
        String text =
                node instanceof JsonTree.Number number ? number.text() : node instanceof String string ? string : "";
        if (!(node instanceof JsonTree.Number) && !(node instanceof String)) {
            throw wrong(path, "type", "must be a value");
        }
        return parsed(field, text, path);
    }

    private static Object parsed(Field field, String text, String path) {
        return switch (field.type()) {
            case ID -> Call.id(text, path);
            case TEXT -> text(text, path);
            case DECIMAL -> {
                if (!text.matches("-?\\d{1,11}(\\.\\d{1,4})?")) {
                    throw wrong(path, "format", "must be a decimal");
                }
                yield new BigDecimal(text);
            }
            case WHOLE -> {
                if (!text.matches("-?\\d{1,9}")) {
                    throw wrong(path, "format", "must be a whole number");
                }
                yield Integer.parseInt(text);
            }
            case INSTANT -> instant(text, path);
            case DATE -> {
                try {
                    yield LocalDate.parse(text);
                } catch (DateTimeException e) {
                    throw wrong(path, "format", "must be a date: 2026-01-31");
                }
            }
        };
    }

    private static String text(String text, String path) {
        if (text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(path, "format", "must be at most 200 characters without control characters");
        }
        return text;
    }

    private static Instant instant(String text, String path) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw wrong(path, "format", "must be a time with offset: 2026-01-31T18:30:00+07:00");
        }
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
        List<ListQuery.Term> terms = new ArrayList<>();
        List<?> wanted = node == null ? List.of() : node instanceof List<?> list ? list : List.of(node);
        for (Object term : wanted) {
            String[] words = String.valueOf(term).strip().split("\\s+");
            Field field = field(words[0], AT + ".order");
            if (!field.sortable() || words.length > 2 || words.length == 2 && !words[1].matches("(?i)asc|desc")) {
                throw wrong(AT + ".order", "not-allowed", "must be a field that is always there, with ASC or DESC");
            }
            terms.add(new ListQuery.Term(field, words.length == 2 && words[1].equalsIgnoreCase("desc")));
        }
        if (terms.size() > 3) {
            throw wrong(AT + ".order", "too-many", "must have at most three terms");
        }
        return terms;
    }

    private static Set<String> fields(@Nullable Object node) {
        if (node == null) {
            return Set.of();
        }
        if (!(node instanceof List<?> list) || list.isEmpty()) {
            throw wrong(AT + ".fields", "type", "must be a list of field names");
        }
        return Set.copyOf(list.stream().map(String::valueOf).toList());
    }

    private Field field(String name, String path) {
        return known.stream()
                .filter(field -> field.fieldName().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(
                        path,
                        "unknown",
                        "is not one of " + known.stream().map(Field::fieldName).toList()));
    }

    /** Where a page ended: its sort values and the id, with the order they belong to. */
    public static String cursor(List<ListQuery.Term> order, List<Object> values) {
        String text = terms(order) + "\u001f"
                + String.join("\u001f", values.stream().map(String::valueOf).toList());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String terms(List<ListQuery.Term> order) {
        return String.join(
                ",",
                order.stream()
                        .map(term -> term.field().fieldName() + (term.descending() ? "-" : "+"))
                        .toList());
    }

    private static List<Object> cursor(String text, List<ListQuery.Term> order) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\u001f", -1);
            if (parts.length != order.size() + 2 || !parts[0].equals(terms(order))) {
                throw unreadable();
            }
            List<Object> values = new ArrayList<>();
            for (int index = 0; index < order.size(); index++) {
                values.add(parsed(order.get(index).field(), parts[index + 1], "query.cursor"));
            }
            values.add(Call.id(parts[parts.length - 1], "query.cursor"));
            return values;
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static InvalidInput unreadable() {
        return wrong("query.cursor", "format", "must be the nextCursor of a page in the same order");
    }

    private static InvalidInput wrong(String path, String code, String message) {
        return InvalidInput.field(path, code, message);
    }
}
