package nx.sale.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
    // SISTER-4
    @Test
    void shownTextIsOneLineWithoutControlCharacters_cutAtWholeCharacters() {
        assertThat(PlainText.shown("hết\r\n\tmón\u0000 🍜\u2028!", 100)).isEqualTo("hết món 🍜 !");
        assertThat(PlainText.shown("\n\u0007Bàn 2\u001b", 100)).isEqualTo("Bàn 2");
        assertThat(PlainText.shown("a\ud800b", 100)).isEqualTo("a b");
        assertThat(PlainText.shown("🍜".repeat(9), 4)).isEqualTo("🍜".repeat(4));
        assertThat(PlainText.shown("a\n\n\nb", 2)).isEqualTo("ab");
        assertThat(PlainText.shown("", 4)).isEmpty();
    }

    @Test
    void lengthIsCountedInCharacters() {
        assertThat(PlainText.clean("🍜".repeat(200), 200)).isTrue();
        assertThat(PlainText.clean("🍜".repeat(201), 200)).isFalse();
        assertThat(PlainText.clean("a\u0000b", 200)).isFalse();
        assertThat(PlainText.clean("a\nb", 200)).isFalse();
        assertThat(PlainText.clean("\udc00", 200)).isFalse();
        assertThat(PlainText.clean(" \u2003", 200)).isFalse();
        assertThat(PlainText.clean("", 200)).isFalse();
    }
}
