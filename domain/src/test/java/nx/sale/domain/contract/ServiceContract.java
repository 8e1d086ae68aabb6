package nx.sale.domain.contract;

import static nx.sale.domain.kitchen.TestKitchens.sent;
import static nx.sale.domain.order.TestOrders.ORIGIN;
import static nx.sale.domain.shared.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.TestKitchens;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderOperation;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.CustomerId;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.LineId;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OperationId;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.PointTransactionId;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.StationId;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitId;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shared.UsageId;
import org.junit.jupiter.api.Test;

/** What kitchens, floors and points must do, whatever they are stored in. */
public abstract class ServiceContract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    protected abstract UnitOfWork work();

    protected abstract Orders orders();

    protected abstract OrderViews views();

    protected abstract Kitchens kitchens();

    protected abstract Usages usages();

    protected abstract Points points();

    /** A transaction of points as it is stored. */
    protected abstract Optional<PointTransaction> booked(PointTransactionId id);

    protected abstract long balance(CustomerId customer);

    protected abstract Ids ids();

    protected abstract MerchantId merchant();

    /** Makes a unit that can be taken. */
    protected abstract FloorUnit unit(String code, boolean shareable);

    private OrderId stored(String... quantities) {
        OrderId[] id = new OrderId[1];
        work().run(tx -> {
            Cart.Opening like = TestOrders.opening(ids().next());
            Cart cart = Cart.open(
                    new Cart.Opening(
                            like.id(),
                            new OrderHeader.Place(
                                    merchant(),
                                    like.place().channel(),
                                    like.place().device()),
                            like.type(),
                            like.currency(),
                            like.exchangeRate(),
                            like.name(),
                            like.note(),
                            like.guestCount(),
                            like.customer(),
                            like.validity()),
                    TestOrders.VIET_NAM,
                    COOK,
                    AT);
            for (String quantity : quantities) {
                cart.add(
                        List.of(LineDraft.of(TestMenus.PHO, Quantity.of(quantity))), TestMenus.menu(), ids(), COOK, AT);
            }
            orders().add(tx, cart);
            id[0] = cart.header().id();
            return cart;
        });
        return id[0];
    }

    private OrderSnapshot found(OrderId order) {
        return views().find(merchant(), order).orElseThrow();
    }

    private Routing routing() {
        KitchenStation station = new KitchenStation(
                new StationId(ids().next()),
                merchant(),
                "C" + ids().next(),
                "Hot",
                List.of("a", "b"),
                1,
                Trace.born(AT, COOK));
        work().run(tx -> {
            kitchens().addStation(tx, station);
            return station;
        });
        return TestKitchens.allTo(station);
    }

    private KitchenTicket send(OrderId order) {
        Routing routing = routing();
        return work().run(tx -> {
            Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.UNSENT);
            return kitchens()
                    .add(tx, sent(new OrderSnapshot(cart.header(), cart.lines()), routing, ids()))
                    .getFirst();
        });
    }

    private Kitchen change(OrderId order, KitchenTicket ticket, ItemStatus to) {
        return work().run(tx -> {
            Kitchen kitchen = kitchens()
                    .lock(tx, merchant(), orders().lockHeaders(tx, merchant(), List.of(order)), List.of(ticket.id()));
            kitchen.take(List.of(new Kitchen.Step(ticket.items().getFirst().id(), to, Optional.of("why"))), COOK, AT);
            kitchens().update(tx, kitchen);
            return kitchen;
        });
    }

    private KitchenTicket reloaded(KitchenTicket ticket) {
        return work().run(tx ->
                kitchens().lock(tx, merchant(), List.of(), List.of(ticket.id())).ticket(ticket.id()));
    }

    @Test
    void aTicketIsStoredToTheLastField_andItsLinesAreSent() {
        OrderId order = stored("2");

        KitchenTicket ticket = send(order);

        assertThat(reloaded(ticket)).isEqualTo(ticket);
        assertThat(ticket.number()).isPositive();
        assertThat(found(order).lines().getFirst().sent()).isEqualTo(Quantity.of("2"));
        assertThat((boolean) inTx(tx -> orders().lockCart(tx, merchant(), order, LineKeys.UNSENT)
                        .lines()
                        .isEmpty()))
                .isTrue();
        assertThat((boolean) inTx(tx -> kitchens()
                        .lockKnown(tx, orders().lock(tx, merchant(), order).header())))
                .isTrue();
    }

    @Test
    void ticketsAreNumberedOneAfterTheOther() {
        KitchenTicket first = send(stored("1"));
        KitchenTicket second = send(stored("1"));

        assertThat(second.number()).isEqualTo(first.number() + 1);
    }

    @Test
    void aChangeIsStored_withTheSequenceAndWithoutTheRevision() {
        OrderId order = stored("2");
        KitchenTicket ticket = send(order);
        long revision = found(order).header().revision();

        Kitchen cooking = change(order, ticket, ItemStatus.COOKING);
        assertThat(reloaded(ticket)).isEqualTo(cooking.ticket(ticket.id()));
        assertThat(this.<Map<LineId, Quantity>>inTx(tx -> kitchens().lockWorking(tx, merchant(), order)))
                .containsValue(Quantity.of("2"));
        change(order, ticket, ItemStatus.VOIDED);

        OrderSnapshot after = found(order);
        assertThat(after.header().sequences().kitchen()).isEqualTo(2);
        assertThat(after.header().revision()).isEqualTo(revision);
        assertThat(after.lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(reloaded(ticket).items().getFirst().waste())
                .contains(new KitchenTicketItem.Waste(Optional.of("why"), COOK.label()));
        assertThat(this.<Map<LineId, Quantity>>inTx(tx -> kitchens().lockWorking(tx, merchant(), order)))
                .isEmpty();
    }

    @Test
    void aLineNeverHasMoreWithTheKitchenThanThereIs() {
        OrderId order = stored("1");
        Routing routing = routing();
        OrderSnapshot before = found(order);
        work().run(tx -> {
            orders().lockHeaders(tx, merchant(), List.of(order));
            return kitchens().add(tx, sent(before, routing, ids()));
        });

        assertThatThrownBy(() -> work().run(tx -> {
                    orders().lockHeaders(tx, merchant(), List.of(order));
                    return kitchens().add(tx, sent(before, routing, ids()));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(found(order).lines().getFirst().sent()).isEqualTo(Quantity.ONE);
    }

    @Test
    void ticketsFollowTheirLines() {
        OrderId from = stored("1");
        OrderId to = stored("1");
        KitchenTicket ticket = send(from);
        LineId line = ticket.items().getFirst().line();

        OrderOperation merge = operation(
                OrderOperation.Kind.MERGE,
                to,
                from,
                List.of(new OrderOperation.Move(line, from, to, Quantity.ONE, Quantity.ONE, Optional.empty())),
                Optional.empty());
        work().run(tx -> {
            orders().lockHeaders(tx, merchant(), List.of(from, to));
            kitchens().follow(tx, merge, ORIGIN, AT);
            return merge;
        });

        KitchenTicket followed = reloaded(ticket);
        assertThat(followed.order()).isEqualTo(to);
        assertThat(followed.items().getFirst().order()).isEqualTo(to);
        assertThat(this.<List<KitchenTicket>>inTx(
                        tx -> kitchens().lockSent(tx, found(from).header(), "none")))
                .isEmpty();
    }

    private OrderOperation operation(
            OrderOperation.Kind kind,
            OrderId order,
            OrderId other,
            List<OrderOperation.Move> moves,
            Optional<OperationId> undoes) {
        return new OrderOperation(
                new OperationId(ids().next()),
                merchant(),
                kind,
                order,
                List.of(other),
                moves,
                List.of(),
                List.of(),
                undoes,
                Set.of(),
                Optional.empty(),
                1,
                Trace.born(AT, COOK));
    }

    @Test
    void aStationWithWaitingTicketsStays_andItsCodeIsItsOwn() {
        KitchenTicket ticket = send(stored("1"));

        assertRejected(
                () -> work().run(tx -> {
                    KitchenStation station = kitchens().lockStation(tx, merchant(), ticket.station());
                    kitchens().updateGone(tx, station, ORIGIN, AT);
                    return station;
                }),
                new KitchenError.StationBusy(ticket.station(), 1));
        KitchenStation there = work().run(tx -> kitchens().lockStation(tx, merchant(), ticket.station()));
        assertRejected(
                () -> work().run(tx -> {
                    kitchens()
                            .addStation(
                                    tx,
                                    new KitchenStation(
                                            new StationId(ids().next()),
                                            merchant(),
                                            there.code(),
                                            "Again",
                                            List.of(),
                                            1,
                                            Trace.born(AT, COOK)));
                    return there;
                }),
                new KitchenError.StationCodeTaken(there.code()));
        assertRejected(
                () -> work().run(tx -> kitchens().lockStation(tx, new MerchantId(1), ticket.station())),
                new KitchenError.StationNotFound(ticket.station()));
    }

    private static Window hours(int from, int until) {
        return new Window(AT.plus(Duration.ofHours(from)), AT.plus(Duration.ofHours(until)));
    }

    private AllocationUsage take(FloorUnit unit, Taker taker, Window window) {
        AllocationUsage usage = AllocationUsage.of(
                new UsageId(ids().next()), merchant(), unit, taker, window, Optional.of("12"), COOK, AT);
        return work().run(tx -> {
            usages().add(tx, List.of(usage));
            return usage;
        });
    }

    private AllocationUsage stored(AllocationUsage usage) {
        return work().run(
                        tx -> usages().lock(tx, merchant(), List.of(usage.id())).getFirst());
    }

    private <T> T inTx(Function<Tx, T> body) {
        return work().run(body);
    }

    private Taker party() {
        return Taker.order(new OrderId(ids().next()));
    }

    private Taker guests() {
        return new Taker(Taker.Kind.RESERVATION, ids().next());
    }

    @Test
    void aUsageIsStoredToTheLastField() {
        AllocationUsage usage = take(unit("T1", false), guests(), hours(0, 2));
        assertThat(stored(usage)).isEqualTo(usage);

        AllocationUsage moved = usage.transferred(unit("T2", false), COOK, AT);
        work().run(tx -> {
            usages().update(tx, List.of(moved));
            return moved;
        });

        assertThat(stored(usage)).isEqualTo(moved);
    }

    @Test
    void aUnitIsTakenOnceAtATime_andTheLoserLearnsByWhomAndUntilWhen() {
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
        assertThatThrownBy(() -> work().run(tx -> {
                    AllocationUsage longer =
                            adjacent.changed(Optional.of(hours(3, 4).until()), Optional.empty(), COOK, AT);
                    usages().update(tx, List.of(longer));
                    return longer;
                }))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error()).isInstanceOf(AllocationError.UnitTaken.class));
    }

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
    void aSharedUnitTakesEverybody() {
        FloorUnit bar = unit("B1", true);

        take(bar, party(), hours(0, 2));
        take(bar, party(), hours(0, 2));
    }

    @Test
    void whatIsTakenEndsTogether_andIsToldAfterTheCommit() {
        Taker taker = party();
        AllocationUsage one = take(unit("T5", false), taker, hours(0, 2));
        AllocationUsage other = take(unit("T6", false), taker, hours(0, 2));
        List<UsageId> told = new ArrayList<>();

        work().run(tx -> {
            usages().updateEnd(
                            tx,
                            merchant(),
                            taker,
                            AllocationUsage.Status.SUCCESS,
                            ORIGIN,
                            AT,
                            ended -> ended.forEach(usage -> told.add(usage.id())));
            assertThat(told).isEmpty();
            return taker;
        });

        assertThat(told).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(stored(one).status()).isEqualTo(AllocationUsage.Status.SUCCESS);
        assertThat(stored(one).stamps().completedAt()).contains(AT);
        assertThat(this.<List<AllocationUsage>>inTx(tx -> usages().lockOf(tx, merchant(), taker)))
                .isEmpty();
    }

    @Test
    void tablesFollowAMerge_andGoBackWithIt() {
        OrderId target = new OrderId(ids().next());
        OrderId source = new OrderId(ids().next());
        AllocationUsage usage = take(unit("T7", false), Taker.order(source), hours(0, 2));
        OrderOperation merge = operation(OrderOperation.Kind.MERGE, target, source, List.of(), Optional.empty());

        follow(merge);
        assertThat(stored(usage).taker()).isEqualTo(Taker.order(target));
        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, source, List.of(), Optional.of(new OperationId(5))));
        assertThat(stored(usage).taker()).as("another merge").isEqualTo(Taker.order(target));
        follow(operation(OrderOperation.Kind.UNDO_MERGE, target, source, List.of(), Optional.of(merge.id())));

        assertThat(stored(usage).taker()).isEqualTo(Taker.order(source));
    }

    private void follow(OrderOperation operation) {
        work().run((Tx tx) -> {
            usages().follow(tx, operation, ORIGIN, AT, moved -> {});
            return operation;
        });
    }

    @Test
    void overduePartiesAreFound_withWhoComesNext() {
        FloorUnit unit = unit("T8", false);
        AllocationUsage overdue = take(unit, party(), hours(-3, -1));
        AllocationUsage next = take(unit, guests(), hours(1, 2));
        take(unit("T9", false), party(), hours(-1, 1));

        List<Usages.Overdue> found = work().run(tx -> usages().lockOverdue(tx, AT, 1_000)).stream()
                .filter(one -> one.usage().merchant().equals(merchant()))
                .filter(one -> one.usage().unit().code().matches("T[89]"))
                .toList();

        assertThat(found)
                .containsExactly(
                        new Usages.Overdue(overdue, Optional.of(next.window().from())));
    }

    @Test
    void nobodyTakesWhatIsNotThere() {
        UnitId nowhere = new UnitId(1);

        assertRejected(
                () -> work().run(tx -> usages().lockUnits(tx, merchant(), List.of(nowhere))),
                new AllocationError.UnitNotFound(nowhere));
        FloorUnit unit = unit("T10", false);
        assertThat(this.<List<FloorUnit>>inTx(tx -> usages().lockUnits(tx, merchant(), List.of(unit.id()))))
                .containsExactly(unit);
        assertRejected(
                () -> work().run(tx -> usages().lockUnits(tx, new MerchantId(1), List.of(unit.id()))),
                new AllocationError.UnitNotFound(unit.id()));
    }

    private PointTransaction earned(OrderId order, CustomerId customer, long points) {
        return new PointTransaction(
                new PointTransactionId(ids().next()),
                merchant(),
                customer,
                order,
                PointTransaction.Kind.EARN,
                points,
                Money.of("154999.5", CurrencyCode.VND),
                AT);
    }

    private void book(PointTransaction earned) {
        work().run(tx -> {
            points().add(tx, earned);
            return earned;
        });
    }

    @Test
    void pointsAreStoredToTheLastField_andAddUpForACustomer() {
        CustomerId lan = new CustomerId(ids().next());
        PointTransaction first = earned(stored("1"), lan, 154);
        book(first);
        book(earned(stored("1"), lan, 6));

        assertThat(booked(first.id())).contains(first);
        assertThat(balance(lan)).isEqualTo(160);
        assertThat(balance(new CustomerId(ids().next()))).isZero();
    }

    @Test
    void anOrderEarnsOnce() {
        CustomerId lan = new CustomerId(ids().next());
        OrderId order = stored("1");
        book(earned(order, lan, 154));
        PointTransaction again = earned(order, lan, 154);
        book(again);

        assertThat(booked(again.id())).isEmpty();
        assertThat(balance(lan)).isEqualTo(154);
    }
}
