package nx.sale.bootstrap.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows as a table of at most 120 columns, what happened when first. Columns that are empty in every row are left out, and long texts
 * are cut; numbers, ids and times never are. {@code --json} gives all.
 */
final class OpsTable {
    static final int WIDEST = 120;
    private static final int SHORTEST = 8;
    private static final List<String> TIMES = List.of("at", "createdAt", "receivedAt");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z";
    private static final String GAP = "  ";

    private OpsTable() {}

    /**
     * The lines, the head first.
     *
     * @param wanted the columns to show; all when empty
     */
    static List<String> lines(JsonNode rows, List<String> wanted) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        List<String> columns = columns(rows);
        for (String column : wanted.isEmpty()
                ? columns
                : wanted.stream().filter(columns::contains).toList()) {
            int widest = column.length();
            for (JsonNode row : rows) {
                widest = Math.max(widest, text(row.path(column)).length());
            }
            widths.put(column, widest);
        }
        shrink(rows, widths);
        List<String> lines = new ArrayList<>();
        lines.add(line(widths, widths.keySet().stream().collect(Collectors.toMap(name -> name, name -> name))));
        for (JsonNode row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            widths.keySet().forEach(column -> cells.put(column, text(row.path(column))));
            lines.add(line(widths, cells));
        }
        return lines;
    }

    /** A value on one line, times to the second. */
    static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        String text = value.isContainerNode() ? RemoteOps.written(value) : value.asText();
        return text.matches(TIME) ? text.replaceFirst("\\.\\d+Z$", "Z") : text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static List<String> columns(JsonNode rows) {
        Set<String> filled = new LinkedHashSet<>();
        rows.forEach(row -> row.properties().forEach(field -> {
            String text = text(field.getValue());
            if (!text.isEmpty() && !text.equals("{}") && !text.equals("[]")) {
                filled.add(field.getKey());
            }
        }));
        List<String> columns = new ArrayList<>();
        TIMES.stream().filter(filled::contains).findFirst().ifPresent(columns::add);
        filled.removeAll(columns);
        columns.addAll(filled);
        return columns;
    }

    private static void shrink(JsonNode rows, Map<String, Integer> widths) {
        Set<String> whole =
                widths.keySet().stream().filter(column -> exact(rows, column)).collect(Collectors.toSet());
        while (total(widths) > WIDEST) {
            Optional<String> widest = widths.entrySet().stream()
                    .filter(column -> !whole.contains(column.getKey()) && column.getValue() > SHORTEST)
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey);
            // when nothing is left to cut, the last column is dropped
            widest.ifPresentOrElse(
                    column -> widths.merge(column, -1, Integer::sum),
                    () -> widths.remove(new ArrayList<>(widths.keySet()).getLast()));
        }
    }

    /** Whether cutting would leave something wrong rather than something short. */
    private static boolean exact(JsonNode rows, String column) {
        for (JsonNode row : rows) {
            if (!text(row.path(column)).matches("-?[0-9.]*|" + TIME)) {
                return false;
            }
        }
        return true;
    }

    private static int total(Map<String, Integer> widths) {
        return widths.values().stream().mapToInt(width -> width + GAP.length()).sum() - GAP.length();
    }

    private static String line(Map<String, Integer> widths, Map<String, String> cells) {
        return widths.entrySet().stream()
                .map(column -> cell(cells.getOrDefault(column.getKey(), ""), column.getValue()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        String shown = text;
        if (text.length() > width) {
            int end = Character.isHighSurrogate(text.charAt(width - 2)) ? width - 2 : width - 1;
            shown = text.substring(0, end) + "…";
        }
        return shown + " ".repeat(width - shown.length());
    }
}
