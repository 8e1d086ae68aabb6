package nx.sale.postgres.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One statement that reads heads and what belongs to them, both as they were at one moment, in one round trip and without a transaction.
 * Heads come first. A row has the columns of both shapes by their names; what its own shape has not is null.
 */
public final class TwoShapes {
    private static final String SHAPE = "shape";

    private TwoShapes() {}

    /**
     * The rows of one shape.
     *
     * @param columns as a select has them; those of one name have one type in both shapes
     * @param place a bigint that orders the rows of this shape
     * @param from from the word {@code from} on
     */
    public record Shape(String columns, String place, String from) {}

    /** The text of the statement. */
    public static String of(Shape heads, Shape belongings) {
        Map<String, String> first = byName(heads.columns());
        Map<String, String> second = byName(belongings.columns());
        Set<String> names = Stream.concat(first.keySet().stream(), second.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return select(names, first, 0, heads) + "\n union all\n" + select(names, second, 1, belongings) + "\n order by "
                + SHAPE + ", place";
    }

    private static String select(Set<String> names, Map<String, String> expressions, int shape, Shape rows) {
        return names.stream()
                .map(name -> expressions.getOrDefault(name, "null") + " as " + name)
                .collect(Collectors.joining(
                        ", ",
                        "select ",
                        ", " + shape + " as " + SHAPE + ", " + rows.place() + " as place\n" + rows.from()));
    }

    /** The names of columns, with a prefix: as whoever selects them from a query calls them. */
    public static String prefixed(String prefix, String columns) {
        return byName(columns).keySet().stream().map(name -> prefix + name).collect(Collectors.joining(", "));
    }

    public static boolean isHead(ResultSet row) throws SQLException {
        return row.getInt(SHAPE) == 0;
    }

    private static Map<String, String> byName(String columns) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String column : split(columns)) {
            int named = column.lastIndexOf(" as ");
            String expression = named < 0 ? column : column.substring(0, named);
            String name = named < 0 ? column.substring(column.lastIndexOf('.') + 1) : column.substring(named + 4);
            byName.put(name.strip().toLowerCase(Locale.ROOT), expression.strip());
        }
        return byName;
    }

    /** By the commas outside of parentheses. */
    private static List<String> split(String columns) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int at = 0; at < columns.length(); at++) {
            char letter = columns.charAt(at);
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                parts.add(columns.substring(from, at).strip());
                from = at + 1;
            }
        }
        parts.add(columns.substring(from).strip());
        return parts;
    }
}
