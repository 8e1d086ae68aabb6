package nx.sale.domain.check;

import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Tx;

/** The bills: the checks of an order. */
public interface Bills {
    /** Reads the bill of an order locked in {@code tx}, whose lock guards its checks; one without checks when its bill is not divided. */
    Bill read(Tx tx, SaleOrder order);

    /** Stores the checks that changed. The order is stored by itself. */
    void update(Tx tx, Bill bill);
}
