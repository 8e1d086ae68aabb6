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
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * One guest's part of the bill. No two components are of one type, so that none can be given in the place of another.
 *
 * @param mode how the bill was divided
 * @param device the till that divided the bill
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
        Balance balance,
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

    /**
     * What it comes to, and what was paid of it.
     *
     * @param totals its exact share of every amount of the order; the total is payable money
     * @param paid what counts towards its total
     * @param tally what of it is what, and what is still due
     */
    public record Balance(Totals totals, Money paid, Tally tally) {
        Balance plus(Money amount, Tally newTally) {
            return new Balance(totals, paid.plus(amount), newTally);
        }

        Balance minus(Money amount) {
            return new Balance(totals, paid.minus(amount), tally);
        }

        Balance tallied(Tally newTally) {
            return new Balance(totals, paid, newTally);
        }
    }

    public SaleCheck {
        shares = List.copyOf(shares);
    }

    public CheckStatus status() {
        return state.status();
    }

    public Totals totals() {
        return balance.totals();
    }

    public Money paid() {
        return balance.paid();
    }

    public Tally tally() {
        return balance.tally();
    }

    /** What is still to be paid. */
    public Money due() {
        return tally().due();
    }

    /** What would be lost if nobody paid any more. */
    Money missing() {
        return totals().total().minus(paid());
    }

    /** Whether taking the division back frees it: nothing was paid on it, and it was not written off. */
    boolean freeable() {
        return status() != CheckStatus.CANCELLED && paid().zero();
    }

    SaleCheck labelled(Label newLabel, Trace newTrace) {
        return with(newLabel, state, balance, received, newTrace);
    }

    /**
     * With so much more paid.
     *
     * @param settled nothing is due any more
     */
    SaleCheck receiving(Money amount, boolean settled, Tally tally, Trace newTrace, Instant at) {
        return with(label, state.paid(settled, at), balance.plus(amount, tally), received.plus(amount), newTrace);
    }

    /** The same money, known better: a tender that became known may settle it. */
    SaleCheck tallied(boolean settled, Tally tally, Trace newTrace, Instant at) {
        State now = settled && status().open() ? state.paid(true, at) : state;
        return with(label, now, balance.tallied(tally), received, newTrace);
    }

    SaleCheck noting(Money late, Trace newTrace) {
        return with(label, state, balance, received.plus(late), newTrace);
    }

    /** Without money that turned out to be another payment's. Only surplus goes, so that its status stays. */
    SaleCheck without(Money ofPaid, Money ofReceived, Trace newTrace) {
        return with(label, state, balance.minus(ofPaid), received.minus(ofReceived), newTrace);
    }

    SaleCheck cancelled(String reason, Trace newTrace, Instant at) {
        return with(label, state.cancelled(reason, at), balance.tallied(tally().closed()), received, newTrace);
    }

    private SaleCheck with(Label newLabel, State newState, Balance newBalance, Money newReceived, Trace newTrace) {
        return new SaleCheck(
                id, order, newLabel, mode, device, newState, shares, newBalance, newReceived, revision + 1, newTrace);
    }

    /** Rejects with SumsDiffer unless the sums are those of the shares; the total is rounded over all checks and is taken as given. */
    void requireSums() {
        Totals difference = totals().roundedTo(totals().exact()).minus(Share.sum(shares, paid().currency()));
        if (!difference.equals(Totals.zero(paid().currency()))) {
            throw new Rejected(RegroupError.SumsDiffer.of(order, difference, List.of()));
        }
    }
}
