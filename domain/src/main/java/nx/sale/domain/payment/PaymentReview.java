package nx.sale.domain.payment;

import java.util.Optional;
import nx.sale.domain.shared.CheckId;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ReviewId;
import nx.sale.domain.shared.Trace;

/**
 * Money that a person must look at.
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
     * @param attemptUid the attempt, for REVERSED
     * @param check the check, when it is about one
     */
    public record About(Optional<String> attemptUid, Optional<CheckId> check) {
        /** The order as a whole. */
        public static final About ORDER = new About(Optional.empty(), Optional.empty());

        public static About attempt(String uid) {
            return new About(Optional.of(uid), Optional.empty());
        }

        public static About check(CheckId check) {
            return new About(Optional.empty(), Optional.of(check));
        }
    }

    /** Why a person must look (spec 07.20). */
    public enum Kind {
        /** Arrived for an order that no longer, or not yet, waits for it. */
        LATE,
        /** More than the total. */
        OVERPAID,
        /** Paid for an order that was cancelled. */
        REFUND_DUE,
        /** Taken back by the provider after it was counted. */
        REVERSED,
        /** Written off: less came in than was due. */
        SHORTFALL
    }

    /** Where a review stands; anything but OPEN is final. */
    public enum Status {
        OPEN,
        APPLIED,
        REFUNDED,
        DISMISSED
    }

    public boolean open() {
        return status == Status.OPEN;
    }

    PaymentReview raised(Money by, Trace newTrace) {
        return new PaymentReview(
                id, merchant, order, kind, amount.plus(by), about, status, note, revision + 1, newTrace);
    }

    /** Closes the review. Rejects one already resolved. */
    public PaymentReview resolved(Status resolution, Optional<String> why, Trace newTrace) {
        if (!open()) {
            throw new Rejected(new PaymentError.ReviewResolved(id, status));
        }
        return new PaymentReview(id, merchant, order, kind, amount, about, resolution, why, revision + 1, newTrace);
    }
}
