package nx.sale.http.report;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 has it: a header of names, CRLF, quotes where needed. */
final class Csv {
    private Csv() {}

    static <R extends Record> String table(Class<R> type, List<R> rows) {
        RecordComponent[] columns = type.getRecordComponents();
        StringBuilder table = new StringBuilder();
        line(table, Arrays.stream(columns).map(RecordComponent::getName).toList());
        rows.forEach(row -> line(
                table, Arrays.stream(columns).map(column -> cell(column, row)).toList()));
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells) {
        table.append(cells.stream().map(Csv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String cell(RecordComponent column, Record row) {
        try {
            return text(column.getAccessor().invoke(row));
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
