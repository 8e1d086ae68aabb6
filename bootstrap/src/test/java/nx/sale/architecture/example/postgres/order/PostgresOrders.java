package nx.sale.architecture.example.postgres.order;

import java.util.HashMap;
import java.util.Map;
import nx.sale.architecture.example.domain.order.Orders;
import nx.sale.architecture.example.domain.order.SaleOrder;
import nx.sale.architecture.example.domain.shared.Tx;

/** A store whose lock takes a lock. */
public final class PostgresOrders implements Orders {
    private final Map<Long, Integer> rows = new HashMap<>();

    @Override
    public SaleOrder lock(Tx tx, long id) {
        tx.rank(1);
        return SaleOrder.rehydrate(rows.getOrDefault(id, 0));
    }

    @Override
    public void update(Tx tx, SaleOrder order) {
        rows.put(1L, order.items());
    }
}
