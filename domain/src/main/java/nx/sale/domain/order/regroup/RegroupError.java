package nx.sale.domain.order.regroup;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;

/** What keeps orders from being merged or split, or that from being undone. */
public sealed interface RegroupError extends DomainError {
    /** An order cannot be merged into itself. */
    @ErrorCode("merge-with-itself")
    record WithItself(OrderId orderId) implements RegroupError {}

    /** Only orders of one sale channel and one currency can be merged. */
    @ErrorCode("orders-differ")
    record Differs(
            OrderId orderId,
            @ErrorCode.OneOf({"saleChannelId", "currency"}) String difference) implements RegroupError {}

    /** More of an item than the order has. */
    @ErrorCode("item-quantity-exceeded")
    record QuantityExceeded(LineId itemId, Quantity wanted, Quantity present) implements RegroupError {}

    /** So little of a combo that one of its parts could not be divided. */
    @ErrorCode("item-not-divisible")
    record NotDivisible(LineId itemId) implements RegroupError {}

    /** No open operation of this kind can be undone. */
    @ErrorCode("nothing-to-undo")
    record NothingToUndo(OrderId orderId) implements RegroupError {}

    /** The order has no such merge or split. */
    @ErrorCode("operation-not-found")
    record OperationNotFound(OperationId operationId) implements RegroupError {}

    /** Later merges or splits concern the same items: undo them first, the newest first. */
    @ErrorCode("later-operations")
    record LaterOperations(List<OperationId> operationIds) implements RegroupError {
        public LaterOperations {
            operationIds = List.copyOf(operationIds);
        }
    }

    /**
     * The sums of an order are not those of its items: somebody changed them past this service. Each amount is the stored one minus the
     * counted one.
     *
     * @param itemIds items whose own total is not price times quantity
     */
    @ErrorCode("order-sums-differ")
    record SumsDiffer(
            OrderId orderId,
            Money subtotal,
            Money discount,
            Money charge,
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
                    difference.charge(),
                    difference.tax(),
                    difference.rounding(),
                    difference.total(),
                    items);
        }
    }

    /** None of the orders split off is a draft any more. */
    @ErrorCode("split-orders-not-draft")
    record SplitOrdersNotDraft(List<OrderId> orderIds) implements RegroupError {
        public SplitOrdersNotDraft {
            orderIds = List.copyOf(orderIds);
        }
    }
}
