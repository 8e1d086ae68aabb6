package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import nx.sale.kit.Messages;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;

/**
 * What clients of the last release rely on is still so, unless the major version is a new one. {@code docs/api} has the documents of the
 * last release; {@code -Dapi.write=true} writes them.
 */
class CompatibilityTest {
    private static final Path RELEASED = Path.of("..", "docs", "api");

    /** Where {@code ops/contract/lint} reads them. */
    private static final Path LINTED = Path.of("target", "answers");

    // OPS-13
    @Test
    void operationsBreakWithANewMajorVersionOnly() throws IOException {
        hold("openapi.json", Stack.contract().document());
    }

    // OPS-13
    @Test
    void messagesBreakWithANewMajorVersionOnly() throws Exception {
        hold("asyncapi.json", Messages.document());
    }

    private static void hold(String name, JsonNode now) throws IOException {
        Path file = RELEASED.resolve(name);
        if (Boolean.getBoolean("api.write")) {
            Files.createDirectories(RELEASED);
            Files.writeString(file, now.toPrettyString() + "\n");
        }
        Files.createDirectories(LINTED);
        Files.writeString(LINTED.resolve(name), now.toPrettyString());
        JsonNode released = Api.JSON.readTree(Files.readString(file));
        Changes changes =
                name.startsWith("open") ? Changes.ofOpenApi(released, now) : Changes.ofAsyncApi(released, now);

        Files.writeString(
                Path.of("target", name.replace(".json", "-changes.txt")),
                Stream.concat(
                                changes.breaks().stream().map(line -> "BREAK " + line),
                                changes.added().stream().map(line -> "added " + line))
                        .collect(Collectors.joining("\n", "", "\n")));

        if (major(released) == major(now)) {
            assertThat(changes.breaks())
                    .as(
                            "this breaks clients of %s",
                            released.at("/info/version").asText())
                    .isEmpty();
        }
    }

    private static int major(JsonNode document) {
        return Integer.parseInt(document.at("/info/version").asText().split("\\.")[0]);
    }
}
