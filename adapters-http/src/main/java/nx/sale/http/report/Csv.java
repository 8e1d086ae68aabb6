package nx.sale.http.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 has it: a header of names, CRLF, quotes where needed. What JSON unwraps is columns of the row. */
final class Csv {
    private Csv() {}

    static <R extends Record> String table(Class<R> type, List<R> rows) {
        StringBuilder table = new StringBuilder();
        line(table, names(type).toList());
        rows.forEach(row -> line(table, cells(row).toList()));
        return table.toString();
    }

    private static Stream<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(column -> unwrapped(column) ? names(column.getType()) : Stream.of(column.getName()));
    }

    private static Stream<String> cells(Record row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .flatMap(column -> value(column, row) instanceof Record inner && unwrapped(column)
                        ? cells(inner)
                        : Stream.of(text(value(column, row))));
    }

    private static boolean unwrapped(RecordComponent column) {
        return column.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    }

    private static void line(StringBuilder table, List<String> cells) {
        table.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static @Nullable Object value(RecordComponent column, Record row) {
        try {
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("rows of reports are public records", e);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : harmless(value.toString());
    }

    /** A spreadsheet runs what begins like a formula; a dish may be called anything. Numbers stay numbers. */
    private static String harmless(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+");
        return formula ? "'" + text : text;
    }

    private static String quoted(String cell) {
        return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? "\"" + cell.replace("\"", "\"\"") + "\""
                : cell;
    }
}
