package nx.sale.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/** The console asks for nothing that the OpenAPI document does not have. */
class ConsoleOperationsTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^(\\w+) +(GET|POST|PUT|PATCH|DELETE) +(/\\S*) +(\\w+\\.\\w+)(?: +(.*))?$");
    private static final Pattern USED = Pattern.compile("\\b(?:call|can|list|listAll|table)\\('(\\w+)'");
    private static final Pattern NEEDED = Pattern.compile("needs: \\[([^]]*)]");
    private static final Pattern CHOSEN = Pattern.compile("'(\\w+)'");

    private record Row(String method, String path, String permission, List<String> query) {}

    private final Map<String, Script> scripts = Script.all();
    private final Map<String, Row> rows = rows();

    private Map<String, Row> rows() {
        Map<String, Row> found = new TreeMap<>();
        Matcher matcher = ROW.matcher(scripts.get("app/operations.js").code());
        while (matcher.find()) {
            List<String> query = matcher.group(5) == null
                    ? List.of()
                    : Arrays.asList(matcher.group(5).strip().split(" +"));
            assertThat(found.put(
                            matcher.group(1), new Row(matcher.group(2), matcher.group(3), matcher.group(4), query)))
                    .isNull();
        }
        return found;
    }

    // OPS-16
    @Test
    void everyOperationIsOneOfTheDocument() {
        JsonNode paths = Stack.contract().document().at("/paths");

        assertThat(rows).hasSizeGreaterThan(30);
        rows.forEach((operation, row) -> {
            JsonNode documented = paths.path(row.path()).path(row.method().toLowerCase(java.util.Locale.ROOT));
            assertThat(documented.path("operationId").asText())
                    .as(row.toString())
                    .isEqualTo(operation);
            assertThat(documented.path("x-permission").asText()).as(operation).isEqualTo(row.permission());
            Set<String> known = new TreeSet<>();
            StreamSupport.stream(documented.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("in").asText().equals("query"))
                    .forEach(parameter -> known.add(parameter.path("name").asText()));
            assertThat(known).as(operation).containsAll(row.query());
        });
    }

    // OPS-16
    @Test
    void everyCallNamesARow_andEveryRowIsCalled() {
        Set<String> used = new TreeSet<>();
        Set<String> quoted = new TreeSet<>();
        scripts.forEach((name, script) -> {
            USED.matcher(script.code()).results().forEach(match -> used.add(match.group(1)));
            NEEDED.matcher(script.code())
                    .results()
                    .forEach(match -> CHOSEN.matcher(match.group(1)).results().forEach(id -> used.add(id.group(1))));
            CHOSEN.matcher(script.code()).results().forEach(match -> quoted.add(match.group(1)));
        });

        assertThat(rows.keySet()).containsAll(used);
        assertThat(quoted).containsAll(rows.keySet());
        assertThat(used).hasSizeGreaterThan(25);
    }

    // OPS-16
    @Test
    void onlyTheClientOfTheApiAndTheStreamReachOut() {
        scripts.forEach((name, script) -> {
            assertThat(script.code().contains("fetch(")).as(name).isEqualTo(name.equals("app/api.js"));
            assertThat(script.code().contains("new WebSocket(")).as(name).isEqualTo(name.equals("app/stream.js"));
            assertThat(script.code())
                    .as(name)
                    .doesNotContain("XMLHttpRequest", "sendBeacon", "EventSource", "eval(", "innerHTML");
        });
    }
}
