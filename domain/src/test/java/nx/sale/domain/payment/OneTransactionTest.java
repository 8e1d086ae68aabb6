package nx.sale.domain.payment;

import static nx.sale.domain.payment.PaymentStories.WHOLE;
import static nx.sale.domain.payment.PaymentStories.attempt;
import static nx.sale.domain.payment.PaymentStories.of;
import static nx.sale.domain.payment.PaymentStories.settled;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.settlement.DeclaredTip;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;
import org.junit.jupiter.api.Test;

/** One transaction of MQ-Pay, attempts for several parts of the bill: each pays its own (PAYMENT-5, PAYMENT-6). The order is 154,000. */
class OneTransactionTest {
    private final PaymentTill till = new PaymentTill(TestOrders.checkedOut());

    private static PaymentNotice success(
            String uid,
            PaymentNotice.Target target,
            String amount,
            Optional<PaymentNotice.Target> own,
            String reported) {
        return attempt(
                PaymentEventType.ATTEMPT_SUCCESS,
                uid,
                target,
                amount,
                "t",
                own,
                Optional.of(reported).filter(paid -> !paid.isEmpty()));
    }

    private SaleCheck check(int index) {
        return till.checks().get(index);
    }

    private void requireAllPaid() {
        assertThat(till.checks())
                .allMatch(check -> check.status() == CheckStatus.COMPLETED
                        && check.paid().equals(check.totals().total()));
        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.reviews()).isEmpty();
        assertThat(till.waiting().zero()).isTrue();
        till.requireBooksToAgree();
        till.requireMoneyToBeThere();
    }

    // PAYMENT-5
    @Test
    void withoutATargetOfItsOwn() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), ""));
        till.receive(success("a2", of(check(1)), "77000", Optional.empty(), ""));

        requireAllPaid();
    }

    @Test
    void reportReceivedBeforeItsAttempts() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(success("a2", of(check(1)), "77000", Optional.empty(), "154000"));
        assertThat(till.waiting()).isEqualTo(Money.of("77000", CurrencyCode.VND));
        assertThat(check(0).paid().zero()).isTrue();
        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), "77000"));

        requireAllPaid();
    }

    @Test
    void transactionForTheOrder() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(success("a2", of(check(1)), "77000", Optional.of(WHOLE), "154000"));
        till.receive(success("a1", of(check(0)), "77000", Optional.of(WHOLE), "77000"));

        requireAllPaid();
    }

    // PAYMENT-6
    @Test
    void reportCountsForNoOrder_whileAttemptsForAnotherAreKnown() {
        till.share("t");

        till.receive(settled("t", WHOLE, "154000"));

        assertThat(till.order().header().progress().received().zero()).isTrue();
        assertThat(till.waiting()).isEqualTo(Money.of("154000", CurrencyCode.VND));
        till.receive(success("a1", WHOLE, "154000", Optional.empty(), "308000"));
        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.order().header().progress().received()).isEqualTo(Money.of("154000", CurrencyCode.VND));
        assertThat(till.waiting()).isEqualTo(Money.of("154000", CurrencyCode.VND));
        till.requireBooksToAgree();
        till.requireMoneyToBeThere();
    }

    // PAYMENT-5
    @Test
    void eventsThatEachNameTheirOwnTarget() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(success("a1", of(check(0)), "77000", Optional.of(of(check(0))), "77000"));
        till.receive(success("a2", of(check(1)), "77000", Optional.of(of(check(1))), "154000"));

        requireAllPaid();
    }

    @Test
    void settledForTheFirstOfThem_beforeAnyAttemptIsHeard() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(settled("t", of(check(0)), "154000"));
        assertThat(till.open(PaymentReview.Kind.OVERPAID).amount()).isEqualTo(Money.of("77000", CurrencyCode.VND));
        till.receive(success("a2", of(check(1)), "77000", Optional.empty(), ""));
        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), ""));

        assertThat(till.checks())
                .allMatch(check -> check.paid().equals(check.totals().total()));
        assertThat(till.reviews().filter(PaymentReview::open)).isEmpty();
        till.requireBooksToAgree();
        till.requireMoneyToBeThere();
    }

    @Test
    void settledForTheOrder_lateUntilTheAttemptsSayWhatItIsFor() {
        till.divide(new Division.Evenly(2), "till-1");

        assertThat(till.receive(settled("t", WHOLE, "154000"))).isEqualTo(WebhookOutcome.LATE);
        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), ""));
        till.receive(success("a2", of(check(1)), "77000", Optional.empty(), ""));

        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.reviews().filter(PaymentReview::open)).isEmpty();
        till.requireBooksToAgree();
        till.requireMoneyToBeThere();
    }

    @Test
    void ofThreeChecksOneFails() {
        till.divide(new Division.Evenly(3), "till-1");

        till.receive(success("a1", of(check(0)), "51334", Optional.empty(), "51334"));
        till.receive(attempt(
                PaymentEventType.ATTEMPT_FAILED, "a2", of(check(1)), "51333", "t", Optional.empty(), Optional.empty()));
        till.receive(success("a3", of(check(2)), "51333", Optional.empty(), "102667"));

        assertThat(till.checks())
                .extracting(SaleCheck::status)
                .containsExactly(CheckStatus.COMPLETED, CheckStatus.PROCESSING, CheckStatus.COMPLETED);
        assertThat(till.reviews()).isEmpty();
    }

    @Test
    void aCheckAndTheRestOfTheOrder() {
        till.divide(new Division.Evenly(2), "till-1");
        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), "154000"));
        till.rejoin();
        assertThat(till.checks()).hasSize(1);

        till.receive(success("a2", WHOLE, "77000", Optional.empty(), "154000"));

        requireAllPaid();
    }

    @Test
    void eachTillGetsItsOwnCash() {
        till.divide(new Division.Evenly(2), "till-1");
        till.receive(success("a1", of(check(0)), "77000", Optional.empty(), "154000"));
        till.rejoin();
        till.divide(new Division.Evenly(2), "till-2");

        till.receive(success("a2", of(check(1)), "38500", Optional.empty(), "154000"));
        till.receive(success("a3", of(check(2)), "38500", Optional.empty(), "154000"));

        requireAllPaid();
        assertThat(till.booked("till-1", "CASH")).isEqualTo(Money.of("77000", CurrencyCode.VND));
        assertThat(till.booked("till-2", "CASH")).isEqualTo(Money.of("77000", CurrencyCode.VND));
    }

    @Test
    void reportedAmountBeyondItsAttemptsIsForItsOwnTarget() {
        till.divide(new Division.Evenly(2), "till-1");

        till.receive(success("a1", of(check(0)), "70000", Optional.of(of(check(0))), "77000"));

        assertThat(check(0).paid()).isEqualTo(Money.of("77000", CurrencyCode.VND));
        assertThat(till.waiting().zero()).isTrue();
    }

    @Test
    void miscountedTransactionIsCorrectedByTheNextNotice() {
        till.divide(new Division.Evenly(2), "till-1");
        Money half = Money.of("77000", CurrencyCode.VND);
        till.act((bill, ledger) -> {
            bill.receive(
                    Optional.of(check(0).id()),
                    half.plus(half),
                    Optional.empty(),
                    nx.sale.domain.settings.Settings.DEFAULT,
                    TestOrders.WAITER,
                    TestOrders.NOON);
        });
        till.plant(stored("a1", check(0)));
        till.plant(stored("a2", check(1)));
        till.plant(new PaymentLedger.Transaction(
                "t",
                PaymentLedger.Aim.HERE,
                Optional.of(check(0).id()),
                Optional.empty(),
                Optional.empty(),
                half.plus(half),
                Money.zero(CurrencyCode.VND)));
        Ids ids = TestOrders.ids(50);
        till.plant(new PaymentReview(
                new ReviewId(ids.next()),
                TestOrders.MERCHANT,
                till.order().header().id(),
                PaymentReview.Kind.OVERPAID,
                half,
                PaymentReview.About.check(check(0).id()),
                PaymentReview.Status.OPEN,
                Optional.empty(),
                1,
                Trace.created(TestOrders.NOON, TestOrders.WAITER)));

        till.receive(settled("t", of(check(0)), "154000"));

        assertThat(till.checks())
                .allMatch(check -> check.paid().equals(check.totals().total()));
        assertThat(till.status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(till.reviews().filter(PaymentReview::open)).isEmpty();
        till.requireMoneyToBeThere();
    }

    private static PaymentLedger.Attempt stored(String uid, SaleCheck check) {
        Instant at = TestOrders.NOON;
        return new PaymentLedger.Attempt(
                uid,
                Optional.empty(),
                Optional.of("t"),
                Optional.of(check.id()),
                Money.of("77000", CurrencyCode.VND),
                "SYSTEM",
                Tender.CASH,
                Optional.empty(),
                Set.of(AttemptStatus.SUCCESS),
                at,
                Optional.of(at),
                Optional.empty(),
                DeclaredTip.none(CurrencyCode.VND));
    }
}
