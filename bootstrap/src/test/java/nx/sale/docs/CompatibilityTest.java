package nx.sale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.kit.Api;
import nx.sale.kit.Messages;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a field of an answer vanishes  | /Order/properties                  | total     |                      | Order.total is gone
            a field of a body vanishes     | /OrderOpen/properties              | note      |                      | note is gone
            an operation vanishes          | /paths                             | /me       |                      | operation GET /me is gone
            a field becomes required       | /OrderOpen                         | required  | ["saleChannelId","name"] | name is required
            a text becomes shorter         | /OrderOpen/properties/note         | maxLength | 10                   | maxLength is 10
            a pattern becomes another      | /OrderOpen/properties/exchangeRate | pattern   | "^x$"                | pattern
            a value vanishes               | /OrderType                         | enum      | ["DINE_IN"]          | is gone
            a number becomes text          | /Order/properties/revision         | type      | "string"             | is of type
            an answer may be null          | /Order/properties/total            | type      | ["string","null"]    | is of type
            a refusal says less            | /OrderNotAllowedProblem/allOf/1/properties | orderStatus |            | OrderNotAllowedProblem.orderStatus is gone
            an answer may be absent        | /Order                             | required  | ["id"]               | may be absent
            """)
    void aBreakIsSeen(String what, String at, String field, String value, String expected) throws IOException {
        JsonNode document = Stack.contract().document();
        ObjectNode changed = document.deepCopy();
        ObjectNode place = (ObjectNode) changed.at(at.equals("/paths") ? at : "/components/schemas" + at);
        if (value == null) {
            place.remove(field);
        } else {
            place.set(field, Api.JSON.readTree(value));
        }

        assertThat(Changes.ofOpenApi(document, changed).breaks()).as(what).anyMatch(line -> line.contains(expected));
    }

    @Test
    void whatIsAddedBreaksNothing() {
        JsonNode document = Stack.contract().document();
        ObjectNode changed = document.deepCopy();
        ((ObjectNode) changed.at("/components/schemas/Order/properties"))
                .putObject("colour")
                .put("type", "string");
        ((ObjectNode) changed.at("/components/schemas/OrderOpen/properties"))
                .putObject("colour")
                .put("type", "string");
        ((com.fasterxml.jackson.databind.node.ArrayNode) changed.at("/components/schemas/OrderStatus/enum"))
                .add("PAUSED");

        Changes changes = Changes.ofOpenApi(document, changed);

        assertThat(changes.breaks()).isEmpty();
        assertThat(changes.added()).anyMatch(line -> line.endsWith(".colour"));
        assertThat(Changes.ofOpenApi(document, document).added()).isEmpty();
    }

    @Test
    void aFieldThatVanishesFromAMessageIsSeen() throws Exception {
        JsonNode document = Messages.document();
        ObjectNode changed = document.deepCopy();
        ObjectNode fields =
                (ObjectNode) changed.findParents("properties").getFirst().path("properties");
        fields.remove(List.copyOf(fields.properties()).getFirst().getKey());

        assertThat(Changes.ofAsyncApi(document, changed).breaks()).isNotEmpty();
    }
}
