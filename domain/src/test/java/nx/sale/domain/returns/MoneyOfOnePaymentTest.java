package nx.sale.domain.returns;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;

/** A payment gives back what it brought, whatever else its bill was paid with. */
class MoneyOfOnePaymentTest {
    /** 100,000, by two cards. */
    private final Sale sale = Sale.of(CurrencyCode.VND, List.of(), "0", "10000x10")
            .pay("small", Tender.CARD, "30000")
            .pay("large", Tender.CARD, "70000");

    private static Returning.Asked to(String attempt, String amount) {
        return new Returning.Asked.ToAttempt(attempt, new BigDecimal(amount));
    }

    // RETURN-6, RETURN-8
    @Test
    void moreThanItBroughtIsRefused() {
        assertRejected(
                () -> sale.back(List.of(to("small", "50000")), "0x5"),
                new RefundError.Exceeds(sale.money("50000"), sale.money("30000")));

        sale.back(List.of(to("small", "30000"), to("large", "20000")), "0x5");

        assertRejected(
                () -> sale.back(List.of(to("small", "10000")), "0x1"),
                new RefundError.Exceeds(sale.money("10000"), sale.money("0")));
        sale.requireConserved();
    }

    // RETURN-6, RETURN-10
    @Test
    void aRetryToAPaymentThatHasLessIsRefused() {
        Refund refund = sale.back(List.of(to("large", "50000")), "0x5")
                .event()
                .refunds()
                .getFirst();
        sale.answer(refund.id(), Refund.Status.FAILED);

        assertRejected(
                () -> sale.retry(refund.id(), Optional.of("small"), Optional.empty()),
                new RefundError.Exceeds(sale.money("50000"), sale.money("30000")));
        sale.retry(refund.id(), Optional.of("large"), Optional.empty());

        assertThat(sale.held())
                .extracting(held -> held.attemptUid().orElseThrow() + " " + held.amount())
                .containsExactlyInAnyOrder("small " + sale.money("30000"), "large " + sale.money("20000"));
        sale.requireConserved();
    }
}
