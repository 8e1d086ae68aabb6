package nx.sale.domain.order;

import java.util.List;
import java.util.UUID;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What a caller can do wrong with an order. */
public sealed interface OrderError extends DomainError {
    /** No such order at this merchant. */
    record NotFound(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-not-found";
        }
    }

    /** The order's status does not allow the action. */
    record NotAllowed(OrderId orderId, OrderStatus orderStatus, OrderStatus.Action action) implements OrderError {
        @Override
        public String code() {
            return "order-not-allowed";
        }
    }

    /** The order does not wait for money, or not for long enough. */
    record NotStuck(OrderId orderId, OrderStatus orderStatus) implements OrderError {
        @Override
        public String code() {
            return "order-not-stuck";
        }
    }

    /** The order's lines are on another order now. */
    record Merged(OrderId orderId, OrderId mergedIntoOrderId) implements OrderError {
        @Override
        public String code() {
            return "order-merged";
        }
    }

    /** The sums are those of the items: there is nothing to mend. */
    record SumsAgree(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-sums-agree";
        }
    }

    /** A draft that takes part in a merge or a split is not deleted: undo that, or cancel. */
    record Regrouped(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-regrouped";
        }
    }

    /**
     * So much of the line is with the kitchen: it cannot fall below that, and what was read there cannot change.
     *
     * @param fields what was to change beside the quantity
     */
    record WithKitchen(LineId itemId, Quantity withKitchen, Quantity wanted, List<String> fields)
            implements OrderError {
        public WithKitchen {
            fields = List.copyOf(fields);
        }

        @Override
        public String code() {
            return "item-with-kitchen";
        }
    }

    /** Money came for this draft and waits for a decision: settle its reviews before deleting it, or cancel it. */
    record HoldsMoney(OrderId orderId, Money amount, int openReviews) implements OrderError {
        @Override
        public String code() {
            return "order-holds-money";
        }
    }

    /** Items of this draft were sent to the kitchen: cancel it instead of deleting it. */
    record SentToKitchen(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-sent";
        }
    }

    /** The bill is divided into checks: free them first. */
    record HasChecks(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-has-checks";
        }
    }

    /** Nothing to check out. */
    record Empty(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-empty";
        }
    }

    /** The cart kept changing while pricing was asked. */
    record Changed(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-changed";
        }
    }

    /** Money has been paid: the order cannot go back to the cart. */
    record Paid(OrderId orderId) implements OrderError {
        @Override
        public String code() {
            return "order-paid";
        }
    }

    /** The order has no such line (any more). */
    record LineNotFound(LineId itemId) implements OrderError {
        @Override
        public String code() {
            return "item-not-found";
        }
    }

    /** The device named another line so before; a repeat is the same dish with the same modifiers. */
    record ClientLineReused(UUID clientLineId, LineId itemId) implements OrderError {
        @Override
        public String code() {
            return "client-line-reused";
        }
    }

    /** A part of a combo follows its lead and cannot be changed alone. */
    record PartOfCombo(LineId itemId, LineId leadItemId) implements OrderError {
        @Override
        public String code() {
            return "item-part-of-combo";
        }
    }

    /** The same combo is on the order already: change its quantity instead. */
    record ComboPresent(VariantId variantId, LineId itemId) implements OrderError {
        @Override
        public String code() {
            return "combo-present";
        }
    }

    /** A combo without parts cannot be sold. */
    record ComboEmpty(VariantId variantId) implements OrderError {
        @Override
        public String code() {
            return "combo-empty";
        }
    }

    /** A combo contains itself. */
    record ComboCycle(VariantId variantId) implements OrderError {
        @Override
        public String code() {
            return "combo-cycle";
        }
    }

    /** Combos within combos go deeper than the limit. */
    record ComboTooDeep(VariantId variantId, int limit) implements OrderError {
        @Override
        public String code() {
            return "combo-too-deep";
        }
    }

    /** The item is priced in another currency than the order. */
    record CurrencyMismatch(CurrencyCode orderCurrency, CurrencyCode itemCurrency) implements OrderError {
        @Override
        public String code() {
            return "currency-mismatch";
        }
    }

    /** The item's modifiers would bring its price below zero. */
    record PriceNegative(VariantId variantId) implements OrderError {
        @Override
        public String code() {
            return "price-negative";
        }
    }

    /** Pricing refuses to price the cart, for its own reasons. */
    record PricingRefused(List<String> reasons) implements OrderError {
        public PricingRefused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String code() {
            return "pricing-refused";
        }
    }
}
