package nx.sale.domain.order.regroup;

import java.util.Collection;
import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Tx;

/** What was done to families of orders, for writing and for undoing. */
public interface OrderOperations {
    /**
     * The open operations that concern one of these orders as anchor, or one of these lines; in the
     * order they happened. The orders must have been locked in {@code tx}: nobody can add to the list meanwhile.
     */
    List<OrderOperation> readOpen(Tx tx, MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines);

    /** Records an operation. */
    void add(Tx tx, OrderOperation operation);

    /** Stores which orders were restored. */
    void update(Tx tx, OrderOperation operation);
}
