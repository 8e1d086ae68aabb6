package nx.sale.domain.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * One guest's part of the bill.
 *
 * @param mode how the bill was divided
 * @param device the till that divided the bill
 * @param totals its exact share of every amount of the order; the total is payable money
 * @param paid what counts towards its total
 * @param received all money that ever arrived for it: it is in paid, or in a review
 */
public record SaleCheck(
        CheckId id,
        OrderId order,
        Label label,
        Division.Mode mode,
        Optional<DeviceId> device,
        State state,
        List<Share> shares,
        Totals totals,
        Money paid,
        Money received,
        long revision,
        Trace trace) {
    /**
     * What people call it.
     *
     * @param number counts up within the order
     */
    public record Label(int number, String name, Optional<CustomerId> customer) {}

    /**
     * Its status, and since when.
     *
     * @param reason why it was cancelled
     */
    public record State(
            CheckStatus status,
            Instant processingAt,
            Optional<Instant> partialAt,
            Optional<Instant> completedAt,
            Optional<Instant> cancelledAt,
            Optional<String> reason) {
        static State initial(Instant at, boolean nothingDue) {
            return new State(
                    nothingDue ? CheckStatus.COMPLETED : CheckStatus.PROCESSING,
                    at,
                    Optional.empty(),
                    nothingDue ? Optional.of(at) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        State paid(boolean full, Instant at) {
            return full
                    ? new State(
                            CheckStatus.COMPLETED,
                            processingAt,
                            partialAt,
                            completedAt.or(() -> Optional.of(at)),
                            cancelledAt,
                            reason)
                    : new State(
                            CheckStatus.PARTIAL,
                            processingAt,
                            partialAt.or(() -> Optional.of(at)),
                            completedAt,
                            cancelledAt,
                            reason);
        }

        State cancelled(String why, Instant at) {
            return new State(
                    CheckStatus.CANCELLED, processingAt, partialAt, completedAt, Optional.of(at), Optional.of(why));
        }
    }

    public SaleCheck {
        shares = List.copyOf(shares);
    }

    public CheckStatus status() {
        return state.status();
    }

    /** What is still to be paid. */
    public Money due() {
        return status().open() ? totals.total().minus(paid) : Money.zero(paid.currency());
    }

    /** What was paid beyond its total. */
    public Money overpaid() {
        Money zero = Money.zero(paid.currency());
        return paid.minus(totals.total()).max(zero);
    }

    /** Whether taking the division back frees it: nothing was paid on it, and it was not written off. */
    boolean freeable() {
        return status() != CheckStatus.CANCELLED && paid.zero();
    }

    SaleCheck labelled(Label newLabel, Trace newTrace) {
        return with(newLabel, state, paid, received, newTrace);
    }

    SaleCheck receiving(Money amount, Trace newTrace, Instant at) {
        Money nowPaid = paid.plus(amount);
        boolean full = nowPaid.compareTo(totals.total()) >= 0;
        return with(label, state.paid(full, at), nowPaid, received.plus(amount), newTrace);
    }

    SaleCheck noting(Money late, Trace newTrace) {
        return with(label, state, paid, received.plus(late), newTrace);
    }

    /** Without money that turned out to be another payment's. Only surplus goes, so that its status stays. */
    SaleCheck without(Money ofPaid, Money ofReceived, Trace newTrace) {
        return with(label, state, paid.minus(ofPaid), received.minus(ofReceived), newTrace);
    }

    SaleCheck cancelled(String reason, Trace newTrace, Instant at) {
        return with(label, state.cancelled(reason, at), paid, received, newTrace);
    }

    private SaleCheck with(Label newLabel, State newState, Money newPaid, Money newReceived, Trace newTrace) {
        return new SaleCheck(
                id,
                order,
                newLabel,
                mode,
                device,
                newState,
                shares,
                totals,
                newPaid,
                newReceived,
                revision + 1,
                newTrace);
    }

    /** Rejects with SumsDiffer unless the sums are those of the shares; the total is rounded over all checks and stands for itself. */
    void requireSums() {
        Money zero = Money.zero(totals.total().currency());
        Money subtotal = shares.stream().map(Share::subtotal).reduce(zero, Money::plus);
        Money discount = shares.stream().map(Share::discount).reduce(zero, Money::plus);
        Money tax = shares.stream().map(Share::tax).reduce(zero, Money::plus);
        Money exact = subtotal.minus(discount).plus(tax);
        if (!totals.subtotal().equals(subtotal)
                || !totals.discount().equals(discount)
                || !totals.tax().equals(tax)
                || !totals.exact().equals(exact)) {
            throw new Rejected(new RegroupError.SumsDiffer(
                    order,
                    totals.subtotal().minus(subtotal),
                    totals.discount().minus(discount),
                    totals.tax().minus(tax),
                    zero,
                    totals.exact().minus(exact),
                    List.of()));
        }
    }
}
