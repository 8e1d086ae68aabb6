package nx.sale.http.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.http.shared.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {
    private static PaymentNotice notice(String total, String amount, String more)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge {
        String body = """
                {"payload":{"transaction":{"uid":"t","total":%s,"sourceType":"SaleOrder","sourceId":"1"},
                 "attempt":{"uid":"a","amount":%s%s}}}
                """.formatted(total, amount, more);
        return WebhookReader.notice(
                PaymentEventType.ATTEMPT_SUCCESS, WebhookReader.json(body.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "108000,108000",
        "\"108000\",108000",
        "108000.00,108000",
        "1.08E5,108000",
        "0.0005,0.0005",
        "12500000.0,12500000",
        "1.250000000000000000000,1.25",
        "99999999999.9999,99999999999.9999",
        "0,0"
    })
    void amountsAreExact(String spelled, BigDecimal amount) throws Exception {
        PaymentNotice notice = notice(spelled, spelled, "");
        assertThat(notice.transaction().orElseThrow().total().orElseThrow()).isEqualByComparingTo(amount);
        assertThat(notice.attempt().orElseThrow().amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "\"1e1000000000\"",
                "1e-1000000000",
                "0e1000000000",
                "1e99999999999999999999",
                "1e11",
                "100000000000",
                "0.00001",
                "-1",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\"ten\"",
                "\"1\\u0000\""
            })
    void everythingElseIsUnreadable(String spelled) {
        assertThatThrownBy(() -> notice("1", spelled, ""))
                .isInstanceOf(WebhookReader.Unreadable.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100).doesNotContain("\u0000"));
        assertThatThrownBy(() -> notice(spelled, "1", "")).isInstanceOf(WebhookReader.Unreadable.class);
    }

    @Test
    void whatNobodyReadsMayBeAnyNumber() throws Exception {
        assertThat(notice("1", "1", ",\"fee\":1e1000000000")
                        .attempt()
                        .orElseThrow()
                        .amount())
                .isEqualByComparingTo("1");
    }

    @Test
    void whatIsTooLargeIsUnreadableAndWhatIsNoJsonIsMalformed() {
        for (String large : new String[] {
            "{\"a\":" + "[".repeat(100_000),
            "{\"a\":" + "9".repeat(1_000) + "}",
            "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}"
        }) {
            assertThatThrownBy(() -> WebhookReader.json(large.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(WebhookReader.Unreadable.class);
        }
        for (String broken : new String[] {"", "[]", "{", "{} {}", "{\"a\":1e}", "1"}) {
            assertThatThrownBy(() -> WebhookReader.json(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    @Test
    void textsLoseWhatNoColumnCanHoldAndAreCutByWholeCharacters() throws Exception {
        assertThat(WebhookReader.text("\u0000a\u0007b\ud83c")).contains("ab");
        assertThat(WebhookReader.text("\u0000")).isEmpty();
        assertThat(WebhookReader.text("\ud83c\udf5c".repeat(300))).contains("\ud83c\udf5c".repeat(200));
        assertThat(WebhookReader.eventType(
                        WebhookReader.json("{\"eventType\":\"x\\u0000y\"}".getBytes(StandardCharsets.UTF_8))))
                .contains("xy");
    }
}
