package nx.sale.http.json;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    record Send(Optional<List<String>> items) {}

    record Add(List<String> items) {}

    record Redraw(@Rules.Size(min = 0) Optional<List<String>> units) {}

    private static <R extends Record> R read(Class<R> type, String body) {
        return BodyReader.read(type, JsonTree.parse(json(body).getBytes(StandardCharsets.UTF_8)));
    }

    // REQUEST-6
    @Test
    void anOptionalListThatIsEmptyCountsAsAbsent_unlessItMayBeEmpty() {
        assertThat(read(Send.class, "{'items':[]}")).isEqualTo(new Send(Optional.empty()));
        assertThat(read(Redraw.class, "{'units':[]}")).isEqualTo(new Redraw(Optional.of(List.of())));
        assertThatThrownBy(() -> read(Add.class, "{'items':[]}")).isInstanceOf(InvalidInput.class);
    }
}
