package nx.sale.domain.loyalty;

import nx.sale.domain.shared.DomainError;

/** What a caller can do wrong with points. */
public sealed interface LoyaltyError extends DomainError {
    /** No such transaction at this merchant. */
    record NotFound(PointTransactionId pointTransactionId) implements LoyaltyError {
        @Override
        public String code() {
            return "point-transaction-not-found";
        }
    }
}
