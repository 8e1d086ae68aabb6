package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestKitchens.sent;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenFields;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.KitchenViews;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What is seen of the kitchen, whatever it is stored in. */
public abstract class KitchenViewsContract extends Contract {
    /** What the contract runs on. */
    public record Stores(
            UnitOfWork work,
            Orders orders,
            OrderViews views,
            Kitchens kitchens,
            Stations stations,
            KitchenViews kitchenViews) {}

    private final Orders orders;
    private final Kitchens kitchens;
    private final KitchenViews views;
    private final StoredOrders stored;
    private final KitchenStation station = new KitchenStation(
            new StationId(IDS.next()), merchant, "C" + IDS.next(), "Hot", List.of("a"), 1, Trace.created(NOON, WAITER));

    protected KitchenViewsContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        kitchens = stores.kitchens();
        views = stores.kitchenViews();
        stored = new StoredOrders(work, merchant, orders, stores.views());
        work.run(tx -> {
            stores.stations().add(tx, station);
            return station;
        });
    }

    private KitchenTicket send(OrderId order) {
        return work.run(tx -> {
            orders.lockHeaders(tx, merchant, List.of(order));
            return kitchens.add(tx, sent(stored.found(order), TestKitchens.allTo(station), IDS))
                    .getFirst();
        });
    }

    private void change(OrderId order, TicketId ticket, java.util.function.Consumer<Kitchen> act) {
        work.run(tx -> {
            Kitchen kitchen =
                    kitchens.lock(tx, merchant, orders.lockHeaders(tx, merchant, List.of(order)), List.of(ticket));
            act.accept(kitchen);
            kitchens.update(tx, kitchen);
            return kitchen;
        });
    }

    @Test
    void aTicketIsFoundByItsMerchant_itsOrderAndItsItems() {
        OrderId order = stored.pho("1");
        KitchenTicket ticket = send(order);
        TicketItemId item = ticket.items().getFirst().id();

        assertThat(views.find(merchant, ticket.id())).contains(ticket);
        assertThat(views.find(new MerchantId(8), ticket.id())).isEmpty();
        assertThat(views.listOfOrder(merchant, order)).containsExactly(ticket);
        assertThat(views.listOfOrder(merchant, stored.pho("1"))).isEmpty();
        assertThat(views.listOrders(merchant, ticket.id())).containsExactly(order);
        assertThat(views.listOrders(merchant, new TicketId(1))).isEmpty();
        assertThat(views.findPlaces(merchant, List.of(item, new TicketItemId(1))))
                .isEqualTo(Map.of(item, new KitchenViews.Place(order, ticket.id())));
    }

    @Test
    void stationsAreFound_andRouted() {
        assertThat(views.findStation(merchant, station.id())).contains(station);
        assertThat(views.findStation(new MerchantId(8), station.id())).isEmpty();
        assertThat(views.getRouting(merchant, Optional.of(station.id().value())))
                .isEqualTo(new Routing(List.of(station), Optional.of(station.id()), true));
        assertThat(views.stations()
                        .list(
                                merchant,
                                Queries.page(
                                        Optional.empty(),
                                        List.of(new ListQuery.Term(Queries.field(KitchenFields.STATIONS, "id"), false)),
                                        9,
                                        Optional.empty())))
                .containsExactly(station);
    }

    @Test
    void ticketsAreListedAndCounted() {
        KitchenTicket first = send(stored.pho("1"));
        KitchenTicket second = send(stored.pho("1"));

        assertThat(views.tickets()
                        .list(
                                merchant,
                                Queries.page(
                                        Optional.empty(),
                                        List.of(new ListQuery.Term(Queries.field(KitchenFields.TICKETS, "id"), true)),
                                        9,
                                        Optional.empty())))
                .containsExactly(second, first);
        assertThat(views.tickets().count(merchant, Optional.empty())).isEqualTo(2);
    }

    // KITCHEN-23
    @Test
    void whatChangedSinceATimeIsToldWithWhatLeftTheQueue_theOldestChangeFirst() {
        OrderId first = stored.pho("1");
        OrderId second = stored.pho("1");
        KitchenTicket one = send(first);
        KitchenTicket other = send(second);
        KitchenTicket still = send(stored.pho("1"));
        Instant later = NOON.plusSeconds(60);
        change(second, other.id(), kitchen -> kitchen.rush(other.id(), true, WAITER, later));
        change(
                first,
                one.id(),
                kitchen ->
                        kitchen.take(kitchen.voiding(one.id(), Optional.of("double")), WAITER, later.plusSeconds(1)));

        KitchenViews.Queue changes =
                views.findChanges(merchant, station.id(), later, 9).orElseThrow();

        assertThat(changes.waiting()).isEqualTo(2);
        assertThat(changes.tickets()).extracting(queued -> queued.ticket().id()).containsExactly(other.id(), one.id());
        assertThat(changes.tickets())
                .extracting(queued -> queued.items().size())
                .containsExactly(1, 0);
        assertThat(views.findChanges(merchant, station.id(), NOON, 1)
                        .orElseThrow()
                        .tickets())
                .extracting(queued -> queued.ticket().id())
                .containsExactly(still.id());
        assertThat(views.findChanges(merchant, station.id(), later.plusSeconds(2), 9)
                        .orElseThrow()
                        .tickets())
                .isEmpty();
    }

    @Test
    void theQueueShowsWhatWaits_rushedTicketsFirst() {
        OrderId first = stored.pho("1");
        OrderId second = stored.pho("1");
        OrderId third = stored.pho("1");
        KitchenTicket one = send(first);
        KitchenTicket other = send(second);
        KitchenTicket voided = send(third);
        change(second, other.id(), kitchen -> kitchen.rush(other.id(), true, WAITER, NOON));
        change(
                third,
                voided.id(),
                kitchen -> kitchen.take(kitchen.voiding(voided.id(), Optional.of("double")), WAITER, NOON));

        KitchenViews.Queue queue = views.findQueue(merchant, station.id(), 1).orElseThrow();

        assertThat(queue.waiting()).isEqualTo(2);
        assertThat(queue.tickets()).singleElement().satisfies(queued -> {
            assertThat(queued.ticket().id()).isEqualTo(other.id());
            assertThat(queued.ticket().rush()).isTrue();
            assertThat(queued.items()).isEqualTo(queued.ticket().items());
            assertThat(queued.orderNumber())
                    .isEqualTo(stored.found(second).header().orderNumber());
            assertThat(queued.tables()).isEmpty();
            assertThat(queued.waitingSince()).isEqualTo(NOON);
        });
        assertThat(views.findQueue(merchant, station.id(), 9).orElseThrow().tickets())
                .extracting(queued -> queued.ticket().id())
                .containsExactly(other.id(), one.id());
    }

    @Test
    void aStationThatIsNotThereHasNoQueue_andOneWithoutTicketsAnEmptyOne() {
        StationId nowhere = new StationId(1);

        assertThat(views.findQueue(merchant, nowhere, 9)).isEmpty();
        assertThat(views.findChanges(merchant, nowhere, NOON, 9)).isEmpty();
        assertThat(views.findQueue(merchant, station.id(), 9)).hasValue(new KitchenViews.Queue(List.of(), 0));
        assertThat(views.findChanges(merchant, station.id(), NOON, 9)).hasValue(new KitchenViews.Queue(List.of(), 0));
    }

    @Test
    void ticketsOutsideThePageAreCounted_andTheItemsOfEachAreItsOwn() {
        OrderId first = stored.pho("1");
        KitchenTicket one = send(first);
        KitchenTicket other = send(stored.pho("1"));
        change(
                first,
                one.id(),
                kitchen -> kitchen.take(kitchen.voiding(one.id(), Optional.of("double")), WAITER, NOON.plusSeconds(1)));

        KitchenViews.Queue changed = views.findChanges(merchant, station.id(), NOON.plusSeconds(1), 9)
                .orElseThrow();
        KitchenViews.Queue queue = views.findQueue(merchant, station.id(), 9).orElseThrow();

        assertThat(changed.waiting()).isEqualTo(1);
        assertThat(changed.tickets()).singleElement().satisfies(queued -> {
            assertThat(queued.ticket().id()).isEqualTo(one.id());
            assertThat(queued.ticket().items())
                    .extracting(KitchenTicketItem::ticket)
                    .containsOnly(one.id());
        });
        assertThat(queue.tickets()).singleElement().satisfies(queued -> {
            assertThat(queued.ticket().items())
                    .extracting(KitchenTicketItem::ticket)
                    .containsOnly(other.id());
        });
    }
}
