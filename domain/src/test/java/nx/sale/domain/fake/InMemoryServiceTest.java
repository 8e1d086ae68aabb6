package nx.sale.domain.fake;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.contract.ServiceContract;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;

/** The fakes of kitchen, floor, shifts and points keep the contract. */
class InMemoryServiceTest extends ServiceContract {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryOrders orders = new InMemoryOrders(store);
    private final InMemoryKitchens kitchens = new InMemoryKitchens(store, orders);
    private final InMemoryUsages usages = new InMemoryUsages(store);
    private final InMemoryPoints points = new InMemoryPoints(store);
    private final InMemoryShifts shifts = new InMemoryShifts(store);
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
    protected Points points() {
        return points;
    }

    @Override
    protected Optional<PointTransaction> booked(PointTransactionId id) {
        return points.all().stream().filter(booked -> booked.id().equals(id)).findFirst();
    }

    @Override
    protected long balance(CustomerId customer) {
        return points.all().stream()
                .filter(booked -> booked.customer().equals(customer))
                .mapToLong(PointTransaction::points)
                .sum();
    }

    @Override
    protected Shifts shifts() {
        return shifts;
    }

    @Override
    protected ShiftViews shiftViews() {
        return shifts;
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
