package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import org.junit.jupiter.api.Test;

/**
 * Runs after all tests: each status that the document has was given by some test, or a line of {@code answers-not-given.txt} says why not. The other
 * way round, {@link nx.sale.kit.Contract} fails the test whose answer the document does not have.
 */
class DocumentedAnswersIT {
    private static final Path FOLDER = Path.of("target", "answers");

    /** Operation, or * for all; status; reason. */
    private record Reason(String operation, String status) {
        static Reason of(String line) {
            String[] parts = line.split("\\s+", 3);
            assertThat(parts).as("operation, status and reason: %s", line).hasSize(3);
            return new Reason(parts[0], parts[1]);
        }

        boolean about(String answer) {
            return answer.equals(operation + " " + status) || operation.equals("*") && answer.endsWith(" " + status);
        }
    }

    // OPS-13
    @Test
    void everyDocumentedStatusIsGiven_orSomebodySaysWhyNot() throws IOException {
        Set<String> open = documented();
        Set<String> given = given();
        open.removeAll(given);
        Set<Reason> reasons = reasons();

        assertThat(open)
                .as(
                        "statuses that no test gets: drive them, take them out of the document, or say why in answers-not-given.txt")
                .allMatch(answer -> reasons.stream().anyMatch(reason -> reason.about(answer)));
    }

    private static Set<String> documented() throws IOException {
        Set<String> answers = new TreeSet<>();
        JsonNode document = Api.JSON.readTree(Files.readString(FOLDER.resolve("openapi.json")));
        document.path("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .path("responses")
                        .properties()
                        .forEach(response ->
                                answers.add(operation.path("operationId").asText() + " " + response.getKey()))));
        assertThat(answers).hasSizeGreaterThan(1_000);
        return answers;
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

    private static Set<Reason> reasons() throws IOException {
        return Files.readAllLines(Path.of("src", "test", "resources", "answers-not-given.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Reason::of)
                .collect(Collectors.toSet());
    }
}
