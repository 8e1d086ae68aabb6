package nx.sale.architecture.counter.postgres.check;

import nx.sale.architecture.counter.postgres.order.OrderRows;

/** The other half of the cycle. */
public final class CheckRows {
    public void read(OrderRows orders) {
        orders.hashCode();
    }
}
