package nx.sale.architecture.counter.application.payment;

import nx.sale.architecture.counter.application.order.AddItem;

/** The other half of the cycle. */
public final class Pay {
    public void handle(AddItem add) {
        add.hashCode();
    }
}
