package nx.sale.domain.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Tx;

/** The orders, for changing. */
public interface Orders {
    /**
     * Takes the row lock (FOR UPDATE) and holds it to the end of {@code tx}; the lines are read after the lock was had, in id
     * order. Rejects with {@link OrderError.NotFound}, also for an order of another merchant or a deleted one.
     */
    SaleOrder lock(Tx tx, MerchantId merchant, OrderId id);

    /**
     * As lock, for an order that was read before its lock was asked for: its lines as they were read, with what the kitchen has of
     * each now, which alone changes without the order's revision. Empty when the order changed since.
     */
    Optional<SaleOrder> lock(Tx tx, OrderSnapshot read);

    /** The current order, under the lock that {@code tx} has on it already, whatever was locked since. */
    OrderSnapshot read(Tx tx, MerchantId merchant, OrderId id);

    /** As lock, but loads only the lines a cart command touches. */
    Cart lockCart(Tx tx, MerchantId merchant, OrderId id, LineKeys touched);

    /**
     * As lock, for several orders at once: their rows are locked in ascending id order, in one statement. Rejects with
     * {@link OrderError.NotFound} when one of them is not there.
     */
    OrderFamily lockAll(Tx tx, MerchantId merchant, Collection<OrderId> ids);

    /**
     * As lockAll, without their lines: for what happens around orders and leaves them as they are. Those that are not there are
     * left out.
     */
    List<OrderHeader> lockHeaders(Tx tx, MerchantId merchant, Collection<OrderId> ids);

    /** Stores a new order. */
    void add(Tx tx, Cart cart);

    /** The cart must have been locked in {@code tx}; a stale revision is a bug and fails the transaction. */
    void update(Tx tx, Cart cart);

    /** The order must have been locked in {@code tx}; a stale revision is a bug and fails the transaction. */
    void update(Tx tx, SaleOrder order);

    /** As above for every member; new members are added, moved lines are stored with their new order. */
    void update(Tx tx, OrderFamily family);
}
