package nx.sale.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes which operation answered with which status, and with which code or header: a file for each JVM of the test run, and the document beside them.
 * {@code DocumentedAnswersIT} reads them when all tests have run.
 */
final class GivenAnswers {
    /** Noted of every answer, whatever is in it. */
    static final String ANSWER = "-";

    /** Where they are; Maven takes those of earlier runs away before the first JVM starts. */
    static final Path FOLDER = Path.of("target", "answers");

    private final Path file = FOLDER.resolve(ProcessHandle.current().pid() + ".txt");
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private GivenAnswers() {}

    static GivenAnswers of(JsonNode document) {
        try {
            Files.createDirectories(FOLDER);
            Path part = Files.createTempFile(FOLDER, "openapi", ".part");
            Files.writeString(part, document.toPrettyString());
            Files.move(
                    part,
                    FOLDER.resolve("openapi.json"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            return new GivenAnswers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Notes what was answered.
     *
     * @param what the code of a refusal, or the name of a header
     */
    void add(String operation, int status, String what) {
        add(operation, Integer.toString(status), what);
    }

    void add(String operation, String status, String what) {
        String line = operation + " " + status + " " + what;
        if (known.add(line)) {
            try {
                Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
