package nx.sale.bootstrap.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** What a command of {@code sale ops} prints of the service's answer. */
final class OpsAnswer {
    private final PrintStream out;
    private final PrintStream complaints;

    OpsAnswer(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    /** Prints an answer as a table, as lines, or as it came, and says when that is not all. */
    void show(OpsCommand command, JsonNode answer, boolean json) {
        print(command, answer, json);
        more(command, answer).ifPresent((json ? complaints : out)::println);
    }

    /** What is left out: the next page of a list, or what the overview counts beyond the rows it gives. */
    private static Optional<String> more(OpsCommand command, JsonNode answer) {
        String next = answer.path("nextCursor").asText("");
        long counted = answer.at("/counts" + command.shows()).asLong();
        return next.isEmpty()
                ? Optional.of("there are " + counted + " in all; these are the oldest")
                        .filter(any -> counted > answer.at(command.shows()).size())
                : Optional.of("there are more: add " + OpsCommand.CURSOR + " " + next);
    }

    private void print(OpsCommand command, JsonNode answer, boolean json) {
        JsonNode shown = command.shows().isEmpty() ? answer : answer.at(command.shows());
        if (json) {
            out.println(RemoteOps.written(shown));
        } else if (shown.isArray()) {
            table(command.rows().apply(shown), command.columns());
        } else {
            shown.properties().forEach(field -> {
                if (field.getValue().isArray() && field.getValue().path(0).isObject()) {
                    out.println(field.getKey() + ":");
                    table(field.getValue(), List.of());
                } else {
                    out.println(field.getKey() + ": " + text(field.getValue()));
                }
            });
        }
    }

    /** A row for each order of each record: what the record conserved, and whether the order has the sums of its items today. */
    static ArrayNode proof(JsonNode operations) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (JsonNode operation : operations) {
            for (JsonNode today : operation.path("today")) {
                ObjectNode row = rows.addObject();
                row.set("operation", operation.path("id"));
                row.set("kind", operation.path("kind"));
                row.set("exact", operation.at("/difference/exact"));
                row.set("order", today.path("orderId"));
                row.set("stored", today.at("/stored/total"));
                row.set("counted", today.at("/counted/total"));
                row.set("difference", today.at("/difference/total"));
                row.set("agrees", today.path("agrees"));
            }
        }
        return rows;
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? RemoteOps.written(value) : value.asText();
    }

    private void table(JsonNode rows, List<String> columns) {
        if (rows.isEmpty()) {
            out.println("nothing");
        } else {
            OpsTable.lines(rows, columns).forEach(out::println);
        }
    }
}
