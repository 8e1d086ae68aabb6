package nx.sale.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.contract.ServiceContract;
import nx.sale.domain.id.CustomerId;
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
import nx.sale.postgres.allocation.PostgresLayouts;
import nx.sale.postgres.allocation.PostgresUsages;
import nx.sale.postgres.kitchen.PostgresKitchens;
import nx.sale.postgres.loyalty.PostgresPoints;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.shift.PostgresShiftViews;
import nx.sale.postgres.shift.PostgresShifts;
import nx.sale.postgres.sql.OrderGate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;

/** PostgreSQL keeps the contract of kitchen, floor, shifts and points. */
class PostgresServiceTest extends ServiceContract {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final PostgresPoints points = new PostgresPoints(reads);
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new OrderGate(100, Duration.ofSeconds(2)));
    private final MerchantId merchant = new MerchantId(IDS.next());

    @Override
    protected UnitOfWork work() {
        return work;
    }

    @Override
    protected Orders orders() {
        return new PostgresOrders(millis -> {});
    }

    @Override
    protected OrderViews views() {
        return new PostgresOrderViews(reads);
    }

    @Override
    protected Kitchens kitchens() {
        return new PostgresKitchens();
    }

    @Override
    protected Usages usages() {
        return new PostgresUsages();
    }

    @Override
    protected Points points() {
        return points;
    }

    @Override
    protected Optional<PointTransaction> booked(PointTransactionId id) {
        return points.find(merchant, id);
    }

    @Override
    protected long balance(CustomerId customer) {
        return points.getBalance(merchant, customer);
    }

    @Override
    protected Shifts shifts() {
        return new PostgresShifts(IDS);
    }

    @Override
    protected ShiftViews shiftViews() {
        return new PostgresShiftViews(reads);
    }

    @Override
    protected Ids ids() {
        return IDS;
    }

    @Override
    protected MerchantId merchant() {
        return merchant;
    }

    @Override
    protected FloorUnit unit(String code, boolean shareable) {
        AllocationLayout layout = AllocationLayout.drawn(
                new LayoutId(IDS.next()),
                merchant,
                "Room",
                List.of(new AllocationLayout.ZonePlan(
                        Optional.empty(),
                        "Room",
                        List.of(),
                        List.of(new AllocationLayout.UnitPlan(
                                Optional.empty(),
                                code,
                                AllocationLayout.Kind.TABLE,
                                4,
                                AllocationLayout.Spot.SOMEWHERE,
                                shareable)))),
                IDS,
                TestOrders.WAITER,
                Instant.parse("2026-03-01T05:00:00Z"));
        UnitId id = layout.units().findFirst().orElseThrow().id();
        return work.run(tx -> {
            new PostgresLayouts().add(tx, layout);
            return usages().lockUnits(tx, merchant, List.of(id)).getFirst();
        });
    }
}
