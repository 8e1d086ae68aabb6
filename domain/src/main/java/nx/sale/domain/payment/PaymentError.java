package nx.sale.domain.payment;

import java.util.List;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;

/** What can go wrong with money. */
public sealed interface PaymentError extends DomainError {
    /** No such webhook in the inbox. */
    record WebhookNotFound(long webhookId) implements PaymentError {
        @Override
        public String code() {
            return "webhook-not-found";
        }
    }

    /** The webhook names no transaction and no attempt, so it cannot be identified. */
    record WebhookNotReplayable(long webhookId) implements PaymentError {
        @Override
        public String code() {
            return "webhook-not-replayable";
        }
    }

    /** The webhook names an order or a check that is not here: kept, to be replayed. */
    record TargetUnknown(String targetType, long targetId) implements PaymentError {
        @Override
        public String code() {
            return "payment-target-unknown";
        }
    }

    /** MQ-Pay was asked, and the order was paid: the money is taken, and what was wanted must be decided anew. */
    record Arrived(OrderId orderId, List<String> attemptUids) implements PaymentError {
        public Arrived {
            attemptUids = List.copyOf(attemptUids);
        }

        @Override
        public String code() {
            return "payment-arrived";
        }
    }

    /** No such review at this merchant. */
    record ReviewNotFound(ReviewId reviewId) implements PaymentError {
        @Override
        public String code() {
            return "review-not-found";
        }
    }

    /** The review has been resolved before. */
    record ReviewResolved(ReviewId reviewId, PaymentReview.Status reviewStatus) implements PaymentError {
        @Override
        public String code() {
            return "review-resolved";
        }
    }

    /** This kind of review cannot be resolved so: only money that is here can be given back, only late money applied. */
    record ReviewResolutionNotAllowed(
            ReviewId reviewId,
            PaymentReview.Kind kind,
            PaymentReview.Status resolution,
            List<PaymentReview.Status> allowed)
            implements PaymentError {
        public ReviewResolutionNotAllowed {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String code() {
            return "review-resolution-not-allowed";
        }
    }

    /** Less of this money is here than the review says: the rest was given back, or taken back by the provider. Dismiss the review. */
    record ReviewNotRefundable(ReviewId reviewId, Money amount, Money refundable) implements PaymentError {
        @Override
        public String code() {
            return "review-not-refundable";
        }
    }

    /** Late money cannot be applied while its order does not wait for money; check the order out, or refund. */
    record ReviewNotApplicable(ReviewId reviewId) implements PaymentError {
        @Override
        public String code() {
            return "review-not-applicable";
        }
    }
}
