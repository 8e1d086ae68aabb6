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
     * Above the merchant's limit for lines or for the order, comps aside: somebody who may must agree.
     *
     * @param permission what somebody needs who lets it be so
     * @param itemIds the line of the first; empty for the order
     * @param discount the whole manual discount of that line or order: what an approval must cover
     * @param aboveLimit each line and order that is above it, and what an approval of it must cover
     */
    @ErrorCode("discount-above-limit")
    record AboveLimit(
            String permission,
            List<LineId> itemIds,
            Money discount,
            BigDecimal limitPercent,
            List<DiscountLimit.Excess> aboveLimit)
            implements DiscountError {
        public AboveLimit {
            itemIds = List.copyOf(itemIds);
            aboveLimit = List.copyOf(aboveLimit);
        }

        /** @param above at least one */
        public static AboveLimit of(String permission, List<DiscountLimit.Excess> above, BigDecimal limitPercent) {
            DiscountLimit.Excess first = above.getFirst();
            return new AboveLimit(permission, first.line().stream().toList(), first.discount(), limitPercent, above);
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
