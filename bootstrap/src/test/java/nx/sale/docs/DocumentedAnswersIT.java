package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;

/**
 * Runs after all tests: each status, code of a refusal and header that the document has was given by some test, or a line of {@code answers-not-given.txt}
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
        Set<String> open = documented();
        open.removeAll(given());
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

    private static Set<String> documented() throws IOException {
        Set<String> answers = new TreeSet<>();
        JsonNode document = Api.JSON.readTree(Files.readString(FOLDER.resolve("openapi.json")));
        document.path("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("responses")
                        .properties()
                        .forEach(response -> of(document, response.getValue())
                                .forEach(what -> answers.add(
                                        operation.path("operationId").asText() + " " + response.getKey() + " "
                                                + what)))));
        assertThat(answers).hasSizeGreaterThan(2_000);
        return answers;
    }

    /** The codes of a refusal; of another answer that it comes at all, and its headers. */
    private static List<String> of(JsonNode document, JsonNode reference) {
        JsonNode response = reference.has("$ref")
                ? document.at(reference.path("$ref").asText().substring(1))
                : reference;
        if (response.path("content").has("application/problem+json")) {
            return List.of(response.path("description").asText().split(", "));
        }
        List<String> answered = new java.util.ArrayList<>(List.of(ANSWER));
        response.path("headers").fieldNames().forEachRemaining(answered::add);
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
