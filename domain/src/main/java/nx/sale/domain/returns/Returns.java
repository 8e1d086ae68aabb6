package nx.sale.domain.returns;

import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.Tx;

/** The returns of orders, for changing. */
public interface Returns {
    /** The returns of an order locked in {@code tx}, whose lock guards them, by number. */
    List<SaleReturn> read(Tx tx, OrderHeader order);

    /** Stores a return of an order locked in {@code tx}. */
    void add(Tx tx, MerchantId merchant, SaleReturn goods);
}
