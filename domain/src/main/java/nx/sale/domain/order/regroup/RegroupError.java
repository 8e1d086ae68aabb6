package nx.sale.domain.order.regroup;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What keeps orders from being merged or split, or that from being undone. */
public sealed interface RegroupError extends DomainError {
    /** An order cannot be merged into itself. */
    record WithItself(OrderId orderId) implements RegroupError {
        @Override
        public String code() {
            return "merge-with-itself";
        }
    }

    /** Only orders of one sale channel and one currency can be merged. */
    record Differs(OrderId orderId, String difference) implements RegroupError {
        @Override
        public String code() {
            return "orders-differ";
        }
    }

    /** More of an item than the order has. */
    record QuantityExceeded(LineId itemId, Quantity wanted, Quantity present) implements RegroupError {
        @Override
        public String code() {
            return "item-quantity-exceeded";
        }
    }

    /** So little of a combo that one of its parts could not be divided. */
    record NotDivisible(LineId itemId) implements RegroupError {
        @Override
        public String code() {
            return "item-not-divisible";
        }
    }

    /** No open operation of this kind can be undone. */
    record NothingToUndo(OrderId orderId) implements RegroupError {
        @Override
        public String code() {
            return "nothing-to-undo";
        }
    }

    /** The order has no such merge or split. */
    record OperationNotFound(OperationId operationId) implements RegroupError {
        @Override
        public String code() {
            return "operation-not-found";
        }
    }

    /** Later merges or splits concern the same items: undo them first, the newest first. */
    record LaterOperations(List<OperationId> operationIds) implements RegroupError {
        public LaterOperations {
            operationIds = List.copyOf(operationIds);
        }

        @Override
        public String code() {
            return "later-operations";
        }
    }

    /**
     * The sums of an order are not those of its items: somebody changed them past this service. Each amount is the stored one minus the
     * counted one.
     *
     * @param itemIds items whose own total is not price times quantity
     */
    record SumsDiffer(
            OrderId orderId,
            Money subtotal,
            Money discount,
            Money tax,
            Money rounding,
            Money total,
            List<LineId> itemIds)
            implements RegroupError {
        public SumsDiffer {
            itemIds = List.copyOf(itemIds);
        }

        public static SumsDiffer of(OrderId order, Totals difference, List<LineId> items) {
            return new SumsDiffer(
                    order,
                    difference.subtotal(),
                    difference.discount(),
                    difference.tax(),
                    difference.rounding(),
                    difference.total(),
                    items);
        }

        @Override
        public String code() {
            return "order-sums-differ";
        }
    }

    /** None of the orders split off is a draft any more. */
    record SplitOrdersNotDraft(List<OrderId> orderIds) implements RegroupError {
        public SplitOrdersNotDraft {
            orderIds = List.copyOf(orderIds);
        }

        @Override
        public String code() {
            return "split-orders-not-draft";
        }
    }
}
