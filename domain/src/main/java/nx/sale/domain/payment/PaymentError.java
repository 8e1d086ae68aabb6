package nx.sale.domain.payment;

import java.util.List;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;

/** What can go wrong with money. */
public sealed interface PaymentError extends DomainError {
    /** No such webhook in the inbox. */
    @ErrorCode("webhook-not-found")
    record WebhookNotFound(long webhookId) implements PaymentError {}

    /** The webhook names no transaction and no attempt, so it cannot be identified. */
    @ErrorCode("webhook-not-replayable")
    record WebhookNotReplayable(long webhookId) implements PaymentError {}

    /** The webhook names an order, a check or a refund that is not here: kept, to be replayed. */
    @ErrorCode("payment-target-unknown")
    record TargetUnknown(
            @ErrorCode.OneOf({"SALE_ORDER", "SALE_CHECK", "REFUND"})
            String targetType,

            long targetId) implements PaymentError {}

    /** MQ-Pay was asked, and the order was paid: the money is taken, and what was wanted must be decided anew. */
    @ErrorCode("payment-arrived")
    record Arrived(OrderId orderId, List<String> attemptUids) implements PaymentError {
        public Arrived {
            attemptUids = List.copyOf(attemptUids);
        }
    }

    /** The merchant's tills do not take cash themselves: MQ-Pay does. */
    @ErrorCode("cash-by-till-off")
    record CashByTillOff() implements PaymentError {}

    /** There is no cash for such a part of a coin, or it is nothing. */
    @ErrorCode("cash-amount-not-payable")
    record CashNotPayable(Money amount) implements PaymentError {}

    /** Nobody can hand such a tip out: the currency has no coin so small. */
    @ErrorCode("tip-not-payable")
    record TipNotPayable(Money amount) implements PaymentError {}

    /** The order has no such successful payment. */
    @ErrorCode("payment-not-found")
    record AttemptNotFound(OrderId orderId, String attemptUid) implements PaymentError {}

    /** A tip is part of its payment. */
    @ErrorCode("tip-too-large")
    record TipTooLarge(String attemptUid, Money amount, Money payment) implements PaymentError {}

    /** No such review at this merchant. */
    @ErrorCode("review-not-found")
    record ReviewNotFound(ReviewId reviewId) implements PaymentError {}

    /** The review has been resolved before. */
    @ErrorCode("review-resolved")
    record ReviewResolved(ReviewId reviewId, PaymentReview.Status reviewStatus) implements PaymentError {}

    /** This kind of review cannot be resolved so: only money that is here can be given back, only late money applied. */
    @ErrorCode("review-resolution-not-allowed")
    record ReviewResolutionNotAllowed(
            ReviewId reviewId,
            PaymentReview.Kind kind,
            PaymentReview.Status resolution,
            List<PaymentReview.Status> allowed)
            implements PaymentError {
        public ReviewResolutionNotAllowed {
            allowed = List.copyOf(allowed);
        }
    }

    /** Less of this money is here than the review says: the rest was given back, or taken back by the provider. Dismiss the review. */
    @ErrorCode("review-not-refundable")
    record ReviewNotRefundable(ReviewId reviewId, Money amount, Money refundable) implements PaymentError {}

    /** Late money cannot be applied while its order does not wait for money; check the order out, or refund. */
    @ErrorCode("review-not-applicable")
    record ReviewNotApplicable(ReviewId reviewId) implements PaymentError {}
}
