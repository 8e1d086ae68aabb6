package nx.sale.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Answers as they were recorded, octet by octet: records may be regrouped, names and order of fields stay. */
public final class Wire {
    private Wire() {}

    /**
     * Fails unless the answer is written as recorded.
     *
     * @param name of the file in {@code /wire}
     */
    public static void assertWritten(Object answer, String name) throws IOException {
        assertThat(Json.text(answer)).as(name).isEqualTo(recorded(name));
    }

    public static String recorded(String name) throws IOException {
        try (InputStream in = Wire.class.getResourceAsStream("/wire/" + name + ".json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
