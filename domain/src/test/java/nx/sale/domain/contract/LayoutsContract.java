package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of floor plans must do. */
public abstract class LayoutsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Layouts layouts, Usages usages) {}

    private final Layouts layouts;
    private final Usages usages;

    protected LayoutsContract(Stores stores) {
        super(stores.work());
        layouts = stores.layouts();
        usages = stores.usages();
    }

    private static AllocationLayout.UnitPlan plan(Optional<UnitId> id, String code) {
        return new AllocationLayout.UnitPlan(
                id, code, AllocationLayout.Kind.TABLE, 4, new AllocationLayout.Spot(1, 2, 3, 4, 90), false);
    }

    private static AllocationLayout.ZonePlan zone(
            String name, List<AllocationLayout.ZonePlan> inner, AllocationLayout.UnitPlan... units) {
        return new AllocationLayout.ZonePlan(Optional.empty(), name, inner, List.of(units));
    }

    /** A garden with a terrace in it, and a table in each. */
    private AllocationLayout stored() {
        AllocationLayout layout = AllocationLayout.drawn(
                new LayoutId(IDS.next()),
                merchant,
                "Outside",
                List.of(zone(
                        "Garden",
                        List.of(zone("Terrace", List.of(), plan(Optional.empty(), "T1"))),
                        plan(Optional.empty(), "G1"))),
                IDS,
                WAITER,
                NOON);
        return work.run(tx -> {
            layouts.add(tx, layout);
            return layout;
        });
    }

    private AllocationLayout locked(AllocationLayout layout) {
        return work.run(tx -> layouts.lock(tx, merchant, layout.id()));
    }

    private FloorUnit unit(UnitId id) {
        return work.run(tx -> usages.lockUnits(tx, merchant, List.of(id)).getFirst());
    }

    private static UnitId table(AllocationLayout layout, String code) {
        return layout.units()
                .filter(unit -> unit.code().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private AllocationLayout redrawn(AllocationLayout before, AllocationLayout.ZonePlan... zones) {
        AllocationLayout after = before.redrawn(Optional.empty(), Optional.of(List.of(zones)), IDS, WAITER, NOON);
        return work.run(tx -> {
            layouts.update(tx, layouts.lock(tx, merchant, before.id()), after);
            return after;
        });
    }

    @Test
    void aLayoutIsStoredToTheLastField_andItsTablesKnowTheirZones() {
        AllocationLayout layout = stored();

        assertThat(locked(layout)).isEqualTo(layout);
        assertThat(unit(table(layout, "T1")).zonePath()).containsExactly("Garden", "Terrace");
        assertThat(unit(table(layout, "G1")).zonePath()).containsExactly("Garden");
        assertRejected(
                () -> work.run(tx -> layouts.lock(tx, new MerchantId(8), layout.id())),
                new AllocationError.LayoutNotFound(layout.id()));
    }

    @Test
    void aRedrawnLayoutHasTheTablesOfItsPlan() {
        AllocationLayout layout = stored();
        UnitId kept = table(layout, "G1");
        UnitId dropped = table(layout, "T1");

        AllocationLayout after = redrawn(layout, zone("Yard", List.of(), plan(Optional.of(kept), "Y1")));

        assertThat(locked(layout)).isEqualTo(after);
        assertThat(unit(kept).code()).isEqualTo("Y1");
        assertThat(unit(kept).zonePath()).containsExactly("Yard");
        assertRejected(() -> unit(dropped), new AllocationError.UnitNotFound(dropped));
    }

    @Test
    void aTableSomebodyHasStays() {
        AllocationLayout layout = stored();
        FloorUnit table = unit(table(layout, "T1"));
        AllocationUsage usage = AllocationUsage.of(
                new UsageId(IDS.next()),
                merchant,
                table,
                Taker.order(new OrderId(IDS.next())),
                new Window(NOON, NOON.plus(Duration.ofHours(2))),
                Optional.empty(),
                WAITER,
                NOON);
        work.run(tx -> {
            usages.add(tx, List.of(usage));
            return usage;
        });

        assertRejected(() -> redrawn(layout), new AllocationError.UnitInUse(table.id(), "T1"));
        assertRejected(() -> remove(layout), new AllocationError.UnitInUse(table.id(), "T1"));
        assertThat(locked(layout)).isEqualTo(layout);
    }

    @Test
    void aRemovedLayoutIsNotFound_norAreItsTables() {
        AllocationLayout layout = stored();

        remove(layout);

        assertRejected(() -> locked(layout), new AllocationError.LayoutNotFound(layout.id()));
        UnitId table = table(layout, "T1");
        assertRejected(() -> unit(table), new AllocationError.UnitNotFound(table));
    }

    private void remove(AllocationLayout layout) {
        work.run(tx -> {
            layouts.remove(tx, layouts.lock(tx, merchant, layout.id()), ORIGIN, NOON);
            return layout;
        });
    }
}
