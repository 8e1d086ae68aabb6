package nx.sale.domain.payment;

import static nx.sale.domain.payment.PaymentStories.WHOLE;
import static nx.sale.domain.payment.PaymentStories.attempt;
import static nx.sale.domain.payment.PaymentStories.settled;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the ledger makes of single events. The order is 154,000. */
class LedgerTest {
    private final PaymentTill till = new PaymentTill(TestOrders.checkedOut());

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static PaymentNotice ended(PaymentEventType type) {
        return attempt(type, "a", WHOLE, "1000", "t", Optional.empty(), Optional.empty());
    }

    /** An attempt of no transaction that is known. */
    private static PaymentNotice alone(String uid, String amount) {
        return new PaymentNotice(
                PaymentEventType.ATTEMPT_SUCCESS,
                WHOLE,
                Optional.empty(),
                Optional.of(new PaymentNotice.Attempt(
                        uid,
                        Optional.of(WHOLE),
                        new BigDecimal(amount),
                        "SYSTEM",
                        Optional.of(Tender.CASH),
                        Optional.empty())));
    }

    // PAYMENT-4
    @ParameterizedTest
    @CsvSource({
        "SUCCESS, FAILED, SUCCESS",
        "SUCCESS, CANCELLED, SUCCESS",
        "SUCCESS, EXPIRED, SUCCESS",
        "FAILED, CANCELLED, FAILED",
        "FAILED, EXPIRED, FAILED",
        "CANCELLED, EXPIRED, CANCELLED"
    })
    void theStrongerEndWins_whateverComesFirst(AttemptStatus one, AttemptStatus other, AttemptStatus wins) {
        for (boolean swapped : new boolean[] {false, true}) {
            PaymentTill fresh = till.copy();

            fresh.receive(ended(PaymentEventType.valueOf("ATTEMPT_" + (swapped ? other : one))));
            fresh.receive(ended(PaymentEventType.valueOf("ATTEMPT_" + (swapped ? one : other))));

            assertThat(fresh.attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(wins));
            assertThat(fresh.paid()).isEqualTo(vnd(wins == AttemptStatus.SUCCESS ? "1000" : "0"));
        }
    }

    // PAYMENT-2
    @ParameterizedTest
    @CsvSource({"1000, 3000, 3000", "3000, 1000, 3000", "2000, 2000, 2000"})
    void aTransactionBringsItsAttempts_orItsReportWhenThatIsMore(String succeeded, String reported, String paid) {
        till.receive(attempt(
                PaymentEventType.ATTEMPT_SUCCESS, "a", WHOLE, succeeded, "t", Optional.of(WHOLE), Optional.empty()));
        till.receive(settled("t", WHOLE, reported));

        assertThat(till.paid()).isEqualTo(vnd(paid));
    }

    // PAYMENT-7
    @ParameterizedTest
    @CsvSource({"5000, 3000, 5000", "3000, 5000, 5000"})
    void attemptsAloneAndTransactionsAloneMayBeTheSameMoney(String attempts, String transactions, String paid) {
        till.receive(alone("a", attempts));
        till.receive(settled("t", WHOLE, transactions));

        assertThat(till.paid()).isEqualTo(vnd(paid));
    }

    // REVIEW-2
    @Test
    void moreOfTheSameRaisesTheReviewThatIsOpen() {
        till.revert();
        till.receive(settled("t", WHOLE, "5000"));
        till.receive(attempt(
                PaymentEventType.ATTEMPT_EXPIRED, "x", WHOLE, "1", "t", Optional.of(WHOLE), Optional.of("8000")));

        assertThat(till.reviews()).singleElement().satisfies(review -> {
            assertThat(review.kind()).isEqualTo(PaymentReview.Kind.LATE);
            assertThat(review.amount()).isEqualTo(vnd("8000"));
        });
    }
}
