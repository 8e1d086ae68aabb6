package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.kit.AnswerHeaders;
import nx.sale.kit.Api;
import nx.sale.kit.Contract;
import org.junit.jupiter.api.Test;

/**
 * Runs after all tests: each status, code of a refusal and header that the document has was given by some test of this run, or a line of {@code answers-not-given.txt}
 * says why not. The other way round, {@link nx.sale.kit.Contract} fails the test whose answer the document does not have.
 */
class DocumentedAnswersIT {
    private static final Path FOLDER = Path.of("target", "answers");
    private static final String ANSWER = "-";

    /**
     * Operation, status, and code or header; * for any of them.
     *
     * @param byChance what two requests at the same moment may get, or not
     */
    private record Reason(List<String> about, boolean byChance, String line) {
        static Reason of(String line) {
            String[] parts = line.replaceFirst("^~ ", "").split("\\s+", 4);
            assertThat(parts)
                    .as("operation, status, code or header, and reason: %s", line)
                    .hasSize(4);
            return new Reason(List.of(parts).subList(0, 3), line.startsWith("~ "), line);
        }

        boolean covers(String answer) {
            String[] parts = answer.split(" ");
            return Stream.of(0, 1, 2)
                    .allMatch(at -> about.get(at).equals("*") || about.get(at).equals(parts[at]));
        }
    }

    // OPS-13
    @Test
    void everyDocumentedAnswerIsGiven_orSomebodySaysWhyNot() throws IOException {
        Set<String> given = given();
        Set<String> open = documented(given);
        AnswerHeaders.anywhere().forEach(header -> open.add(AnswerHeaders.ANY + " " + ANSWER + " " + header));
        open.removeAll(given);
        List<Reason> reasons = reasons();

        assertThat(open.stream().filter(answer -> reasons.stream().noneMatch(reason -> reason.covers(answer))))
                .as("what no test gets: drive it, take it out of the document, or say why in answers-not-given.txt")
                .isEmpty();
        assertThat(reasons.stream()
                        .filter(reason -> !reason.byChance())
                        .filter(reason -> open.stream().noneMatch(reason::covers)))
                .as("what is given after all, or documented no more: take the line out of answers-not-given.txt")
                .isEmpty();
    }

    private static Set<String> documented(Set<String> given) throws IOException {
        Set<String> refused = given.stream()
                .map(answer -> answer.substring(0, answer.lastIndexOf(' ')))
                .collect(Collectors.toSet());
        Set<String> answers = new TreeSet<>();
        JsonNode document = Api.JSON.readTree(Files.readString(FOLDER.resolve("openapi.json")));
        document.path("paths")
                .forEach(path -> path.forEach(operation -> operation.path("responses").properties().stream()
                        .filter(response -> !response.getKey().endsWith("XX"))
                        .forEach(response -> {
                            String what = operation.path("operationId").asText() + " " + response.getKey();
                            JsonNode answer = resolved(document, response.getValue());
                            answers.addAll(answered(what, answer, refused.contains(what)));
                        })));
        document.at("/components/responses").properties().stream()
                .filter(response -> response.getKey().startsWith("Unrouted"))
                .forEach(response -> answers.addAll(unrouted(response.getKey(), response.getValue())));
        assertThat(answers).hasSizeGreaterThan(2_000);
        return answers;
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /**
     * The codes of a refusal, or that another answer comes at all; and the headers.
     *
     * @param given whether some test got it: why none is refused so is said of the codes, and not of the headers again
     */
    private static List<String> answered(String what, JsonNode response, boolean given) {
        boolean refusal = response.path("content").has("application/problem+json");
        List<String> answered = new ArrayList<>(
                refusal ? List.of(response.path("description").asText().split(", ")) : List.of(ANSWER));
        if (!refusal || given) {
            response.path("headers").fieldNames().forEachRemaining(answered::add);
        }
        return answered.stream().map(one -> what + " " + one).toList();
    }

    /** What is refused before any operation, once for all of them: each status with its code, and the headers. */
    private static List<String> unrouted(String name, JsonNode response) {
        String range = name.replace("Unrouted", "");
        List<String> answered = new ArrayList<>();
        Pattern.compile("(\\d{3}) ([a-z-]+)")
                .matcher(response.path("description").asText())
                .results()
                .forEach(refused -> answered.add(Contract.UNROUTED + " " + refused.group()));
        response.path("headers")
                .fieldNames()
                .forEachRemaining(header -> answered.add(Contract.UNROUTED + " " + range + " " + header));
        return answered;
    }

    private static Set<String> given() throws IOException {
        Set<String> given = new TreeSet<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".txt")).toList()) {
                given.addAll(Files.readAllLines(file));
            }
        }
        return given;
    }

    private static List<Reason> reasons() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "answers-not-given.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Reason::of)
                .toList();
    }
}
