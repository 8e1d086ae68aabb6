package nx.sale.application.allocation;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.application.Till;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.DeleteOrder;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;

/** The floor on fakes: plans are drawn, tables are taken, changed and given back. */
class FloorUseCasesTest {
    private final Till till = new Till();
    private final OrderId party = till.draft();
    private final TakeUnit take =
            new TakeUnit(till.settings, till.requests, till.orders, till.stores.reservations, till.takeUnits);
    private final EndUsages end = new EndUsages(till.requests, till.usages, till.takeUnits, till.screens);
    private final ChangeUsage change = new ChangeUsage(till.requests, till.usages, till.screens, till.clock);
    private final DeleteUsage delete = new DeleteUsage(till.requests, till.usages, till.clock);
    private final TransferParty transfer = new TransferParty(till.requests, till.usages, till.takeUnits, till.screens);
    private final ExtendOverdue extend = new ExtendOverdue(till.store, till.usages, till.screens, till.clock);
    private final DrawLayout draw = new DrawLayout(till.requests, till.stores.layouts, till.outbox, till.ids);
    private final RedrawLayout redraw = new RedrawLayout(till.requests, till.stores.layouts, till.outbox, till.ids);
    private final RemoveLayout remove = new RemoveLayout(till.requests, till.stores.layouts, till.outbox);

    private AllocationUsage seat(FloorUnit unit, Taker taker) {
        return take.handle(
                new TakeUnit.Command(
                        Till.request(),
                        MERCHANT,
                        unit.id(),
                        taker,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("12")),
                Till.result());
    }

    private List<AllocationUsage> end(AllocationUsage usage, AllocationUsage.Status how) {
        return end.handle(
                new EndUsages.Command(Till.request(), MERCHANT, List.of(usage.id()), how, Optional.empty()),
                Till.result());
    }

    private AllocationLayout stored(LayoutId id) {
        return till.store.run(tx -> till.stores.layouts.lock(tx, MERCHANT, id));
    }

    @Test
    void aPartyIsSeatedForATurn_andTheFloorIsShownIt() {
        FloorUnit table = till.table("T1");

        AllocationUsage usage = seat(table, Taker.order(party));

        assertThat(usage.window()).isEqualTo(new Window(NOON, NOON.plus(Duration.ofMinutes(90))));
        assertThat(usage.assignee()).contains("12");
        assertThat(till.usages.all()).containsExactly(usage);
        assertThat(till.outbox.actions()).containsExactly("SEATED");
        assertThat(till.screenActions()).containsExactly("USAGE_CREATED");
    }

