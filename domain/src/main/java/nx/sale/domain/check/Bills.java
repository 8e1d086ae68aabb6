package nx.sale.domain.check;

import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Tx;

/** The bills: the checks of an order. */
public interface Bills {
    /** The bill of an order that is locked in {@code tx}; one without checks when its bill is not divided. */
    Bill read(Tx tx, SaleOrder order);

    /** Stores the checks that changed. The order is stored by itself. */
    void update(Tx tx, Bill bill);
}
