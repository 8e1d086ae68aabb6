package nx.sale.domain.payment;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * Money that a person must review.
 *
 * @param about what of the order it is about
 * @param note why it was resolved so
 */
public record PaymentReview(
        ReviewId id,
        MerchantId merchant,
        OrderId order,
        Kind kind,
        Money amount,
        About about,
        Status status,
        Optional<String> note,
        long revision,
        Trace trace) {

    /**
     * What of an order a review is about.
     *
     * @param attemptUid the attempt whose money it is; empty for money known from its transaction only, and for a SHORTFALL
     * @param check the check, when it is about one
     */
    public record About(Optional<String> attemptUid, Optional<CheckId> check) {
        /** The order as a whole. */
        public static final About ORDER = new About(Optional.empty(), Optional.empty());

        public static About check(CheckId check) {
            return new About(Optional.empty(), Optional.of(check));
        }

        boolean names(String attempt) {
            return attemptUid.filter(attempt::equals).isPresent();
        }
    }

    /** Why a person must review it, and what may be done about it (REVIEW-1): the one table. */
    public enum Kind {
        /** Arrived for an order that no longer, or not yet, waits for it. */
        LATE(true, Status.APPLIED, Status.REFUNDED, Status.DISMISSED),
        /** More than the total. */
        OVERPAID(true, Status.REFUNDED, Status.TIP, Status.DISMISSED),
        /** Paid for an order that was cancelled. */
        REFUND_DUE(true, Status.REFUNDED, Status.DISMISSED),
        /** Taken back by the provider after it was counted: the guest has it already. */
        REVERSED(false, Status.DISMISSED),
        /** Written off: less came in than was due. */
        SHORTFALL(false, Status.DISMISSED),
        /** MQ-Pay gave money back that had been given back in another way: the guest has it twice. */
        REFUNDED_TWICE(false, Status.DISMISSED);

        private final boolean held;
        private final Set<Status> resolutions;

        Kind(boolean held, Status... resolutions) {
            this.held = held;
            this.resolutions = Collections.unmodifiableSet(EnumSet.copyOf(List.of(resolutions)));
        }

        /** Whether it is money that is here, and can be given back. */
        public boolean held() {
            return held;
        }

        /** How a person may resolve it. */
        public Set<Status> resolutions() {
            return resolutions;
        }
    }

    /** The status of a review; anything but OPEN is final. */
    public enum Status {
        OPEN,
        APPLIED,
        REFUNDED,
        /** The guest left it for the staff (TIP-4). */
        TIP,
        DISMISSED
    }

    /** Why late money is late no more: the provider has it back. */
    static final String TAKEN_BACK = "taken back by the provider";

    /** Whether it speaks for money that is here, or was given back: nobody else may have that money too. */
    boolean claims() {
        return kind.held() && status != Status.APPLIED;
    }

    /** Late money that the provider took back before anybody decided about it. */
    boolean takenBack() {
        return kind == Kind.LATE
                && status == Status.DISMISSED
                && note.filter(TAKEN_BACK::equals).isPresent();
    }

    public boolean open() {
        return status == Status.OPEN;
    }

    PaymentReview raised(Money by, Trace newTrace) {
        return new PaymentReview(
                id, merchant, order, kind, amount.plus(by), about, status, note, revision + 1, newTrace);
    }

    PaymentReview lowered(Money by, Trace newTrace) {
        return new PaymentReview(
                id, merchant, order, kind, amount.minus(by), about, status, note, revision + 1, newTrace);
    }

    PaymentReview named(About newAbout, Trace newTrace) {
        return new PaymentReview(id, merchant, order, kind, amount, newAbout, status, note, revision + 1, newTrace);
    }

    /** Rejects a review that is resolved already. */
    public void requireOpen() {
        if (!open()) {
            throw new Rejected(new PaymentError.ReviewResolved(id, status));
        }
    }

    /** Closes the review as a person decides. Rejects one already resolved, and what its kind does not allow. */
    public PaymentReview resolved(Status resolution, Optional<String> why, Trace newTrace) {
        requireOpen();
        if (!kind.resolutions().contains(resolution)) {
            throw new Rejected(
                    new PaymentError.ReviewResolutionNotAllowed(id, kind, resolution, List.copyOf(kind.resolutions())));
        }
        return closed(resolution, why, newTrace);
    }

    /** Closes it because its money turned out to be elsewhere. */
    PaymentReview closed(Status end, Optional<String> why, Trace newTrace) {
        return new PaymentReview(id, merchant, order, kind, amount, about, end, why, revision + 1, newTrace);
    }
}
