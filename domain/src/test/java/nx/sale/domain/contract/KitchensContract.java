package nx.sale.domain.contract;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestKitchens.sent;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every store of the kitchen must do. */
public abstract class KitchensContract extends Contract {
    private static final Actor COOK = Actor.user("7", "Hoa");
    private static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, Kitchens kitchens, Stations stations) {}

    private final Orders orders;
    private final Kitchens kitchens;
    private final Stations stations;
    private final StoredOrders stored;

    protected KitchensContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        kitchens = stores.kitchens();
        stations = stores.stations();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private Routing routing() {
        KitchenStation station = new KitchenStation(
                new StationId(IDS.next()),
                merchant,
                "C" + IDS.next(),
                "Hot",
                List.of("a", "b"),
                1,
                Trace.created(AT, COOK));
        work.run(tx -> {
            stations.add(tx, station);
            return station;
        });
        return TestKitchens.allTo(station);
    }

    private KitchenTicket send(OrderId order) {
        Routing routing = routing();
        return work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.UNSENT);
            return kitchens.add(tx, sent(new OrderSnapshot(cart.header(), cart.lines()), routing, IDS))
                    .getFirst();
        });
    }

    private Kitchen change(OrderId order, KitchenTicket ticket, ItemStatus to) {
        return work.run(tx -> {
            Kitchen kitchen =
                    kitchens.lock(tx, merchant, orders.lockHeaders(tx, merchant, List.of(order)), List.of(ticket.id()));
            kitchen.take(List.of(new Kitchen.Step(ticket.items().getFirst().id(), to, Optional.of("why"))), COOK, AT);
            kitchens.update(tx, kitchen);
            return kitchen;
        });
    }

    private KitchenTicket reloaded(KitchenTicket ticket) {
        return work.run(tx ->
                kitchens.lock(tx, merchant, List.of(), List.of(ticket.id())).ticket(ticket.id()));
    }

    @Test
    void aTicketIsStoredToTheLastField_andItsLinesAreSent() {
        OrderId order = stored.pho("2");

        KitchenTicket ticket = send(order);

        assertThat(reloaded(ticket)).isEqualTo(ticket);
        assertThat(ticket.number().value()).isPositive();
        assertThat(stored.found(order).lines().getFirst().sent()).isEqualTo(Quantity.of("2"));
        assertThat((boolean) inTx(tx -> orders.lockCart(tx, merchant, order, LineKeys.UNSENT)
                        .lines()
                        .isEmpty()))
                .isTrue();
        assertThat((boolean) inTx(tx -> kitchens.readHasTickets(
                        tx, orders.lock(tx, merchant, order).header())))
                .isTrue();
    }

    // KITCHEN-4
    @Test
    void ticketsAreNumberedOneAfterTheOther() {
        KitchenTicket first = send(stored.pho("1"));
        KitchenTicket second = send(stored.pho("1"));

        assertThat(second.number())
                .isEqualTo(new KitchenTicket.DayNumber(
                        first.number().businessDate(), first.number().value() + 1));
    }

    @Test
    void aChangeIsStored_withTheSequenceAndWithoutTheRevision() {
        OrderId order = stored.pho("2");
        KitchenTicket ticket = send(order);
        long revision = stored.found(order).header().revision();

        Kitchen cooking = change(order, ticket, ItemStatus.COOKING);
        assertThat(reloaded(ticket)).isEqualTo(cooking.ticket(ticket.id()));
        assertThat(cooking.working(order)).containsValue(Quantity.of("2"));
        change(order, ticket, ItemStatus.VOIDED);

        OrderSnapshot after = stored.found(order);
        assertThat(after.header().sequences().kitchen()).isEqualTo(2);
        assertThat(after.header().revision()).isEqualTo(revision);
        assertThat(after.lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(reloaded(ticket).items().getFirst().waste())
                .contains(new KitchenTicketItem.Waste(Optional.of("why"), COOK.label()));
    }

    // PRICE-3
    @Test
    void anOrderReadBefore_isLockedWithWhatTheKitchenHasOfItNow_andNotAfterAChange() {
        OrderId order = stored.pho("2");
        OrderSnapshot unsent = stored.found(order);

        KitchenTicket ticket = send(order);
        assertThat(unsent.lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        OrderSnapshot sent = stored.found(order);
        assertThat(lockedAsRead(unsent)).contains(sent);

        change(order, ticket, ItemStatus.VOIDED);
        assertThat(stored.found(order).lines().getFirst().voided()).isEqualTo(Quantity.of("2"));
        assertThat(lockedAsRead(sent)).contains(stored.found(order));

        List<LineDraft> more = List.of(LineDraft.of(TestMenus.TEA, Quantity.ONE));
        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofDrafts(more));
            cart.add(more, TestMenus.menu(), IDS, COOK, AT);
            orders.update(tx, cart);
            return cart;
        });
        assertThat(lockedAsRead(sent)).isEmpty();
    }

    private Optional<OrderSnapshot> lockedAsRead(OrderSnapshot read) {
        return work.run(tx -> orders.lock(tx, read).map(SaleOrder::snapshot));
    }

    // KITCHEN-22
    @Test
    void whatWasVoidedIsKnown_untilItIsSentAgain() {
        OrderId order = stored.pho("2");
        change(order, send(order), ItemStatus.VOIDED);
        List<LineDraft> more = List.of(LineDraft.of(TestMenus.PHO, Quantity.ONE));
        Line line = work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofDrafts(more));
            cart.add(more, TestMenus.menu(), IDS, COOK, AT);
            orders.update(tx, cart);
            return cart.touched().getFirst();
        });
        assertThat(line.quantity()).isEqualTo(Quantity.of("3"));
        assertThat(stored.found(order).lines().getFirst().voided()).isEqualTo(Quantity.of("2"));

        Routing routing = routing();
        Sending one = new Sending(
                List.of(new Sending.Piece(line.id(), Optional.of(Quantity.ONE))),
                OptionalInt.empty(),
                false,
                Optional.empty(),
                Optional.empty());
        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofDishes(List.of(line.id())));
            return kitchens.add(
                    tx,
                    one.tickets(
                            cart.header(), cart.lines(), routing, Settings.DEFAULT.businessDate(AT), IDS, COOK, AT));
        });
        assertThat(stored.found(order).lines().getFirst().voided()).isEqualTo(Quantity.of("2"));
        send(order);

        assertThat(stored.found(order).lines().getFirst().voided()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void offBillQuantityIsStored_andFreesNothingWhenVoided() {
        OrderId order = stored.pho("2.5");
        KitchenTicket ticket = send(order);
        change(order, ticket, ItemStatus.SERVED);
        LineId line = stored.found(order).lines().getFirst().id();
        work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.ofLines(List.of(line)));
            Kitchen kitchen = kitchens.lockOf(tx, cart.header());
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
            kitchens.update(tx, kitchen);
            orders.update(tx, cart);
            return cart;
        });
        assertThat(reloaded(ticket).items().getFirst().offBill()).isEqualTo(Quantity.of("1.3"));
        assertThat(stored.found(order).lines().getFirst().sent()).isEqualTo(Quantity.of("1.2"));

        change(order, ticket, ItemStatus.READY);
        change(order, ticket, ItemStatus.VOIDED);

        assertThat(stored.found(order).lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(reloaded(ticket).status().open()).isFalse();
    }

    @Test
    void anotherOrderNoteIsStoredBesideTheOneThatWasRead() {
        OrderId order = stored.pho("1");
        KitchenTicket ticket = send(order);

        Kitchen changed = work.run(tx -> {
            Kitchen kitchen =
                    kitchens.lockOf(tx, orders.lock(tx, merchant, order).header());
            kitchen.orderNoteChanged(order, Optional.of("no nuts"), COOK, AT);
            kitchens.update(tx, kitchen);
            return kitchen;
        });

        assertThat(reloaded(ticket)).isEqualTo(changed.ticket(ticket.id()));
        assertThat(reloaded(ticket).orderNote())
                .isEqualTo(new KitchenTicket.OrderNote(
                        stored.found(order).header().details().note(),
                        Optional.of(new KitchenTicket.OrderNote.Change(Optional.of("no nuts"), AT))));
    }

    @Test
    void theLeadOfAComboComesWithItsUnsentParts_andWithAPartThatIsNamed() {
        OrderId order = stored.empty();
        List<Line> lines = work.run(tx -> {
            Cart cart = orders.lockCart(tx, merchant, order, LineKeys.NONE);
            cart.add(List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), TestMenus.menu(), IDS, COOK, AT);
            orders.update(tx, cart);
            return cart.touched();
        });
        Line part = lines.stream()
                .filter(line -> line.lead().isPresent())
                .findFirst()
                .orElseThrow();

        assertThat(this.<List<Line>>inTx(tx ->
                        orders.lockCart(tx, merchant, order, LineKeys.UNSENT).lines()))
                .hasSameSizeAs(lines);
        assertThat(this.<List<Line>>inTx(
                        tx -> orders.lockCart(tx, merchant, order, LineKeys.ofDishes(List.of(part.id())))
                                .lines()))
                .extracting(Line::id)
                .containsExactlyInAnyOrder(part.lead().orElseThrow(), part.id());
        send(order);
        assertThat(this.<List<Line>>inTx(tx ->
                        orders.lockCart(tx, merchant, order, LineKeys.UNSENT).lines()))
                .isEmpty();
    }

    @Test
    void sentQuantityNeverExceedsTheLineQuantity() {
        OrderId order = stored.pho("1");
        Routing routing = routing();
        OrderSnapshot before = stored.found(order);
        work.run(tx -> {
            orders.lockHeaders(tx, merchant, List.of(order));
            return kitchens.add(tx, sent(before, routing, IDS));
        });

        assertThatThrownBy(() -> work.run(tx -> {
                    orders.lockHeaders(tx, merchant, List.of(order));
                    return kitchens.add(tx, sent(before, routing, IDS));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(stored.found(order).lines().getFirst().sent()).isEqualTo(Quantity.ONE);
    }

    @Test
    void ticketsFollowTheirLines() {
        OrderId from = stored.pho("1");
        OrderId to = stored.pho("1");
        KitchenTicket ticket = send(from);
        LineId line = ticket.items().getFirst().line();

        OrderOperation merge = TestOperations.of(
                merchant,
                OrderOperation.Kind.MERGE,
                to,
                from,
                List.of(new OrderOperation.Move(line, from, to, Quantity.ONE, Quantity.ONE, Optional.empty())),
                Optional.empty());
        work.run(tx -> {
            orders.lockHeaders(tx, merchant, List.of(from, to));
            kitchens.follow(tx, merge, ORIGIN, AT);
            return merge;
        });

        KitchenTicket followed = reloaded(ticket);
        assertThat(followed.order()).isEqualTo(to);
        assertThat(followed.items().getFirst().order()).isEqualTo(to);
        assertThat(this.<List<KitchenTicket>>inTx(
                        tx -> kitchens.readSent(tx, stored.found(from).header(), "none")))
                .isEmpty();
    }

    @Test
    void aStationWithWaitingTicketsStays_andItsCodeIsItsOwn() {
        KitchenTicket ticket = send(stored.pho("1"));

        assertRejected(
                () -> work.run(tx -> {
                    KitchenStation station = stations.lock(tx, merchant, ticket.station());
                    stations.remove(tx, station, ORIGIN, AT);
                    return station;
                }),
                new KitchenError.StationBusy(ticket.station(), 1));
        KitchenStation there = work.run(tx -> stations.lock(tx, merchant, ticket.station()));
        assertRejected(
                () -> work.run(tx -> {
                    stations.add(
                            tx,
                            new KitchenStation(
                                    new StationId(IDS.next()),
                                    merchant,
                                    there.code(),
                                    "Again",
                                    List.of(),
                                    1,
                                    Trace.created(AT, COOK)));
                    return there;
                }),
                new KitchenError.StationCodeTaken(there.code()));
        assertRejected(
                () -> work.run(tx -> stations.lock(tx, new MerchantId(1), ticket.station())),
                new KitchenError.StationNotFound(ticket.station()));
    }

    // STORE-3
    @Test
    void aStationIsLockedAfterTheTicketNumber() {
        KitchenStation station = routing().stations().getFirst();

        LockOrder.assertRank(work, LockRank.STATION, tx -> stations.lock(tx, merchant, station.id()));
    }
}
