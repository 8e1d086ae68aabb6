package nx.sale.http.json;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    record Send(Optional<List<String>> items) {}

    record Add(List<String> items) {}

    record Redraw(@Rules.Size(min = 0) Optional<List<String>> units) {}

    record Price(
            @Rules.Positive BigDecimal amount,

            @Rules.Positive(byDomain = true) Optional<BigDecimal> moved,

            @Rules.Currency Optional<String> currency) {}

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

    @Test
    void anAmountMayHaveToBeAboveZero() {
        assertThat(read(Price.class, "{'amount':'0.01','moved':'-1'}").amount()).isEqualTo("0.01");
        assertThat(broken("{'amount':'0'}")).isEqualTo("amount out-of-range");
        assertThat(broken("{'amount':'-1'}")).isEqualTo("amount out-of-range");
    }

    @Test
    void aCurrencyIsOneOfThoseThatThereAre() {
        assertThat(read(Price.class, "{'amount':'1','currency':'VND'}").currency())
                .contains("VND");
        assertThat(broken("{'amount':'1','currency':'DONG'}")).isEqualTo("currency not-allowed");
        assertThat(broken("{'amount':'1','currency':'vnd'}")).isEqualTo("currency not-allowed");
    }

    private static String broken(String body) {
        try {
            return "taken: " + read(Price.class, body);
        } catch (InvalidInput refused) {
            FieldError first = refused.errors().getFirst();
            return first.path() + " " + first.code();
        }
    }
}
