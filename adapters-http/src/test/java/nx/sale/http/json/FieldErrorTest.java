package nx.sale.http.json;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FieldErrorTest {
    /** The code is what comes after the place, which may be put together of several parts. */
    private static final Pattern SAID =
            Pattern.compile(json("(?:wrong|InvalidInput\\.field|new FieldError)\\(\\s*[^;]*?,\\s*'([a-z-]+)',"));

    @Test
    void aCodeThatClientsDoNotKnowIsABug() {
        assertThatThrownBy(() -> new FieldError("name", "too-nice", "must not")).hasMessageContaining("too-nice");
    }

    /** A code that no test of a route happens to reach would be a failure of ours in its place. */
    @Test
    void everyCodeThatIsSaidIsKnown() throws IOException {
        Set<String> said = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher matcher = SAID.matcher(Files.readString(source));
                while (matcher.find()) {
                    said.add(matcher.group(1));
                }
            }
        }

        assertThat(said).contains("required", "escape", "not-distinct").hasSizeGreaterThan(9);
        assertThat(FieldError.CODES).containsAll(said);
    }
}
