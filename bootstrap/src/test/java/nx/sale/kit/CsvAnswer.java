package nx.sale.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A table of RFC 4180, read as the rows of JSON that it stands for: so it is held against the same schema. */
final class CsvAnswer {
    private static final String QUOTE = Character.toString('"');

    private final String text;
    private int at;

    private CsvAnswer(String text) {
        this.text = text;
    }

    /**
     * The rows as JSON has them. Fails when the columns are not the fields of a row, or a row has not a cell for each.
     *
     * @param row the schema of one
     */
    static ArrayNode rows(String what, String text, JsonNode row) {
        List<List<String>> lines = new CsvAnswer(text).lines();
        List<String> fields = new ArrayList<>();
        row.path("properties").fieldNames().forEachRemaining(fields::add);
        if (lines.isEmpty() || !lines.getFirst().equals(fields)) {
            throw new AssertionError(what + " has other columns than " + fields + ":\n" + text);
        }
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (List<String> cells : lines.subList(1, lines.size())) {
            if (cells.size() != fields.size()) {
                throw new AssertionError(what + " has a row of " + cells.size() + " cells: " + cells);
            }
            ObjectNode one = rows.addObject();
            for (int column = 0; column < cells.size(); column++) {
                put(one, fields.get(column), cells.get(column), row.path("properties"));
            }
        }
        return rows;
    }

    private static void put(ObjectNode row, String field, String cell, JsonNode properties) {
        String type = properties.path(field).path("type").toString();
        if (cell.isEmpty() && type.contains("null")) {
            row.putNull(field);
        } else if (type.contains("integer") && cell.matches("-?\\d{1,18}")) {
            row.put(field, Long.parseLong(cell));
        } else {
            row.put(field, cell);
        }
    }

    private List<List<String>> lines() {
        List<List<String>> lines = new ArrayList<>();
        while (at < text.length()) {
            List<String> line = new ArrayList<>(List.of(cell()));
            while (take(",")) {
                line.add(cell());
            }
            if (!take("\r\n")) {
                throw new AssertionError("a line ends otherwise than with CRLF, at " + at + ":\n" + text);
            }
            lines.add(line);
        }
        return lines;
    }

    private String cell() {
        StringBuilder cell = new StringBuilder();
        boolean quoted = take(QUOTE);
        while (at < text.length() && (quoted || ",\r\n".indexOf(text.charAt(at)) < 0)) {
            if (quoted && take(QUOTE) && !text.startsWith(QUOTE, at)) {
                return cell.toString();
            }
            cell.append(text.charAt(at++));
        }
        if (quoted) {
            throw new AssertionError("a quote is not closed:\n" + text);
        }
        return cell.toString();
    }

    private boolean take(String wanted) {
        boolean there = text.startsWith(wanted, at);
        at += there ? wanted.length() : 0;
        return there;
    }
}
