package nx.sale.domain.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999999999999999999L, 1000000000000000000L, 1234567890123456789L, Long.MAX_VALUE})
    void readsEveryLongThatIsNotNegative(long id) {
        assertThat(IdText.read(Long.toString(id))).hasValue(id);
    }

    @Test
    void leadingZerosMeanTheSame() {
        assertThat(IdText.read("0000000000000000007")).hasValue(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "9223372036854775817",
                "9999999999999999999",
                "10000000000000000000",
                "",
                " 1",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "\u0661",
                "1\u0000"
            })
    void otherTextsAreNoIds(String text) {
        assertThat(IdText.read(text)).isEmpty();
    }

    @Test
    void anIdTooLargeIsStillWrittenAsOne() {
        assertThat(IdText.spelled("9223372036854775808")).isTrue();
        assertThat(IdText.spelled("10000000000000000000")).isFalse();
        assertThat(IdText.spelled("seven")).isFalse();
    }
}
