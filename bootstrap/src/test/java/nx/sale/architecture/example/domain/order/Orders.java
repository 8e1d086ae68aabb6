package nx.sale.architecture.example.domain.order;

import nx.sale.architecture.example.domain.shared.Tx;

/** A port whose writes show their transaction. */
public interface Orders {
    SaleOrder lock(Tx tx, long id);

    void update(Tx tx, SaleOrder order);
}
