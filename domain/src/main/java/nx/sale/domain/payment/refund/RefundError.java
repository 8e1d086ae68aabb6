package nx.sale.domain.payment.refund;

import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;

/** What a caller can do wrong with money that goes back. */
public sealed interface RefundError extends DomainError {
    /** No such refund at this merchant. */
    @ErrorCode("refund-not-found")
    record NotFound(RefundId refundId) implements RefundError {}

    /** It has ended, or another was asked for in its place. */
    @ErrorCode("refund-not-allowed")
    record NotAllowed(RefundId refundId, Refund.Status refundStatus) implements RefundError {}

    /** The refunds that are asked for do not come to what the return gives back. */
    @ErrorCode("refunds-differ")
    record Differ(Money asked, Money due) implements RefundError {}

    /**
     * No coin of the currency is so small.
     *
     * @param place in the list of refunds that are asked for, from 0
     */
    @ErrorCode("refund-not-payable")
    record NotPayable(int place, Money amount) implements RefundError {}

    /** So much cannot go back this way: the rest of the money is not here, or is another bill's. */
    @ErrorCode("refund-exceeds")
    record Exceeds(Money asked, Money possible) implements RefundError {}
}
