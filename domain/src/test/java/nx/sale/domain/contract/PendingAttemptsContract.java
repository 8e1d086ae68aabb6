package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of pending attempts must do: run by the fake and by PostgreSQL. */
public abstract class PendingAttemptsContract extends Contract {
    /** Long ago, so that what other tests leave behind is not due before it. */
    private static final Instant FIRST_SEEN = Instant.parse("2020-01-01T00:00:00Z");

    protected static final Instant DUE = FIRST_SEEN.plusSeconds(15);
    protected static final Instant LATER = FIRST_SEEN.plusSeconds(75);

    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work, Orders orders, OrderViews views, Payments payments, PendingAttempts pending) {}

    private final Orders orders;
    private final Payments payments;
    private final PendingAttempts pending;

    private final OrderId order;

    protected PendingAttemptsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        payments = stores.payments();
        pending = stores.pending();
        order = new StoredOrders(work, merchant, orders, stores.views()).empty();
    }

    protected PendingAttempt attempt(String uid) {
        return PendingAttempt.create(
                merchant,
                order,
                Optional.empty(),
                new PendingAttempt.Named(
                        "id-" + uid, uid, Optional.of("t"), Optional.of(Money.of("1000", CurrencyCode.VND))),
                FIRST_SEEN);
    }

    protected PendingAttempt add(PendingAttempt attempt) {
        return work.run(tx -> pending.add(tx, attempt, WAITER));
    }

    /** What is claimed, of this test's order. */
    private List<String> claimed(Instant now, Instant until) {
        return work.run(tx -> claimed(tx, now, until));
    }

    protected List<String> claimed(Tx tx, Instant now, Instant until) {
        return pending.claim(tx, merchant, now, until, 1_000).stream()
                .filter(attempt -> attempt.order().equals(order))
                .map(PendingAttempt::attemptUid)
                .toList();
    }

    private void update(PendingAttempt attempt) {
        work.run(tx -> {
            pending.update(tx, attempt, WAITER, NOON);
            return attempt;
        });
    }

    private void paid(String uid) {
        work.run(tx -> {
            SaleOrder locked = orders.lock(tx, merchant, order);
            PaymentLedger ledger = payments.read(tx, locked.header());
            ledger.record(
                    new PaymentNotice(
                            PaymentEventType.ATTEMPT_SUCCESS,
                            new PaymentNotice.Target(PaymentNotice.Target.Kind.SALE_ORDER, order.value()),
                            Optional.empty(),
                            Optional.of(new PaymentNotice.Attempt(
                                    uid,
                                    Optional.empty(),
                                    new BigDecimal("1000"),
                                    "SYSTEM",
                                    Optional.empty(),
                                    Optional.empty()))),
                    Optional.empty(),
                    NOON);
            payments.update(tx, ledger);
            return order;
        });
    }

    @Test
    void announcedAttemptIsStoredOnce() {
        PendingAttempt first = attempt("a");

        assertThat(add(first)).isEqualTo(first);
        assertThat(add(PendingAttempt.create(
                        merchant,
                        order,
                        Optional.empty(),
                        new PendingAttempt.Named("id-a", "a", Optional.empty(), Optional.empty()),
                        NOON)))
                .as("an attempt that is known keeps its times")
                .isEqualTo(first);

        assertThat(pending.list(merchant, order)).containsExactly(first);
        assertThat(pending.list(new MerchantId(8), order)).isEmpty();
    }

    // PAYMENT-17
    @Test
    void dueAttemptIsClaimedOnce_andDueAgainWhenTheClaimExpires() {
        add(attempt("a"));

        assertThat(claimed(DUE.minusMillis(1), LATER)).isEmpty();
        assertThat(claimed(DUE, LATER)).containsExactly("a");
        assertThat(claimed(DUE.plusSeconds(1), LATER)).isEmpty();
        assertThat(claimed(LATER, LATER.plusSeconds(60))).containsExactly("a");
        assertThat(pending.list(merchant, order)).hasSize(1);
    }

    @Test
    void endedAttemptIsNoLongerDue() {
        PendingAttempt attempt = add(attempt("a"));
        update(attempt.ended(DUE));
        update(attempt.goesOn(DUE));

        assertThat(pending.list(merchant, order)).isEmpty();
        assertThat(claimed(NOON, NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void pendingAttemptIsDueAtItsNextTime() {
        PendingAttempt next = add(attempt("a")).goesOn(DUE);
        update(next);

        assertThat(pending.list(merchant, order)).containsExactly(next);
        assertThat(claimed(DUE.plusSeconds(29), NOON)).isEmpty();
        assertThat(claimed(DUE.plusSeconds(30), NOON)).containsExactly("a");
    }

    @Test
    void attemptEndedInTheLedgerIsNotPending() {
        add(attempt("a"));
        add(attempt("b"));
        add(attempt("c"));
        paid("a");
        paid("id-b");

        assertThat(pending.list(merchant, order))
                .extracting(PendingAttempt::attemptUid)
                .containsExactly("c");
        assertThat(claimed(DUE, LATER)).containsExactly("c");
    }
}
