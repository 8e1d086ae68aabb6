package nx.sale.http.list;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.ListQuery.Comparison;
import nx.sale.domain.listing.ListQuery.Field;
import nx.sale.domain.listing.ListQuery.Filter;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.JsonTree;
import nx.sale.http.json.Texts;
import nx.sale.http.json.Times;
import nx.sale.http.server.Call;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions of one list. How much they may ask for in all is bounded, so that a filter costs about what its page is worth:
 * what is still too costly ends at the time that lists have ({@code list-too-costly}).
 */
final class ListFilter {
    private static final int DEPTH = 5;
    private static final int CONDITIONS = 30;
    private static final int VALUES = 200;
    private static final int VALUES_IN_ALL = 400;
    private static final int PATTERNS = 4;
    private static final int WILDCARDS = 8;
    private static final int TEXT_LIMIT = 200;

    private final List<? extends Field> known;
    private int conditions;
    private int values;
    private int patterns;

    ListFilter(List<? extends Field> known) {
        this.known = known;
    }

    Filter where(@Nullable Object node, String path) {
        return where(node, path, 1);
    }

    private Filter where(@Nullable Object node, String path, int depth) {
        if (!(node instanceof Map<?, ?> map) || depth > DEPTH) {
            throw wrong(path, "type", "must be an object, nested at most five deep");
        }
        List<Filter> all = new ArrayList<>();
        map.forEach((name, value) -> {
            String at = path + "." + name;
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
            String at = path + "[" + index + "]";
            count(at);
            branches.add(where(list.get(index), at, depth + 1));
        }
        return branches;
    }

    private void count(String path) {
        if (++conditions > CONDITIONS) {
            throw wrong(path, "too-many", "is one more than the " + CONDITIONS + " conditions that a filter may have");
        }
    }

    private List<Filter> conditions(Field field, @Nullable Object node, String path) {
        if (!(node instanceof Map<?, ?> operators)) {
            count(path);
            return List.of(
                    node == null
                            ? new Filter.IsNull(field, true)
                            : new Filter.Compare(field, Comparison.EQ, value(field, node, path)));
        }
        List<Filter> all = new ArrayList<>();
        operators.forEach((operator, operand) -> {
            String at = path + "." + operator;
            count(at);
            all.add(condition(field, String.valueOf(operator), operand, at));
        });
        return all;
    }

    private Filter condition(Field field, String operator, @Nullable Object operand, String path) {
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

    /** A backslash takes the next character as it is, so one must follow; every other {@code %} and {@code _} is a wildcard. */
    private String pattern(String pattern, String path) {
        if (++patterns > PATTERNS) {
            throw wrong(path, "too-many", "is one more than the " + PATTERNS + " patterns that a filter may have");
        }
        int wildcards = 0;
        for (int index = 0; index < pattern.length(); index++) {
            char c = pattern.charAt(index);
            if (c == '\\' && ++index == pattern.length()) {
                throw wrong(path, "format", "must not end in a single backslash");
            }
            wildcards += c == '%' || c == '_' ? 1 : 0;
        }
        if (wildcards > WILDCARDS) {
            throw wrong(path, "too-many", "must have at most " + WILDCARDS + " wildcards, % or _");
        }
        return pattern;
    }

    private List<Object> values(Field field, @Nullable Object operand, String path) {
        if (!(operand instanceof List<?> list)) {
            throw wrong(path, "type", "must be a list of 1 to " + VALUES + " values");
        }
        bound(list.size(), path);
        List<Object> read = new ArrayList<>();
        for (Object one : list) {
            read.add(value(field, one, path));
        }
        return read;
    }

    private void bound(int size, String path) {
        if (size < 1 || size > VALUES) {
            throw wrong(path, size < 1 ? "too-few" : "too-many", "must be a list of 1 to " + VALUES + " values");
        }
        values += size;
        if (values > VALUES_IN_ALL) {
            throw wrong(path, "too-many", "brings the filter to more than " + VALUES_IN_ALL + " values in lists");
        }
    }

    /** A parameter of its own: one or several values, by commas. */
    Filter shortcut(String name, String text) {
        String path = "query." + name;
        Field field = field(name, path);
        count(path);
        String[] parts = text.split(",", -1);
        bound(parts.length, path);
        List<Object> wanted = new ArrayList<>();
        for (String part : parts) {
            wanted.add(parsed(field, part, path));
        }
        return new Filter.In(field, wanted, false);
    }

    private static Object value(Field field, @Nullable Object node, String path) {
        return switch (node) {
            case JsonTree.Number number -> parsed(field, number.text(), path);
            case String text -> parsed(field, text, path);
            case null, default -> throw wrong(path, "type", "must be a value");
        };
    }

    private static Object parsed(Field field, String text, String path) {
        return switch (field.type()) {
            case ID -> Call.id(text, path);
            case TEXT -> text(text, path);
            case DECIMAL -> {
                if (!text.matches("-?\\d{1,11}(\\.\\d{1,4})?")) {
                    throw wrong(
                            path, "format", "must be a decimal with at most 11 digits before and 4 after the point");
                }
                yield new BigDecimal(text);
            }
            case WHOLE -> {
                if (!text.matches("-?\\d{1,9}")) {
                    throw wrong(path, "format", "must be a whole number");
                }
                yield Integer.parseInt(text);
            }
            case INSTANT -> Times.instant(text, path, Times.Span.ASKED);
            case DATE -> Times.date(text, path, "a date");
        };
    }

    private static String text(String text, String path) {
        if (Texts.length(text) > TEXT_LIMIT) {
            throw wrong(path, "too-long", "must have at most " + TEXT_LIMIT + " characters");
        }
        if (!Texts.plain(text)) {
            throw wrong(path, "format", "must not contain control characters");
        }
        return text;
    }

    Field field(String name, String path) {
        return known.stream()
                .filter(field -> field.fieldName().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong(
                        path,
                        "unknown",
                        "is not one of " + known.stream().map(Field::fieldName).toList()));
    }

    private static InvalidInput wrong(String path, String code, String message) {
        return InvalidInput.field(path, code, message);
    }
}
