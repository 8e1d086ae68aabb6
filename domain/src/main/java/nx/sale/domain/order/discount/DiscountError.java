package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.List;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;

/** What a caller can do wrong with a discount, a comp or a code. */
public sealed interface DiscountError extends DomainError {
    /** The order has no such adjustment (any more). */
    @ErrorCode("adjustment-not-found")
    record NotFound(AdjustmentId adjustmentId) implements DiscountError {}

    /**
     * More adjustments than one line, or one order as a whole, can have.
     *
     * @param itemIds the line; empty for the order
     */
    @ErrorCode("too-many-adjustments")
    record TooMany(List<LineId> itemIds, int most) implements DiscountError {
        public TooMany {
            itemIds = List.copyOf(itemIds);
        }
    }

    /** The amount has more digits than the currency of the order. */
    @ErrorCode("discount-not-payable")
    record NotPayable(Money amount, int digits) implements DiscountError {}

    /** The order has this code already. */
    @ErrorCode("code-present")
    record CodePresent(String promotionCode, AdjustmentId adjustmentId) implements DiscountError {}

    /**
     * Above the merchant's limit for one line or for the order, comps aside: somebody who may must agree.
     *
     * @param itemIds the line; empty for the order
     * @param discount the whole manual discount of that line or order: what an approval must cover
     */
    @ErrorCode("discount-above-limit")
    record AboveLimit(List<LineId> itemIds, Money discount, BigDecimal limitPercent) implements DiscountError {
        public AboveLimit {
            itemIds = List.copyOf(itemIds);
        }
    }

    /**
     * Pricing does not apply these codes.
     *
     * @param reasons pricing's, in the order of the codes; empty where it gave none
     */
    @ErrorCode("code-refused")
    record CodeRefused(List<String> codes, List<String> reasons) implements DiscountError {
        public CodeRefused {
            codes = List.copyOf(codes);
            reasons = List.copyOf(reasons);
        }
    }
}
