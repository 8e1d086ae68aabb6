package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of table usages must do. */
public abstract class UsagesContract extends Contract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Layouts layouts, Usages usages) {}

    private final Layouts layouts;
    private final Usages usages;

    protected UsagesContract(Stores stores) {
        super(stores.work());
        layouts = stores.layouts();
        usages = stores.usages();
    }

    /** A table of a layout of its own. */
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
                COOK,
                AT);
        UnitId id = layout.units().findFirst().orElseThrow().id();
        return work.run(tx -> {
            layouts.add(tx, layout);
            return usages.lockUnits(tx, merchant, List.of(id)).getFirst();
        });
    }

    protected static Window hours(int from, int until) {
        return new Window(AT.plus(Duration.ofHours(from)), AT.plus(Duration.ofHours(until)));
    }

    protected AllocationUsage take(FloorUnit unit, Taker taker, Window window) {
        AllocationUsage usage =
                AllocationUsage.of(new UsageId(IDS.next()), merchant, unit, taker, window, Optional.of("12"), COOK, AT);
        return work.run(tx -> {
            usages.add(tx, List.of(usage));
            return usage;
        });
    }

    private AllocationUsage reloaded(AllocationUsage usage) {
        return work.run(
                tx -> usages.lock(tx, merchant, List.of(usage.id()), List.of()).getFirst());
    }

    protected Taker party() {
        return Taker.order(new OrderId(IDS.next()));
    }

    private Taker guests() {
        return new Taker(Taker.Kind.RESERVATION, IDS.next());
    }

    private OrderOperation operation(
            OrderOperation.Kind kind, OrderId order, OrderId other, Optional<OperationId> undoes) {
        return TestOperations.of(merchant, kind, order, other, List.of(), undoes);
    }

    @Test
    void aUsageIsStoredToTheLastField() {
        AllocationUsage usage = take(unit("T1", false), guests(), hours(0, 2));
        assertThat(reloaded(usage)).isEqualTo(usage);

        AllocationUsage moved = usage.transferred(unit("T2", false), COOK, AT);
        work.run(tx -> {
            usages.update(tx, List.of(moved));
            return moved;
        });

        assertThat(reloaded(usage)).isEqualTo(moved);
    }

    // FLOOR-3
    @Test
    void unitIsTakenOnceAtATime_andTheRejectionNamesTheHolder() {
        FloorUnit unit = unit("T3", false);
        AllocationUsage first = take(unit, guests(), hours(0, 2));
        take(unit, guests(), hours(3, 4));
        AllocationUsage adjacent = take(unit, guests(), hours(2, 3));

        assertRejected(
                () -> take(unit, guests(), hours(1, 2)),
                new AllocationError.UnitTaken(
                        unit.id(),
                        unit.code(),
                        Taker.Kind.RESERVATION,
                        Long.toString(first.taker().id()),
                        first.window().from(),
                        first.window().until(),
                        hours(4, 5).from()));
        assertThatThrownBy(() -> work.run(tx -> {
                    AllocationUsage longer =
                            adjacent.changed(Optional.of(hours(3, 4).until()), Optional.empty(), COOK, AT);
                    usages.update(tx, List.of(longer));
                    return longer;
                }))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error()).isInstanceOf(AllocationError.UnitTaken.class));
    }

    // FLOOR-4
    @Test
    void onePartySitsAtAUnit_howeverLateItIs() {
        FloorUnit unit = unit("T4", false);
        AllocationUsage sitting = take(unit, party(), hours(0, 1));

        assertRejected(
                () -> take(unit, party(), hours(5, 6)),
                new AllocationError.UnitTaken(
                        unit.id(),
                        unit.code(),
                        Taker.Kind.SALE_ORDER,
                        Long.toString(sitting.taker().id()),
                        sitting.window().from(),
                        sitting.window().until(),
                        hours(5, 6).from()));
        take(unit, guests(), hours(5, 6));
    }

    @Test
    void sharedUnitTakesSeveralParties() {
        FloorUnit bar = unit("B1", true);

        take(bar, party(), hours(0, 2));
        take(bar, party(), hours(0, 2));
    }

    @Test
    void usagesEndTogether_andArePassedOnAfterTheCommit() {
        Taker taker = party();
        AllocationUsage one = take(unit("T5", false), taker, hours(0, 2));
        AllocationUsage other = take(unit("T6", false), taker, hours(0, 2));
        List<UsageId> notified = new ArrayList<>();

        work.run(tx -> {
            usages.updateEnd(
                    tx,
                    merchant,
                    taker,
                    AllocationUsage.Status.SUCCESS,
                    ORIGIN,
                    AT,
                    ended -> ended.forEach(usage -> notified.add(usage.id())));
            assertThat(notified).isEmpty();
            return taker;
        });

        assertThat(notified).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(reloaded(one).status()).isEqualTo(AllocationUsage.Status.SUCCESS);
        assertThat(reloaded(one).stamps().completedAt()).contains(AT);
        assertThat(this.<List<AllocationUsage>>inTx(tx -> usages.lockOf(tx, merchant, taker, List.of())))
                .isEmpty();
    }

    @Test
    void tablesFollowAMerge_andItsUndo() {
        OrderId target = new OrderId(IDS.next());
        OrderId source = new OrderId(IDS.next());
        AllocationUsage usage = take(unit("T7", false), Taker.order(source), hours(0, 2));
        OrderOperation merge = operation(OrderOperation.Kind.MERGE, target, source, Optional.empty());

        follow(merge);
        assertThat(reloaded(usage).taker()).isEqualTo(Taker.order(target));
        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, source, Optional.of(new OperationId(5))));
        assertThat(reloaded(usage).taker()).as("another merge").isEqualTo(Taker.order(target));
        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, source, Optional.of(merge.id())));

        assertThat(reloaded(usage).taker()).isEqualTo(Taker.order(source));
    }

    @Test
    void tablesGoBackStepByStep_afterTwoMerges() {
        OrderId target = new OrderId(IDS.next());
        OrderId source = new OrderId(IDS.next());
        OrderId third = new OrderId(IDS.next());
        AllocationUsage one = take(unit("T11", false), Taker.order(source), hours(0, 2));
        AllocationUsage other = take(unit("T12", false), Taker.order(third), hours(0, 2));
        OrderOperation first = operation(OrderOperation.Kind.MERGE, target, source, Optional.empty());
        OrderOperation second = operation(OrderOperation.Kind.MERGE, target, third, Optional.empty());
        follow(first);
        follow(second);

        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, third, Optional.of(second.id())));
        assertThat(reloaded(other).taker()).isEqualTo(Taker.order(third));
        assertThat(reloaded(one).taker()).isEqualTo(Taker.order(target));
        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, source, Optional.of(first.id())));

        assertThat(reloaded(one).taker()).isEqualTo(Taker.order(source));
    }

    // FLOOR-15
    @Test
    void tablesOfANewOrderAreTheParents_whenTheSplitIsUndone() {
        OrderId parent = new OrderId(IDS.next());
        OrderId child = new OrderId(IDS.next());
        OrderOperation split = operation(OrderOperation.Kind.SPLIT, parent, child, Optional.empty());
        AllocationUsage usage = take(unit("T13", false), Taker.order(child), hours(0, 2));

        follow(split);
        assertThat(reloaded(usage).taker()).isEqualTo(Taker.order(child));
        follow(operation(OrderOperation.Kind.UNDO_SPLIT, parent, child, Optional.of(split.id())));

        assertThat(reloaded(usage).taker()).isEqualTo(Taker.order(parent));
    }

    private void follow(OrderOperation operation) {
        work.run((Tx tx) -> {
            usages.follow(tx, operation, ORIGIN, AT, moved -> {});
            return operation;
        });
    }

    @Test
    void overduePartiesAreListed_withTheNextReservation() {
        FloorUnit unit = unit("T8", false);
        AllocationUsage overdue = take(unit, party(), hours(-3, -1));
        AllocationUsage next = take(unit, guests(), hours(1, 2));
        take(unit("T9", false), party(), hours(-1, 1));

        List<Usages.Overdue> found = work.run(tx -> overdue(tx, "T[89]"));

        assertThat(found)
                .containsExactly(
                        new Usages.Overdue(overdue, Optional.of(next.window().from())));
    }

    /** The overdue parties at tables whose code is so. */
    protected List<Usages.Overdue> overdue(Tx tx, String code) {
        return usages.lockOverdue(tx, merchant, AT, 1_000).stream()
                .filter(one -> one.usage().unit().code().matches(code))
                .toList();
    }

    @Test
    void unknownUnitIsRejected() {
        UnitId nowhere = new UnitId(1);

        assertRejected(
                () -> work.run(tx -> usages.lockUnits(tx, merchant, List.of(nowhere))),
                new AllocationError.UnitNotFound(nowhere));
        FloorUnit unit = unit("T10", false);
        assertThat(this.<List<FloorUnit>>inTx(tx -> usages.lockUnits(tx, merchant, List.of(unit.id()))))
                .containsExactly(unit);
        assertRejected(
                () -> work.run(tx -> usages.lockUnits(tx, new MerchantId(1), List.of(unit.id()))),
                new AllocationError.UnitNotFound(unit.id()));
    }
}
