package nx.sale.domain.order;

import java.util.List;
import java.util.UUID;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What a caller can do wrong with an order. */
public sealed interface OrderError extends DomainError {
    /** No such order at this merchant. */
    @ErrorCode("order-not-found")
    record NotFound(OrderId orderId) implements OrderError {}

    /** The order's status does not allow the action. */
    @ErrorCode("order-not-allowed")
    record NotAllowed(OrderId orderId, OrderStatus orderStatus, OrderStatus.Action action) implements OrderError {}

    /** The order does not wait for money, or not for long enough. */
    @ErrorCode("order-not-stuck")
    record NotStuck(OrderId orderId, OrderStatus orderStatus) implements OrderError {}

    /** The order's lines are on another order now. */
    @ErrorCode("order-merged")
    record Merged(OrderId orderId, OrderId mergedIntoOrderId) implements OrderError {}

    /** The sums are those of the items: there is nothing to mend. */
    @ErrorCode("order-sums-agree")
    record SumsAgree(OrderId orderId) implements OrderError {}

    /** A draft that takes part in a merge or a split is not deleted: undo that, or cancel. */
    @ErrorCode("order-regrouped")
    record Regrouped(OrderId orderId) implements OrderError {}

    /**
     * So much of the line is with the kitchen: it cannot fall below that, and what was read there cannot change.
     *
     * @param fields what was to change beside the quantity
     */
    @ErrorCode("item-with-kitchen")
    record WithKitchen(
            LineId itemId,
            Quantity withKitchen,
            Quantity wanted,
            @ErrorCode.OneOf({"note", "seat", "course"}) List<String> fields)
            implements OrderError {
        public WithKitchen {
            fields = List.copyOf(fields);
        }
    }

    /** Money came for this draft and waits for a decision: settle its reviews before deleting it, or cancel it. */
    @ErrorCode("order-holds-money")
    record HoldsMoney(OrderId orderId, Money amount, int openReviews) implements OrderError {}

    /** Items of this draft were sent to the kitchen: cancel it instead of deleting it. */
    @ErrorCode("order-sent")
    record SentToKitchen(OrderId orderId) implements OrderError {}

    /** The bill is divided into checks: free them first. */
    @ErrorCode("order-has-checks")
    record HasChecks(OrderId orderId) implements OrderError {}

    /** Nothing to check out. */
    @ErrorCode("order-empty")
    record Empty(OrderId orderId) implements OrderError {}

    /** The cart kept changing while pricing was asked. */
    @ErrorCode("order-changed")
    record Changed(OrderId orderId) implements OrderError {}

    /** Money has been paid: the order cannot go back to the cart. */
    @ErrorCode("order-paid")
    record Paid(OrderId orderId) implements OrderError {}

    /** The order has no such line (any more). */
    @ErrorCode("item-not-found")
    record LineNotFound(LineId itemId) implements OrderError {}

    /** The device named another line so before; a repeat is the same dish with the same modifiers. */
    @ErrorCode("client-line-reused")
    record ClientLineReused(UUID clientLineId, LineId itemId) implements OrderError {}

    /** A part of a combo follows its lead and cannot be changed alone. */
    @ErrorCode("item-part-of-combo")
    record PartOfCombo(LineId itemId, LineId leadItemId) implements OrderError {}

    /** The same combo is on the order already: change its quantity instead. */
    @ErrorCode("combo-present")
    record ComboPresent(VariantId variantId, LineId itemId) implements OrderError {}

    /** A combo without parts cannot be sold. */
    @ErrorCode("combo-empty")
    record ComboEmpty(VariantId variantId) implements OrderError {}

    /** A combo contains itself. */
    @ErrorCode("combo-cycle")
    record ComboCycle(VariantId variantId) implements OrderError {}

    /** Combos within combos go deeper than the limit. */
    @ErrorCode("combo-too-deep")
    record ComboTooDeep(VariantId variantId, int limit) implements OrderError {}

    /** The item is priced in another currency than the order. */
    @ErrorCode("currency-mismatch")
    record CurrencyMismatch(CurrencyCode orderCurrency, CurrencyCode itemCurrency) implements OrderError {}

    /** The item's modifiers would bring its price below zero. */
    @ErrorCode("price-negative")
    record PriceNegative(VariantId variantId) implements OrderError {}

    /** Pricing refuses to price the cart, for its own reasons. */
    @ErrorCode("pricing-refused")
    record PricingRefused(List<String> reasons) implements OrderError {
        public PricingRefused {
            reasons = List.copyOf(reasons);
        }
    }
}
