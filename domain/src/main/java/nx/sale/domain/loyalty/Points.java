package nx.sale.domain.loyalty;

import nx.sale.domain.shared.Tx;

/** The ledger of points, for writing. */
public interface Points {
    /**
     * Books points and raises the balance with them, in one statement at the end of the transaction (POINTS-3); nothing happens when
     * the order has earned before.
     */
    void add(Tx tx, PointTransaction earned);
}
