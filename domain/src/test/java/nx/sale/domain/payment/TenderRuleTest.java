package nx.sale.domain.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenderRuleTest {
    // PAYMENT-10
    @ParameterizedTest
    @CsvSource({
        "VNPAY_QR, QR, false",
        "VNPAY_QR_MMS, QR, false",
        "vnpay-qr-mms, QR, false",
        "VNPAY QR, QR, false",
        "VNPAY_POS, CARD, false",
        "VNPAY_PHONE_POS, CARD, false",
        "Vnpay PhonePos, CARD, false",
        "VNPAY_PHONEPOS, CARD, false",
        "VNPAY_SMART_POS, CARD, false",
        "vnpay-smart-pos, CARD, false",
        "VNPAY_SMARTPOS, CARD, false",
        "SYSTEM, CASH, false",
        "system, CASH, false",
        "VNPAY, OTHER, true",
        "VNPAY_POSX, OTHER, true",
        "MOMO, OTHER, true",
        "UNKNOWN, OTHER, true"
    })
    void byProvider(String provider, Tender tender, boolean unknown) {
        assertThat(TenderRule.tender(Optional.empty(), provider, Optional.of(Tender.CASH)))
                .isEqualTo(tender);
        assertThat(TenderRule.unknown(provider)).isEqualTo(unknown);
        assertThat(TenderRule.tender(Optional.of(Tender.BANK), provider, Optional.empty()))
                .isEqualTo(Tender.BANK);
    }

    // PAYMENT-10
    @ParameterizedTest
    @CsvSource({"QR_CODE, QR", "100_QR_CODE, QR", "qr-code, QR", "QR, QR", "101_CASH, CASH", "card, CARD"})
    void byMethod(String method, Tender tender) {
        assertThat(TenderRule.ofMethod(method)).contains(tender);
    }

    @Test
    void unknownMethodNamesNoTender() {
        assertThat(TenderRule.ofMethod("100_BARTER")).isEmpty();
        assertThat(TenderRule.ofMethod("1000_CASH")).isEmpty();
    }

    // PAYMENT-12
    @ParameterizedTest
    @CsvSource({
        "304_SETTLED, SETTLED, SETTLED",
        "settled, SETTLED, SETTLED",
        "200_CANCEL_PAYMENT, CANCEL_PAYMENT, CANCELPAYMENT",
        "' 100_Sale - Order ', SALE_ORDER, SALEORDER",
        "99_X, 99_X, 99X"
    })
    void codesAreComparedWithoutTheirNumber(String sent, String code, String word) {
        assertThat(PlatformCode.of(sent)).isEqualTo(code);
        assertThat(PlatformCode.word(sent)).isEqualTo(word);
    }

    // PAYMENT-11
    @Test
    void onlyMoneyWithoutATenderIsOfAnUnknownProvider() {
        assertThat(notice("Momo Pay", Optional.empty(), Optional.empty()).unknownProvider())
                .contains("MOMO_PAY");
        assertThat(notice("MOMO", Optional.of(Tender.QR), Optional.empty()).unknownProvider())
                .isEmpty();
        assertThat(notice("VNPAY_QR_MMS", Optional.empty(), Optional.empty()).unknownProvider())
                .isEmpty();
        assertThat(notice("MOMO", Optional.empty(), Optional.of(new PaymentNotice.Cancels(Optional.empty())))
                        .unknownProvider())
                .isEmpty();
    }

    private static PaymentNotice notice(
            String provider, Optional<Tender> method, Optional<PaymentNotice.Cancels> cancels) {
        return new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                PaymentStories.WHOLE,
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        "a",
                        Optional.empty(),
                        Optional.empty(),
                        BigDecimal.ONE,
                        provider,
                        method,
                        Optional.empty(),
                        cancels)));
    }
}
