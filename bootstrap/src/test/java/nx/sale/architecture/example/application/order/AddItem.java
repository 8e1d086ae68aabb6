package nx.sale.architecture.example.application.order;

import nx.sale.architecture.example.domain.order.Orders;
import nx.sale.architecture.example.domain.order.SaleOrder;
import nx.sale.architecture.example.domain.shared.UnitOfWork;

/** A use case: final, one public method, and the transaction is its own. */
public final class AddItem {
    private final UnitOfWork work;
    private final Orders orders;

    public AddItem(UnitOfWork work, Orders orders) {
        this.work = work;
        this.orders = orders;
    }

    public int handle(long id) {
        return work.run(tx -> {
            SaleOrder order = orders.lock(tx, id);
            order.add();
            orders.update(tx, order);
            return order.items();
        });
    }
}
