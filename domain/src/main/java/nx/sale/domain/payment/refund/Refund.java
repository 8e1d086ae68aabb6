package nx.sale.domain.payment.refund;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;

/**
 * Money that goes back to a guest, of one attempt, in one way. Cash is out of the drawer at once; MQ-Pay is asked for what it took; a
 * person does the rest.
 *
 * @param number counts the refunds of an order that MQ-Pay is asked for from 1; 0 for all others
 */
public record Refund(
        RefundId id,
        OrderId order,
        Cause cause,
        Source source,
        Means means,
        Money amount,
        long number,
        State state,
        Revised revised) {
    /** How far it is; the later one named here wins over the earlier, whatever is received first (RETURN-12). */
    public enum Status {
        REQUESTED,
        SENT,
        FAILED,
        MANUAL,
        SUCCESS
    }

    /** Who gives it. */
    public enum Way {
        /** The till, out of its drawer. */
        CASH,
        /** MQ-Pay, to the attempt it came from. */
        MQ_PAY,
        /** Somebody, outside this service. */
        PERSON
    }

    /**
     * Why it goes back: one of both.
     *
     * @param review the payment review that was resolved as REFUNDED
     */
    public record Cause(Optional<ReturnId> goods, Optional<ReviewId> review) {
        public static Cause of(ReturnId goods) {
            return new Cause(Optional.of(goods), Optional.empty());
        }

        public static Cause of(ReviewId review) {
            return new Cause(Optional.empty(), Optional.of(review));
        }
    }

    /**
     * Whose money it is.
     *
     * @param attemptUid empty for money that is known from a transaction only
     * @param check the check it was paid on
     */
    public record Source(Optional<String> attemptUid, Optional<CheckId> check) {}

    /** How the guest gets it. */
    public record Means(Way way, Tender tender) {}

    /**
     * How far it is.
     *
     * @param replacedBy the refund that was asked for in its place
     * @param note why, as a person or MQ-Pay said
     * @param nothingLeft of one that failed: nothing of it is owed any more, or here to be given (RETURN-23)
     */
    public record State(Status status, Optional<RefundId> replacedBy, Optional<String> note, boolean nothingLeft) {
        /** As it begins. */
        public static State of(Status status) {
            return new State(status, Optional.empty(), Optional.empty(), false);
        }
    }

    /** When it was written, and how often. */
    public record Revised(long revision, Trace trace) {
        Revised next(Trace newTrace) {
            return new Revised(revision + 1, newTrace);
        }
    }

    public Status status() {
        return state.status();
    }

    public Trace trace() {
        return revised.trace();
    }

    public long revision() {
        return revised.revision();
    }

    /** Whether it has its money: no other refund may have it too. */
    public boolean counts() {
        return status() != Status.FAILED;
    }

    /** Whether somebody must wait for it, or do something (RETURN-23). */
    public boolean open() {
        return undecided() && !(status() == Status.FAILED && state.nothingLeft());
    }

    /** Whether it has not ended, or failed and none was asked for in its place. */
    public boolean undecided() {
        return state.replacedBy().isEmpty()
                && switch (status()) {
                    case REQUESTED, SENT, FAILED -> true;
                    case MANUAL, SUCCESS -> false;
                };
    }

    /** Takes an answer of MQ-Pay's in; an answer that says less than is known changes nothing. */
    public Refund answered(Status told, Optional<String> reason, Actor by, Instant at) {
        return told.compareTo(status()) <= 0 ? this : entered(told, reason.or(state::note), by, at);
    }

    /** A person says how it ended. Rejects what has ended, but for a failed one that somebody paid by hand. */
    public Refund resolved(Status end, String note, Actor by, Instant at) {
        if (!undecided() || status() == end) {
            throw new Rejected(new RefundError.NotAllowed(id, status()));
        }
        return entered(end, Optional.of(note), by, at);
    }

    /** Whether it failed, and none was asked for in its place. */
    public boolean failed() {
        return status() == Status.FAILED && state.replacedBy().isEmpty();
    }

    /** Rejects unless another may be asked for in its place. */
    public void requireFailed() {
        if (!failed()) {
            throw new Rejected(new RefundError.NotAllowed(id, status()));
        }
    }

    /** Says of one that failed whether nothing of it is left to be given. */
    public Refund left(boolean nothing, Actor by, Instant at) {
        requireFailed();
        return state.nothingLeft() == nothing
                ? this
                : with(new State(status(), state.replacedBy(), state.note(), nothing), by, at);
    }

    /** Another was asked for in its place. */
    public Refund replaced(RefundId other, Actor by, Instant at) {
        requireFailed();
        return with(new State(status(), Optional.of(other), state.note(), false), by, at);
    }

    /** What another refund that was asked for in its place does not give: it failed as this did. */
    public Refund rest(RefundId other, Money left, Trace written) {
        requireFailed();
        return new Refund(
                other,
                order,
                cause,
                source,
                means,
                left,
                0,
                new State(status(), Optional.empty(), state.note(), false),
                new Revised(1, written));
    }

    private Refund entered(Status status, Optional<String> note, Actor by, Instant at) {
        return with(new State(status, state.replacedBy(), note, false), by, at);
    }

    private Refund with(State newState, Actor by, Instant at) {
        return new Refund(
                id, order, cause, source, means, amount, number, newState, revised.next(trace().touched(at, by)));
    }
}
