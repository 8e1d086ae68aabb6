package nx.sale.json;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {
    private static final JsonMapper MESSAGES = BoundedJson.messages();

    // SISTER-6
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "-1E+1000000000",
                "1e-1000000000",
                "0e1000000000",
                "1.5e101",
                "1e-101",
                "1e99999999999999999999",
                "1e00000000000000000001"
            })
    void numberWithALargeExponentIsRejectedAnywhere(String number) {
        for (String text : new String[] {number, json("{'a':%s}", number), json("{'a':[1,%s]}", number)}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> MESSAGES.readTree(text)).isInstanceOf(StreamConstraintsException.class);
            assertThatThrownBy(() -> MESSAGES.readTree(bytes)).isInstanceOf(StreamConstraintsException.class);
            assertThatThrownBy(() -> MESSAGES.readTree(new StringReader(text)))
                    .isInstanceOf(StreamConstraintsException.class);
            assertThatThrownBy(() -> MESSAGES.readTree(new ByteArrayInputStream(bytes)))
                    .isInstanceOf(StreamConstraintsException.class);
            assertThatThrownBy(() -> MESSAGES.readValue(text, Object.class))
                    .isInstanceOf(JsonProcessingException.class);
        }
    }

    @Test
    void textsOfMessagesLoseWhatNoColumnCanHold_andTextsOfFilesDoNot() throws IOException {
        String text = json("{'a\\u0000':'x\\u0000\\u0007\\u0085\\ud83cy\\ud83c\\udf5c\\n\\t\\u1ea7'}");
        JsonNode message = MESSAGES.readTree(text);
        assertThat(message.path("a").asText()).isEqualTo("xy\ud83c\udf5c\n\t\u1ea7");
        JsonNode file = BoundedJson.files().readTree(text);
        assertThat(file.path("a\u0000").asText()).startsWith("x\u0000\u0007");
        assertThatThrownBy(() -> BoundedJson.files().readTree("[1e1000000000]"))
                .isInstanceOf(StreamConstraintsException.class);
    }

    // SISTER-6
    @Test
    void lengthDepthAndTextAreBounded() throws IOException {
        assertThat(MESSAGES.readTree("9".repeat(100)).bigIntegerValue()).hasToString("9".repeat(100));
        assertThatThrownBy(() -> MESSAGES.readTree("9".repeat(101))).isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> MESSAGES.readTree("0." + "9".repeat(100)))
                .isInstanceOf(StreamConstraintsException.class);
        assertThat(MESSAGES.readTree("[".repeat(64) + "]".repeat(64)).size()).isEqualTo(1);
        assertThatThrownBy(() -> MESSAGES.readTree("[".repeat(65) + "]".repeat(65)))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> MESSAGES.readTree(json("'%s'", "a".repeat((1 << 20) + 1))))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> MESSAGES.readTree("{} {}")).isInstanceOf(JsonProcessingException.class);
    }

    // SISTER-6
    @Test
    void noNumberPassesThroughADoubleOrAnExponent() throws IOException {
        for (String number : new String[] {
            "12500000.0", "0.0005", "0.00000001", "1234567890123456789", "99999999999.9999", "100", "1.10"
        }) {
            JsonNode read = MESSAGES.readTree(json("{'a':%s}", number));
            assertThat(MESSAGES.writeValueAsString(read)).isEqualTo(json("{'a':%s}", number));
        }
        assertThat(MESSAGES.writeValueAsString(MESSAGES.readTree("1.25E7"))).isEqualTo("12500000");
        assertThat(MESSAGES.writeValueAsString(MESSAGES.readTree("1e100"))).isEqualTo("1" + "0".repeat(100));
    }

    @Test
    void storedLargestNumberIsRead() throws IOException {
        String widest = "9".repeat(95) + "E100";
        String asPostgresWritesIt = MESSAGES.readTree(widest).decimalValue().toPlainString();
        assertThat(BoundedJson.stored().readTree(asPostgresWritesIt).asText()).isEqualTo(asPostgresWritesIt);
    }

    @Test
    void spellingIsKeptHoweverLargeTheNumberWouldBe() throws IOException {
        JsonNode read = spelled(json("{'a':1e1000000000,'b':[-1.50,'x',true,null,{}],'c':1e-99999999999999999999}"));
        assertThat(read.path("a").textValue()).isEqualTo("1e1000000000");
        assertThat(read.path("b").path(0).textValue()).isEqualTo("-1.50");
        assertThat(read.path("b").path(1).textValue()).isEqualTo("x");
        assertThat(read.path("b").path(2).isBoolean()).isTrue();
        assertThat(read.path("b").path(3).isNull()).isTrue();
        assertThat(read.path("b").path(4).isObject()).isTrue();
        assertThat(read.path("c").textValue()).isEqualTo("1e-99999999999999999999");
        assertThat(spelled("").isMissingNode()).isTrue();
        assertThatThrownBy(() -> spelled("{} {}")).isInstanceOf(JsonParseException.class);
        assertThatThrownBy(() -> spelled("9".repeat(101))).isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> spelled("[".repeat(100_000))).isInstanceOf(StreamConstraintsException.class);
    }

    private static JsonNode spelled(String text) throws IOException {
        return BoundedJson.spelled(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void jsonIsUtf8_spelledAsShortAsItMay() throws IOException {
        assertThat(BoundedJson.utf8(json("{'a':'ố🍜'}").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(json("{'a':'ố🍜'}"));
        assertThat(BoundedJson.utf8(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, '{', '}'}))
                .isEqualTo("{}");
        for (byte[] other : List.of(
                new byte[] {'"', (byte) 0xff, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'},
                new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'},
                new byte[] {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
                json("{'á':1}").getBytes(StandardCharsets.ISO_8859_1),
                "{}".getBytes(StandardCharsets.UTF_16))) {
            assertThatThrownBy(() -> BoundedJson.spelled(other)).isInstanceOf(CharacterCodingException.class);
        }
        assertThatThrownBy(() -> BoundedJson.spelled("{}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(IOException.class);
    }
}
