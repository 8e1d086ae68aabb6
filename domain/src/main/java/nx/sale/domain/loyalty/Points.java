package nx.sale.domain.loyalty;

import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Tx;

/** The ledger of points, for writing. */
public interface Points {
    /**
     * Books points and raises the balance with them, in one statement at the end of the transaction (POINTS-3); nothing happens when
     * the order has earned before, or the return has taken its points before.
     */
    void add(Tx tx, PointTransaction transaction);

    /** The transactions of an order locked in {@code tx}, the oldest first. */
    List<PointTransaction> read(Tx tx, MerchantId merchant, OrderId order);
}
