package nx.sale.architecture.example.bootstrap.wiring;

import nx.sale.architecture.example.application.order.AddItem;
import nx.sale.architecture.example.domain.shared.UnitOfWork;
import nx.sale.architecture.example.http.order.OrderRoutes;
import nx.sale.architecture.example.postgres.order.PostgresOrders;

/** Connects everything. */
public final class Features {
    public OrderRoutes orders(UnitOfWork work) {
        return new OrderRoutes(new AddItem(work, new PostgresOrders()));
    }
}
