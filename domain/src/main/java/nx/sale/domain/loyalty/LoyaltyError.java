package nx.sale.domain.loyalty;

import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with points. */
public sealed interface LoyaltyError extends DomainError {
    /** No such transaction at this merchant. */
    @ErrorCode("point-transaction-not-found")
    record NotFound(PointTransactionId pointTransactionId) implements LoyaltyError {}
}
