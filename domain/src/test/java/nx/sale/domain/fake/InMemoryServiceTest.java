package nx.sale.domain.fake;

import java.util.List;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.contract.ServiceContract;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.shared.FloorZoneId;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.LayoutId;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.UnitId;
import nx.sale.domain.shared.UnitOfWork;

/** The fakes of kitchen and floor keep the contract. */
class InMemoryServiceTest extends ServiceContract {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryOrders orders = new InMemoryOrders(store);
    private final InMemoryKitchens kitchens = new InMemoryKitchens(store, orders);
    private final InMemoryUsages usages = new InMemoryUsages(store);
    private final Ids ids = TestOrders.ids(50_000);

    @Override
    protected UnitOfWork work() {
        return store;
    }

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected OrderViews views() {
        return orders;
    }

    @Override
    protected Kitchens kitchens() {
        return kitchens;
    }

    @Override
    protected Usages usages() {
        return usages;
    }

    @Override
    protected Ids ids() {
        return ids;
    }

    @Override
    protected MerchantId merchant() {
        return TestOrders.MERCHANT;
    }

    @Override
    protected FloorUnit unit(String code, boolean shareable) {
        FloorUnit unit = new FloorUnit(
                new UnitId(ids.next()), code, 4, shareable, new LayoutId(1), new FloorZoneId(2), List.of("Room"));
        usages.unit(TestOrders.MERCHANT, unit);
        return unit;
    }
}
