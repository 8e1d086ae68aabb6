package nx.sale.http.payment;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {
    private static PaymentNotice notice(String total, String amount, String more)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign {
        String body = """
                {"payload":{"transaction":{"uid":"t","total":%s,"sourceType":"SaleOrder","sourceId":"1"},
                 "attempt":{"uid":"a","amount":%s%s}}}
                """.formatted(total, amount, more);
        return read(PaymentEventType.ATTEMPT_SUCCESS, body);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            108000,108000
            "108000",108000
            108000.00,108000
            1.08E5,108000
            0.0005,0.0005
            12500000.0,12500000
            1.250000000000000000000,1.25
            99999999999.9999,99999999999.9999
            0,0
            """)
    void amountsAreExact(String spelled, BigDecimal amount) throws Exception {
        PaymentNotice notice = notice(spelled, spelled, "");
        assertThat(notice.transaction().orElseThrow().total().orElseThrow()).isEqualByComparingTo(amount);
        assertThat(notice.attempt().orElseThrow().amount()).isEqualByComparingTo(amount);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "'1e1000000000'",
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
                "''",
                "'ten'",
                "'1\\u0000'"
            })
    void everythingElseIsUnreadable(String quoted) {
        String spelled = json(quoted);
        assertThatThrownBy(() -> notice("1", spelled, ""))
                .isInstanceOf(WebhookReader.Unreadable.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100).doesNotContain("\u0000"));
        assertThatThrownBy(() -> notice(spelled, "1", "")).isInstanceOf(WebhookReader.Unreadable.class);
    }

    @Test
    void unusedNumbersMayHaveAnySize() throws Exception {
        assertThat(notice("1", "1", json(",'fee':1e1000000000"))
                        .attempt()
                        .orElseThrow()
                        .amount())
                .isEqualByComparingTo("1");
    }

    @Test
    void tooLargeBodyIsUnreadable_andInvalidJsonIsMalformed() {
        for (String large : new String[] {
            json("{'a':%s", "[".repeat(100_000)),
            json("{'a':%s}", "9".repeat(1_000)),
            json("{'a':%s%s}", "[".repeat(65), "]".repeat(65))
        }) {
            assertThatThrownBy(() -> WebhookReader.json(large.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(WebhookReader.Unreadable.class);
        }
        for (String broken : new String[] {"", "[]", "{", "{} {}", json("{'a':1e}"), "1"}) {
            assertThatThrownBy(() -> WebhookReader.json(broken.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(InvalidInput.class);
        }
    }

    // WEBHOOK-11
    @Test
    void textsLoseWhatNoColumnCanHoldAndAreCutByWholeCharacters() throws Exception {
        assertThat(WebhookReader.text("\u0000a\u0007b\ud83c")).contains("ab");
        assertThat(WebhookReader.text("\u0000")).isEmpty();
        assertThat(WebhookReader.text("\ud83c\udf5c".repeat(300))).contains("\ud83c\udf5c".repeat(200));
        assertThat(WebhookReader.eventType(
                        WebhookReader.json(json("{'eventType':'x\\u0000y'}").getBytes(StandardCharsets.UTF_8))))
                .contains("xy");
    }

    private static final PaymentNotice.Target KNOWN = new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_CHECK, 8);

    private static PaymentNotice read(PaymentEventType type, String body)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign {
        return WebhookReader.notice(
                type,
                WebhookReader.json(body.getBytes(StandardCharsets.UTF_8)),
                named -> named.transaction().filter("known"::equals).map(uid -> KNOWN));
    }

    private static String fixture(String name) throws java.io.IOException {
        try (var in = WebhookReaderTest.class.getResourceAsStream("/platform/" + name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // PAYMENT-12
    @Test
    void thePlatformsCodesAreUnderstood() throws Exception {
        PaymentNotice paid = read(PaymentEventType.ATTEMPT_SUCCESS, fixture("mq-pay-attempt-success.json"));
        assertThat(paid.target()).isEqualTo(new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, 42));
        assertThat(paid.transaction().orElseThrow().status()).contains("304_SETTLED");
        assertThat(paid.attempt().orElseThrow().id()).contains("8800000000000000002");
        assertThat(paid.attempt().orElseThrow().method()).contains(Tender.QR);
        assertThat(paid.attempt().orElseThrow().cancels()).isEmpty();

        PaymentNotice back = read(PaymentEventType.ATTEMPT_CANCELLED, fixture("mq-pay-cancel-payment.json"));
        assertThat(back.attempt().orElseThrow().cancels())
                .contains(new PaymentNotice.Cancels(Optional.of("8800000000000000002")));
        assertThat(back.attempt().orElseThrow().amount()).isEqualByComparingTo("30000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SaleOrder", "sale-order", "SALE_ORDER", "100_SALE_ORDER", " Sale Order "})
    void sourceTypeIsReadInAnySpelling(String type) throws Exception {
        assertThat(source(type, json("'7'")).target())
                .isEqualTo(new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, 7));
        assertThat(source(type.replaceAll("(?i)order", "check"), "7").target())
                .isEqualTo(new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_CHECK, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order", "Invoice", "PurchaseOrder", "100_INVOICE", "Sale", "7"})
    void anyOtherTypeIsForeign_whateverElseItSays(String type) {
        assertThatThrownBy(() -> source(type, json("'7'"))).isInstanceOf(WebhookReader.Foreign.class);
        assertThatThrownBy(() -> source(type, json("'no-id-of-ours'"))).isInstanceOf(WebhookReader.Foreign.class);
        assertThatThrownBy(() -> source(type, "null")).isInstanceOf(WebhookReader.Foreign.class);
        assertThatThrownBy(() -> read(PaymentEventType.TRANSACTION_SETTLED, """
                        {"payload":{"transaction":{"uid":"t","paid":"free","sourceType":"%s"}}}""".formatted(type)))
                .isInstanceOf(WebhookReader.Foreign.class);
    }

    // WEBHOOK-6
    @Test
    void onlyATargetOfOursThatCannotBeReadFails() {
        assertThatThrownBy(() -> source("SaleOrder", json("'x'"))).isInstanceOf(WebhookReader.Unreadable.class);
        assertThatThrownBy(() -> source("SaleCheck", "null")).isInstanceOf(WebhookReader.Unreadable.class);
    }

    private static PaymentNotice source(String type, String id)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign {
        return read(PaymentEventType.ATTEMPT_SUCCESS, """
                {"payload":{"attempt":{"uid":"a","amount":1,"metadata":{"source":{"type":"%s","id":%s}}}}}""".formatted(type, id));
    }

    // WEBHOOK-14
    @Test
    void theMerchantIsTheOneThatTheMetadataName() throws Exception {
        String body = """
                {"payload":{"transaction":{"uid":"t","metadata":{"merchantId":"70002"}},
                 "attempt":{"uid":"a","amount":1,"metadata":{"merchantId":%s,"source":{"type":"SaleOrder","id":"7"}}}}}""";
        assertThat(read(PaymentEventType.ATTEMPT_SUCCESS, body.formatted(json("'70001'")))
                        .merchant())
                .contains(new MerchantId(70_001));
        for (String none : List.of("null", "{}", json("'ours'"), json("'99999999999999999999'"))) {
            assertThat(read(PaymentEventType.ATTEMPT_SUCCESS, body.formatted(none))
                            .merchant())
                    .contains(new MerchantId(70_002));
        }
        assertThat(source("SaleOrder", json("'7'")).merchant()).isEmpty();
    }

    // WEBHOOK-14, WEBHOOK-15
    @Test
    void theMerchantOfARefundIsTheOneThatItsMetadataNames() throws Exception {
        String body = """
                {"payload":{"refund":{"uid":"5001","reason":"card closed","metadata":{"merchantId":%s}}}}""";

        assertThat(refund(body.formatted(json("'70001'"))))
                .isEqualTo(new RefundNotice(
                        new RefundId(5_001),
                        Refund.Status.FAILED,
                        Optional.of("card closed"),
                        Optional.of(new MerchantId(70_001))));
        assertThat(refund(body.formatted(json("'ours'"))).merchant()).isEmpty();
        assertThatThrownBy(() -> refund(json("{'payload':{'refund':{'uid':'rf-1'}}}")))
                .isInstanceOf(WebhookReader.Unreadable.class);
    }

    private static RefundNotice refund(String body)
            throws WebhookReader.Unreadable, WebhookReader.IdTooLarge, WebhookReader.Foreign {
        return (RefundNotice) WebhookReader.read(
                PaymentEventType.REFUND_FAILED,
                WebhookReader.json(body.getBytes(StandardCharsets.UTF_8)),
                named -> Optional.empty());
    }

    @Test
    void anAttemptOfOursInATransactionOfOthersCounts_andTheirReportDoesNot() throws Exception {
        PaymentNotice notice = read(PaymentEventType.ATTEMPT_SUCCESS, """
                {"payload":{"transaction":{"uid":"t","paid":900,"sourceType":"Invoice","sourceId":"x"},
                 "attempt":{"uid":"a","amount":1,"metadata":{"source":{"type":"SaleOrder","id":"7"}}}}}""");
        assertThat(notice.transaction().orElseThrow().paid()).isEmpty();
        assertThat(notice.transaction().orElseThrow().target()).isEmpty();
    }

    @Test
    void eventWithoutASourceFollowsKnownTargets() throws Exception {
        PaymentNotice settled = read(
                PaymentEventType.TRANSACTION_SETTLED, json("{'payload':{'transaction':{'uid':'known','paid':5}}}"));
        assertThat(settled.target()).isEqualTo(KNOWN);
        assertThat(settled.transaction().orElseThrow().target()).isEmpty();
        assertThatThrownBy(() -> read(
                        PaymentEventType.TRANSACTION_SETTLED,
                        json("{'payload':{'transaction':{'uid':'new','paid':5}}}")))
                .isInstanceOf(WebhookReader.Unreadable.class);
    }

    // WEBHOOK-11
    @Test
    void unusedFieldsMayHaveAnyType() throws Exception {
        read(PaymentEventType.ATTEMPT_SUCCESS, """
                {"timestamp":{},"payload":{"timestamp":[],"source":7,"transaction":{"status":304,"createdAt":"yesterday","sourceId":"x"},
                 "attempt":{"id":12,"uid":"a","amount":"1","status":{},"reason":[1],"paymentProvider":null,"type":9,"parentId":{},
                  "metadata":{"method":{},"source":{"type":null,"id":7,"uid":false}}}}}""");
        read(PaymentEventType.TRANSACTION_SETTLED, """
                {"payload":{"transaction":{"uid":5,"paid":1,"sourceId":7},"attempt":{"amount":"ten","metadata":"none"}}}""");
    }
}
