package nx.sale.architecture.counter.http.check;

import nx.sale.architecture.counter.http.order.OrderRoutes;

/** The other half of the cycle. */
public final class CheckRoutes {
    public void show(OrderRoutes orders) {
        orders.hashCode();
    }
}
