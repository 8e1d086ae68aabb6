package nx.sale.domain.payment;

import java.util.Optional;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.ReviewId;
import nx.sale.domain.shared.Trace;

/**
 * Money that a person must look at.
 *
 * @param attemptUid the attempt it is about, for REVERSED
 * @param note why it was resolved so
 */
public record PaymentReview(
        ReviewId id,
        MerchantId merchant,
        OrderId order,
        Kind kind,
        Money amount,
        Optional<String> attemptUid,
        Status status,
        Optional<String> note,
        long revision,
        Trace trace) {

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
                id, merchant, order, kind, amount.plus(by), attemptUid, status, note, revision + 1, newTrace);
    }

    /** Closes the review. Rejects one already resolved. */
    public PaymentReview resolved(Status resolution, Optional<String> why, Trace newTrace) {
        if (!open()) {
            throw new Rejected(new PaymentError.ReviewResolved(id, status));
        }
        return new PaymentReview(
                id, merchant, order, kind, amount, attemptUid, resolution, why, revision + 1, newTrace);
    }
}
