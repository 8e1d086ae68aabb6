package nx.sale.domain.contract;

import static nx.sale.domain.kitchen.TestKitchens.sent;
import static nx.sale.domain.order.TestOrders.ORIGIN;
import static nx.sale.domain.shared.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.id.VariantId;
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
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.Enrolment;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftFigures;
import nx.sale.domain.shift.ShiftViews;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.TestShifts;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.TillBooking;
import nx.sale.domain.shift.ZReport;
import nx.sale.domain.shift.ZReportId;
import org.junit.jupiter.api.Test;

/** What kitchens, floors, shifts and points must do, whatever they are stored in. */
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

    protected abstract Shifts shifts();

    protected abstract ShiftViews shiftViews();

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
                            like.validity(),
                            Optional.empty()),
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
                Trace.created(AT, COOK));
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
                        .readHasTickets(tx, orders().lock(tx, merchant(), order).header())))
                .isTrue();
    }

    // KITCHEN-4
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
        assertThat(cooking.working(order)).containsValue(Quantity.of("2"));
        change(order, ticket, ItemStatus.VOIDED);

        OrderSnapshot after = found(order);
        assertThat(after.header().sequences().kitchen()).isEqualTo(2);
        assertThat(after.header().revision()).isEqualTo(revision);
        assertThat(after.lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(reloaded(ticket).items().getFirst().waste())
                .contains(new KitchenTicketItem.Waste(Optional.of("why"), COOK.label()));
    }

    @Test
    void offBillQuantityIsStored_andFreesNothingWhenVoided() {
        OrderId order = stored("2.5");
        KitchenTicket ticket = send(order);
        change(order, ticket, ItemStatus.SERVED);
        LineId line = found(order).lines().getFirst().id();
        work().run(tx -> {
            Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.ofLines(List.of(line)));
            Kitchen kitchen = kitchens().lockOf(tx, cart.header());
            cart.allowRemovingServed(kitchen.working(order));
            cart.change(
                    List.of(new LineChange(
                            line,
                            Optional.of(Quantity.of("1.2")),
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty())),
                    COOK,
                    AT);
            kitchen.takenOffBill(cart.takenOffBill(), COOK, AT);
            kitchens().update(tx, kitchen);
            orders().update(tx, cart);
            return cart;
        });
        assertThat(reloaded(ticket).items().getFirst().offBill()).isEqualTo(Quantity.of("1.3"));
        assertThat(found(order).lines().getFirst().sent()).isEqualTo(Quantity.of("1.2"));

        change(order, ticket, ItemStatus.READY);
        change(order, ticket, ItemStatus.VOIDED);

        assertThat(found(order).lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(reloaded(ticket).status().open()).isFalse();
    }

    @Test
    void anotherOrderNoteIsStoredBesideTheOneThatWasRead() {
        OrderId order = stored("1");
        KitchenTicket ticket = send(order);

        Kitchen changed = work().run(tx -> {
            Kitchen kitchen =
                    kitchens().lockOf(tx, orders().lock(tx, merchant(), order).header());
            kitchen.orderNoteChanged(order, Optional.of("no nuts"), COOK, AT);
            kitchens().update(tx, kitchen);
            return kitchen;
        });

        assertThat(reloaded(ticket)).isEqualTo(changed.ticket(ticket.id()));
        assertThat(reloaded(ticket).orderNote())
                .isEqualTo(new KitchenTicket.OrderNote(
                        found(order).header().details().note(),
                        Optional.of(new KitchenTicket.OrderNote.Change(Optional.of("no nuts"), AT))));
    }

    @Test
    void theLeadOfAComboComesWithItsUnsentParts_andWithAPartThatIsNamed() {
        OrderId order = stored();
        List<Line> lines = work().run(tx -> {
            Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.NONE);
            cart.add(List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), TestMenus.menu(), ids(), COOK, AT);
            orders().update(tx, cart);
            return cart.touched();
        });
        Line part = lines.stream()
                .filter(line -> line.lead().isPresent())
                .findFirst()
                .orElseThrow();

        assertThat(this.<List<Line>>inTx(tx -> orders().lockCart(tx, merchant(), order, LineKeys.UNSENT)
                        .lines()))
                .hasSameSizeAs(lines);
        assertThat(this.<List<Line>>inTx(
                        tx -> orders().lockCart(tx, merchant(), order, LineKeys.ofDishes(List.of(part.id())))
                                .lines()))
                .extracting(Line::id)
                .containsExactlyInAnyOrder(part.lead().orElseThrow(), part.id());
        send(order);
        assertThat(this.<List<Line>>inTx(tx -> orders().lockCart(tx, merchant(), order, LineKeys.UNSENT)
                        .lines()))
                .isEmpty();
    }

    @Test
    void clientLineIdReusedForAnotherItemIsRejected_alsoAfterRemoval() {
        OrderId order = stored("1");
        UUID device = UUID.randomUUID();
        LineDraft pho = named(TestMenus.PHO, device);
        Line line = work().run(tx -> {
            Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.ofDrafts(List.of(pho)));
            cart.add(List.of(pho), TestMenus.menu(), ids(), COOK, AT);
            orders().update(tx, cart);
            return cart.touched().getFirst();
        });
        LineDraft tea = named(TestMenus.TEA, device);
        for (boolean removed : List.of(false, true)) {
            if (removed) {
                work().run(tx -> {
                    Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.ofLines(List.of(line.id())));
                    cart.remove(List.of(line.id()), COOK, AT);
                    orders().update(tx, cart);
                    return cart;
                });
            }
            assertRejected(
                    () -> work().run(tx -> {
                        Cart cart = orders().lockCart(tx, merchant(), order, LineKeys.ofDrafts(List.of(tea)));
                        cart.add(List.of(tea), TestMenus.menu(), ids(), COOK, AT);
                        return cart;
                    }),
                    new OrderError.ClientLineReused(device, line.id()));
        }
    }

    private static LineDraft named(VariantId item, UUID device) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(item),
                Quantity.ONE,
                Line.Mode.PRODUCT,
                Optional.of(device),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void sentQuantityNeverExceedsTheLineQuantity() {
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
                        tx -> kitchens().readSent(tx, found(from).header(), "none")))
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
                Trace.created(AT, COOK));
    }

    @Test
    void aStationWithWaitingTicketsStays_andItsCodeIsItsOwn() {
        KitchenTicket ticket = send(stored("1"));

        assertRejected(
                () -> work().run(tx -> {
                    KitchenStation station = kitchens().lockStation(tx, merchant(), ticket.station());
                    kitchens().removeStation(tx, station, ORIGIN, AT);
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
                                            Trace.created(AT, COOK)));
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
        return work().run(tx ->
                usages().lock(tx, merchant(), List.of(usage.id()), List.of()).getFirst());
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

        work().run(tx -> {
            usages().updateEnd(
                            tx,
                            merchant(),
                            taker,
                            AllocationUsage.Status.SUCCESS,
                            ORIGIN,
                            AT,
                            ended -> ended.forEach(usage -> notified.add(usage.id())));
            assertThat(notified).isEmpty();
            return taker;
        });

        assertThat(notified).containsExactlyInAnyOrder(one.id(), other.id());
        assertThat(stored(one).status()).isEqualTo(AllocationUsage.Status.SUCCESS);
        assertThat(stored(one).stamps().completedAt()).contains(AT);
        assertThat(this.<List<AllocationUsage>>inTx(tx -> usages().lockOf(tx, merchant(), taker, List.of())))
                .isEmpty();
    }

    @Test
    void tablesFollowAMerge_andItsUndo() {
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
    void overduePartiesAreListed_withTheNextReservation() {
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
    void unknownUnitIsRejected() {
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

    private PosSession.Open opened(DeviceId till) {
        return work().run(tx -> {
            SessionId id = new SessionId(ids().next());
            Till opening = shifts().lockTill(tx, merchant(), till).opening(id);
            PosSession.Open session = PosSession.opened(
                    id,
                    new PosSession.Place(merchant(), till, new SaleChannelId(70)),
                    new BigDecimal("500000"),
                    CurrencyCode.VND,
                    Optional.of("early"),
                    COOK,
                    AT);
            shifts().add(tx, session, opening);
            shifts().addEnrolment(tx, session, "7", ORIGIN, AT);
            return session;
        });
    }

    private ZReport closed(PosSession.Open session, String counted) {
        return work().run(tx -> {
            PosSession.Open locked = shifts().lock(tx, merchant(), session.id()).requireOpen();
            Shifts.Books books = shifts().lockBooks(tx, locked);
            PosSession.Closed closed =
                    TestShifts.closed(locked, TestShifts.counted(counted, "so it is"), books.figures());
            ZReport z = ZReport.sealed(new ZReportId(ids().next()), closed, books);
            shifts().update(tx, closed, z, books.till().closedBy(z));
            return z;
        });
    }

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private void book(DeviceId till, OrderId order, String cash, Optional<TillBooking.Sale> sale) {
        work().run(tx -> {
            shifts().addBooking(
                            tx,
                            new TillBooking(
                                    merchant(),
                                    till,
                                    order,
                                    Optional.empty(),
                                    cash.equals("0")
                                            ? List.of()
                                            : List.of(new Takings.Change(Optional.of(Tender.CASH), 1, vnd(cash))),
                                    vnd("0"),
                                    vnd("0"),
                                    sale,
                                    AT));
            return cash;
        });
    }

    private static Optional<TillBooking.Sale> sale(TillBooking.Outcome outcome, String total) {
        return Optional.of(new TillBooking.Sale(outcome, Totals.of(vnd(total), vnd("0"), vnd("0"))));
    }

    private ShiftFigures figures(PosSession session) {
        return shiftViews()
                .findReading(merchant(), session.id(), AT)
                .orElseThrow()
                .figures();
    }

    private static String cash(ShiftFigures figures) {
        return figures.tenders().stream()
                .map(sum -> sum.tender().map(Enum::name).orElse("?") + " " + sum.payments() + " "
                        + sum.amount().stripTrailingZeros().toPlainString() + " carried "
                        + sum.carried().stripTrailingZeros().toPlainString())
                .toList()
                .toString();
    }

    @Test
    void aShiftIsStoredToTheLastField() {
        DeviceId till = new DeviceId("T" + ids().next());
        PosSession.Open session = opened(till);
        assertThat(shiftViews().find(merchant(), session.id())).contains(session);
        assertThat(shiftViews().findOpen(merchant(), till)).contains(session);
        assertThat(shiftViews().find(new MerchantId(1), session.id())).isEmpty();

        ZReport z = closed(session, "500000");
        assertThat(shiftViews().find(merchant(), session.id()))
                .containsInstanceOf(PosSession.Closed.class)
                .hasValueSatisfying(closed -> assertThat(closed.findClosing()
                                .orElseThrow()
                                .counted()
                                .orElseThrow()
                                .amount())
                        .isEqualByComparingTo("500000"));
        assertThat(shiftViews().findZ(merchant(), session.id())).contains(z);
        assertThat(z.hash()).isEqualTo(z.computedHash());
        assertThat(shiftViews().findOpen(merchant(), till)).isEmpty();
        assertThat(shiftViews().listEnrolments(merchant(), session.id()))
                .containsExactly(new Enrolment("7", AT, ORIGIN.actor().label(), Optional.of(z.at())));
    }

    // SHIFT-1, SHIFT-13
    @Test
    void aTillHasOneOpenShift_andItsChainGoesOn() {
        DeviceId till = new DeviceId("T" + ids().next());
        PosSession.Open first = opened(till);
        assertRejected(() -> opened(till), new ShiftError.AlreadyOpen(till, first.id()));
        ZReport one = closed(first, "500000");
        ZReport two = closed(opened(till), "500000");

        assertThat(one.number()).isEqualTo(1);
        assertThat(two.number()).isEqualTo(2);
        assertThat(two.previousHash()).isEqualTo(one.hash());
        assertThat(this.<Optional<SessionId>>inTx(tx -> shifts().lockOpen(tx, merchant(), till)))
                .isEmpty();
    }

    // SHIFT-11
    @Test
    void bookingsBelongToTheOpenShift_andThoseBetweenShiftsToTheNext_marked() {
        DeviceId till = new DeviceId("T" + ids().next());
        book(till, stored("1"), "1", sale(TillBooking.Outcome.COMPLETED, "1"));
        PosSession.Open first = opened(till);
        book(till, stored("1"), "65000", sale(TillBooking.Outcome.COMPLETED, "65000"));
        book(till, stored("1"), "30000", Optional.empty());
        book(till, stored("1"), "0", sale(TillBooking.Outcome.CANCELLED, "9000"));
        assertThat(cash(figures(first))).isEqualTo("[CASH 2 95000 carried 0]");
        closed(first, "595000");
        book(till, stored("1"), "20000", sale(TillBooking.Outcome.COMPLETED, "20000"));
        assertThat(cash(figures(first))).as("closed").isEqualTo("[CASH 2 95000 carried 0]");

        PosSession.Open second = opened(till);
        book(till, stored("1"), "5000", sale(TillBooking.Outcome.COMPLETED, "5000"));
        assertThat(cash(figures(second))).isEqualTo("[CASH 2 25000 carried 20000]");
        assertThat(figures(second).sales()).singleElement().satisfies(sum -> {
            assertThat(sum.orders()).isEqualTo(2);
            assertThat(sum.carriedOrders()).isEqualTo(1);
            assertThat(sum.total()).isEqualByComparingTo("25000");
        });
        assertThat(figures(first).sales()).singleElement().satisfies(sum -> {
            assertThat(sum.orders()).isEqualTo(1);
            assertThat(sum.cancelledOrders()).isEqualTo(1);
            assertThat(sum.cancelledTotal()).isEqualByComparingTo("9000");
        });
    }

    @Test
    void cashMovementsAreKept_andKnownWhenReversed() {
        PosSession.Open session = opened(new DeviceId("T" + ids().next()));
        PosSession.Moved in = session.move(
                new MovementId(ids().next()), CashMovement.Kind.PAY_IN, new BigDecimal("100"), "change", COOK, AT);
        PosSession.Moved back =
                in.session().reverse(in.movement(), false, new MovementId(ids().next()), "was 1,000", COOK, AT);
        work().run(tx -> {
            shifts().lock(tx, merchant(), session.id());
            shifts().update(tx, in.session());
            shifts().addMovement(tx, in.movement());
            assertThat(shifts().readMovement(tx, session, in.movement().id()).reversed())
                    .isFalse();
            shifts().update(tx, back.session());
            shifts().addMovement(tx, back.movement());
            Shifts.RecordedMovement known =
                    shifts().readMovement(tx, session, in.movement().id());
            assertThat(known).isEqualTo(new Shifts.RecordedMovement(in.movement(), true));
            return known;
        });

        assertThat(shiftViews().listMovements(merchant(), session.id()))
                .containsExactly(in.movement(), back.movement());
        assertThat(shiftViews().find(merchant(), session.id())).contains(back.session());
        MovementId unknown = new MovementId(1);
        assertRejected(
                () -> work().run(tx -> shifts().readMovement(tx, session, unknown)),
                new ShiftError.MovementNotFound(unknown));
    }

    @Test
    void staffIsEnrolledAndLeaves() {
        PosSession.Open session = opened(new DeviceId("T" + ids().next()));
        work().run(tx -> {
            shifts().addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(1));
            shifts().addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(2));
            shifts().removeEnrolment(tx, session, "8", AT.plusSeconds(3));
            shifts().addEnrolment(tx, session, "8", ORIGIN, AT.plusSeconds(4));
            return session;
        });

        assertThat(shiftViews().listEnrolments(merchant(), session.id()))
                .extracting(Enrolment::userId, Enrolment::leftAt)
                .containsExactly(
                        tuple("7", Optional.empty()),
                        tuple("8", Optional.of(AT.plusSeconds(3))),
                        tuple("8", Optional.empty()));
        assertRejected(
                () -> work().run(tx -> {
                    shifts().removeEnrolment(tx, session, "9", AT);
                    return session;
                }),
                new ShiftError.NotEnrolled("9"));
    }
}