    // FLOOR-4
    @Test
    void aTakenTableIsRefused_andSoIsAnUnknownOrder() {
        FloorUnit table = till.table("T1");
        seat(table, Taker.order(party));
        OrderId unknown = new OrderId(404);

        assertThatThrownBy(() -> seat(table, Taker.order(till.draft())))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(AllocationError.UnitTaken.class));
        assertRejected(() -> seat(till.table("T2"), Taker.order(unknown)), new OrderError.NotFound(unknown));
        assertThat(till.usages.all()).hasSize(1);
    }

    @Test
    void aReservationTakesTablesForItsTime() {
        Window evening = new Window(NOON.plus(Duration.ofHours(7)), NOON.plus(Duration.ofHours(9)));

        AllocationUsage usage = reserve(till.table("T1"), evening);

        assertThat(usage.window()).isEqualTo(evening);
        assertThat(till.screenActions()).containsExactly("USAGE_CREATED");
    }

    private AllocationUsage reserve(FloorUnit table, Window time) {
        Reservation reservation = Reservation.requested(
                new ReservationId(till.ids.next()),
                MERCHANT,
                new Reservation.Guest("Minh", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                6,
                time,
                Reservation.Source.PHONE,
                WAITER,
                NOON);
        till.store.run(tx -> {
            till.stores.reservations.add(tx, reservation);
            return tx;
        });

        return seat(table, Taker.reservation(reservation.id()));
    }

    @Test
    void aPartyMovesToAnotherTable() {
        AllocationUsage usage = seat(till.table("T1"), Taker.order(party));
        FloorUnit window = till.table("T2");

        AllocationUsage moved = transfer.handle(
                new TransferParty.Command(Till.request(), MERCHANT, usage.id(), Optional.of(1L), window.id()),
                Till.result());

        assertThat(moved.unit()).isEqualTo(window);
        assertThat(till.usages.all()).containsExactly(moved);
        assertThat(till.outbox.actions()).containsExactly("SEATED", "TABLE_CHANGED");
        assertThat(till.screenActions()).contains("USAGE_MOVED");
        assertRejected(
                () -> transfer.handle(
                        new TransferParty.Command(
                                Till.request(),
                                MERCHANT,
                                usage.id(),
                                Optional.of(1L),
                                till.table("T3").id()),
                        Till.result()),
                new RequestError.RevisionMismatch(2));
    }

    @Test
    void aTableIsGivenBackOnce() {
        AllocationUsage usage = seat(till.table("T1"), Taker.order(party));

        AllocationUsage ended = end(usage, AllocationUsage.Status.SUCCESS).getFirst();

        assertThat(ended.stamps().completedAt()).contains(NOON);
        assertThat(till.outbox.actions()).containsExactly("SEATED", "TABLE_SUCCESS");
        assertThat(till.screenActions()).containsExactly("USAGE_CREATED", "USAGE_COMPLETED");
        assertRejected(
                () -> end(usage, AllocationUsage.Status.CANCELLED),
                new AllocationError.UsageEnded(usage.id(), AllocationUsage.Status.SUCCESS));
    }

    @Test
    void aUsageIsGivenMoreTimeAndAnotherWaiter() {
        AllocationUsage usage = seat(till.table("T1"), Taker.order(party));

        AllocationUsage changed = change.handle(
                new ChangeUsage.Command(
                        Till.request(),
                        MERCHANT,
                        usage.id(),
                        Optional.empty(),
                        Optional.of(NOON.plus(Duration.ofHours(3))),
                        Optional.of(Optional.of("13"))),
                Till.result());

        assertThat(changed.window().until()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(changed.assignee()).contains("13");
        assertThat(till.screenActions()).containsExactly("USAGE_CREATED", "USAGE_CHANGED");
        assertThat(till.usages.all()).containsExactly(changed);
        assertRejected(
                () -> change.handle(
                        new ChangeUsage.Command(
                                Till.request(),
                                MERCHANT,
                                usage.id(),
                                Optional.empty(),
                                Optional.of(NOON),
                                Optional.empty()),
                        Till.result()),
                new AllocationError.WindowEmpty(NOON, NOON));
    }

    @Test
    void whatChangedMeanwhileIsNotChanged() {
        AllocationLayout layout = till.layout("T1");
        AllocationUsage usage = seat(till.unit(layout), Taker.order(party));
        Optional<Long> other = Optional.of(9L);
        RequestError changed = new RequestError.RevisionMismatch(1);

        assertRejected(
                () -> change.handle(
                        new ChangeUsage.Command(
                                Till.request(), MERCHANT, usage.id(), other, Optional.empty(), Optional.empty()),
                        Till.result()),
                changed);
        assertRejected(
                () -> end.handle(
                        new EndUsages.Command(
                                Till.request(), MERCHANT, List.of(usage.id()), AllocationUsage.Status.SUCCESS, other),
                        Till.result()),
                changed);
        assertRejected(
                () -> delete.handle(
                        new DeleteUsage.Command(Till.request(), MERCHANT, usage.id(), other), Till.result()),
                changed);
        assertRejected(
                () -> redraw.handle(
                        new RedrawLayout.Command(
                                Till.request(), MERCHANT, layout.id(), other, Optional.empty(), Optional.empty()),
                        Till.result()),
                changed);
        assertRejected(
                () -> remove.handle(
                        new RemoveLayout.Command(Till.request(), MERCHANT, layout.id(), other), Till.result()),
                changed);
    }

    @Test
    void onlyAnEndedUsageIsDeleted() {
        AllocationUsage usage = seat(till.table("T1"), Taker.order(party));
        DeleteUsage.Command command = new DeleteUsage.Command(Till.request(), MERCHANT, usage.id(), Optional.empty());

        assertRejected(() -> delete.handle(command, Till.result()), new AllocationError.UsageActive(usage.id()));
        end(usage, AllocationUsage.Status.CANCELLED);
        delete.handle(command, Till.result());

        assertThat(till.usages.all()).isEmpty();
        assertRejected(() -> delete.handle(command, Till.result()), new AllocationError.UsageNotFound(usage.id()));
    }

    @Test
    void aPartyThatStaysKeepsItsTable_asLongAsItIsFree() {
        AllocationUsage usage = seat(till.table("T1"), Taker.order(party));
        assertThat(extend.handle(new ExtendOverdue.Command(10, 10, ORIGIN))).isZero();

        till.pass(Duration.ofMinutes(91));

        assertThat(extend.handle(new ExtendOverdue.Command(10, 10, ORIGIN))).isEqualTo(1);
        assertThat(till.usages.all().getFirst().window().until()).isEqualTo(NOON.plus(Duration.ofMinutes(106)));
        assertThat(till.screenActions()).containsExactly("USAGE_CREATED", "USAGE_EXTENDED");
        assertThat(usage.overstayAt()).isEmpty();
    }

    // FLOOR-9
    @Test
    void aPartyThatStaysOverstays_onceTheNextReservationBegins() {
        FloorUnit table = till.table("T1");
        seat(table, Taker.order(party));
        reserve(table, new Window(NOON.plus(Duration.ofMinutes(90)), NOON.plus(Duration.ofMinutes(180))));
        till.pass(Duration.ofMinutes(91));

        assertThat(extend.handle(new ExtendOverdue.Command(10, 10, ORIGIN))).isEqualTo(1);

        assertThat(till.usages.all().getFirst().overstayAt()).contains(till.clock.instant());
        assertThat(till.screenActions()).endsWith("USAGE_OVERSTAYED");
        assertThat(extend.handle(new ExtendOverdue.Command(10, 10, ORIGIN))).isZero();
    }

    // FLOOR-10, FLOOR-14, ORDER-10, ORDER-11
    @Test
    void aCancelledOrDeletedOrderHasNoTable() {
        FloorUnit first = till.table("T1");
        FloorUnit second = till.table("T2");
        OrderId deleted = till.draft();
        seat(first, Taker.order(party));
        seat(second, Taker.order(deleted));

        new CancelOrder(
                        till.reasons,
                        till.requests,
                        till.orders,
                        till.bills,
                        till.payments,
                        till.kitchens,
                        till.permits,
                        UnpaidCheck.NONE,
                        till.effects,
                        till.ids)
                .handle(
                        new CancelOrder.Command(
                                Till.request(),
                                MERCHANT,
                                party,
                                Optional.empty(),
                                "left",
                                Till.NOBODY,
                                Optional.empty()),
                        Till.result());
        new DeleteOrder(till.requests, till.orders, till.kitchens, till.payments, till.tables, till.trail)
                .handle(new DeleteOrder.Command(Till.request(), MERCHANT, deleted, Optional.empty()), Till.result());

        assertThat(till.tables(party)).containsExactly("T1 CANCELLED");
        assertThat(till.tables(deleted)).containsExactly("T2 CANCELLED");
        assertRejected(
                () -> seat(first, Taker.order(party)),
                new OrderError.NotAllowed(party, OrderStatus.CANCELLED, OrderStatus.Action.SEAT));
        assertRejected(() -> seat(second, Taker.order(deleted)), new OrderError.NotFound(deleted));
    }

    // FLOOR-7, RESERVATION-9
    @Test
    void noTableIsTakenForATimeThatIsOver() {
        FloorUnit table = till.table("T1");

        assertRejected(
                () -> take.handle(
                        new TakeUnit.Command(
                                Till.request(),
                                MERCHANT,
                                table.id(),
                                Taker.order(party),
                                Optional.of(NOON.minusSeconds(7_200)),
                                Optional.of(NOON.minusSeconds(3_600)),
                                Optional.empty()),
                        Till.result()),
                new AllocationError.WindowOver(NOON.minusSeconds(3_600)));
    }

    @Test
    void aLayoutIsDrawn_withEveryCodeOnce() {
        AllocationLayout layout = draw.handle(
                new DrawLayout.Command(Till.request(), MERCHANT, "Garden", List.of(Till.zone("G1", "G2"))),
                Till.result());

        assertThat(stored(layout.id())).isEqualTo(layout);
        assertThat(till.outbox.actions()).containsExactly("LAYOUT_DRAWN");
        assertRejected(
                () -> draw.handle(
                        new DrawLayout.Command(Till.request(), MERCHANT, "Garden", List.of(Till.zone("G1", "g1"))),
                        Till.result()),
                new AllocationError.UnitCodeTwice("g1"));
    }

    @Test
    void aTableSomebodyHasStaysInItsLayout() {
        AllocationLayout layout = till.layout("T1");
        FloorUnit table = till.unit(layout);
        AllocationUsage usage = seat(table, Taker.order(party));
        RedrawLayout.Command other = new RedrawLayout.Command(
                Till.request(),
                MERCHANT,
                layout.id(),
                Optional.empty(),
                Optional.of("Terrace"),
                Optional.of(List.of(Till.zone("T9"))));
        RemoveLayout.Command away = new RemoveLayout.Command(Till.request(), MERCHANT, layout.id(), Optional.empty());

        assertRejected(() -> redraw.handle(other, Till.result()), new AllocationError.UnitInUse(table.id(), "T1"));
        assertRejected(() -> remove.handle(away, Till.result()), new AllocationError.UnitInUse(table.id(), "T1"));
        end(usage, AllocationUsage.Status.SUCCESS);

        assertThat(redraw.handle(other, Till.<AllocationLayout>result()).name()).isEqualTo("Terrace");
        remove.handle(away, Till.result());
        assertThat(till.outbox.actions()).endsWith("LAYOUT_REDRAWN", "LAYOUT_REMOVED");
        assertRejected(() -> remove.handle(away, Till.result()), new AllocationError.LayoutNotFound(layout.id()));
    }
}
