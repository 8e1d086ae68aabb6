package nx.sale.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.Problems;
import nx.sale.http.json.Blank;
import nx.sale.http.json.InvalidInput;
import org.junit.jupiter.api.Test;

/** Every code, its status and its members: the published error reference is this list. */
class ProblemsTest {
    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isRecord()
                ? Stream.of(sealed)
                : Arrays.stream(sealed.getPermittedSubclasses()).flatMap(ProblemsTest::records);
    }

    @Test
    void theErrorReferenceListsEveryCode() throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        records(DomainError.class).forEach(type -> {
            Problem problem = new Problems().problem(Blank.of(type.asSubclass(DomainError.class)));
            rows.put(
                    problem.code(),
                    "| `" + problem.code() + "` | " + problem.status() + " | " + problem.title() + " | "
                            + String.join(", ", problem.members().keySet()) + " |");
        });
        for (InvalidInput.Kind kind : InvalidInput.Kind.values()) {
            rows.put(kind.code(), "| `" + kind.code() + "` | " + kind.status() + " | " + kind.title() + " | errors |");
        }
        for (Unavailable.Part part : Unavailable.Part.values()) {
            Problem problem = ServerProblems.of(new Unavailable(part, null));
            rows.put(problem.code(), "| `" + problem.code() + "` | 503 | " + problem.title() + " | |");
        }
        for (WebhookFailed.Code code : WebhookFailed.Code.values()) {
            Problem problem = ServerProblems.of(new WebhookFailed(code, ""));
            rows.put(problem.code(), "| `" + problem.code() + "` | 500 | " + problem.title() + " | |");
        }
        Stream<Problem> ofTheServer =
                Stream.concat(Stream.of(ServerProblems.bug()), ServerProblems.unrouted().stream());
        ofTheServer.forEach(problem -> rows.putIfAbsent(
                problem.code(), "| `" + problem.code() + "` | " + problem.status() + " | " + problem.title() + " | |"));
        String table =
                "| code | status | title | members |\n|---|---|---|---|\n" + String.join("\n", rows.values()) + "\n";
        Path file = Path.of("..", "docs", "errors.md");
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, """
                            # Errors

                            Every refusal is problem+json (RFC 9457) in UTF-8 with a stable `code`; 503 comes with `Retry-After`.
                            Beside the members below it carries `messageCode` (`server.sale.` and the code with dots for hyphens),
                            `normalized` (`text`, `code`, `args`) and `extra.messageArgs`, which the platform's front ends translate by.
                            Ids in members are text. What is refused before a route is found has no `instance`, and the connection ends.

                            """ + table);
        }

        assertThat(Files.readString(file)).as("run once with -Ddocs.write=true").contains(table);
    }
}
