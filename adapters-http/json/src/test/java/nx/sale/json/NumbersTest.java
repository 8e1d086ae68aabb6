package nx.sale.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1.5", "108000", "1.08E5", "1e100", "1e-100", "0.30000000000000004", "99999999999.9999"})
    void numberWithinBoundsIsRead(String spelled) {
        assertThat(Numbers.decimal(spelled)).contains(new BigDecimal(spelled));
        assertThat(Numbers.decimal(new TextNode(spelled))).contains(new BigDecimal(spelled));
        assertThat(Numbers.decimal(DecimalNode.valueOf(new BigDecimal(spelled))))
                .contains(new BigDecimal(spelled));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e101",
                "1e-101",
                "1e1000000000",
                "1e99999999999999999999",
                "",
                " 1",
                "1 ",
                "+1",
                ".5",
                "1.",
                "0x10",
                "1e",
                "NaN",
                "Infinity",
                "1\u0000",
                "\u0661"
            })
    void everythingElseIsNoNumber(String spelled) {
        assertThat(Numbers.decimal(spelled)).isEmpty();
        assertThat(Numbers.decimal(new TextNode(spelled))).isEmpty();
    }

    @Test
    void longTextsAndOtherKindsOfNodesAreNoNumbers() {
        assertThat(Numbers.decimal("1".repeat(100))).isPresent();
        assertThat(Numbers.decimal("1".repeat(101))).isEmpty();
        assertThat(Numbers.decimal(JsonNodeFactory.instance.nullNode())).isEmpty();
        assertThat(Numbers.decimal(JsonNodeFactory.instance.missingNode())).isEmpty();
        assertThat(Numbers.decimal(JsonNodeFactory.instance.booleanNode(true))).isEmpty();
        assertThat(Numbers.decimal(JsonNodeFactory.instance.objectNode())).isEmpty();
    }
}
