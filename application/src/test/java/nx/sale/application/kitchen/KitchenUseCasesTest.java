package nx.sale.application.kitchen;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.kitchen.TicketStatus;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** The kitchen on fakes: stations, what is sent to them, and what cooks do with it. */
class KitchenUseCasesTest {
    private final Till till = new Till();
    private final OrderId order = till.draft();
    private final TicketWork work = new TicketWork(
            till.reasons, till.requests, till.orders, till.kitchens, till.permits, till.effects, till.clock);
    private final SendToKitchen send = new SendToKitchen(
            till.settings, till.stores.kitchenViews, till.requests, till.orders, till.kitchens, till.effects, till.ids);
    private final ChangeTicketItems changeItems = new ChangeTicketItems(till.stores.kitchenViews, work);
    private final RushTicket rush = new RushTicket(till.stores.kitchenViews, work);
    private final VoidTicket voidTicket = new VoidTicket(till.stores.kitchenViews, work);
    private final OpenStation open = new OpenStation(till.requests, till.kitchens, till.outbox, till.ids);
    private final DescribeStation describe = new DescribeStation(till.requests, till.kitchens, till.outbox);
    private final CloseStation close = new CloseStation(till.requests, till.kitchens, till.outbox);

    private static final String HOT = "HOT";
    private static final KitchenStation.Targets QUICK =
            new KitchenStation.Targets(Duration.ofMinutes(3), Duration.ofMinutes(5));

    private KitchenStation open(String code) {
        return open.handle(
                new OpenStation.Command(
                        Till.request(), MERCHANT, code, "Hot kitchen", List.of("food"), KitchenStation.Targets.DEFAULT),
                Till.result());
    }

    private List<KitchenTicket> send(Sending sending) {
        return send.handle(
                new SendToKitchen.Command(Till.request(), MERCHANT, order, Optional.empty(), sending), Till.result());
    }

    private static Sending keyed(String key, boolean rush) {
        return new Sending(List.of(), OptionalInt.empty(), rush, Optional.of(key), Optional.empty());
    }

    private static TicketWork.Task task(String... granted) {
        return new TicketWork.Task(Till.request(), MERCHANT, new Authority(Set.of(granted), List.of()));
    }

    private KitchenTicketItem enter(TicketItemId item, ItemStatus to, String... granted) {
        return changeItems
                .handle(
                        new ChangeTicketItems.Command(
                                task(granted),
                                List.of(new Kitchen.Step(item, to, Optional.of("burnt"))),
                                Optional.empty()),
                        Till.<List<KitchenTicketItem>>result())
                .getFirst();
    }

    @Test
    void anOrderIsSentToItsStation_andNothingIsSentTwice() {
        KitchenStation hot = open(HOT);

        KitchenTicket ticket = send(Sending.ALL).getFirst();

        assertThat(ticket.station()).isEqualTo(hot.id());
        assertThat(ticket.items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(Quantity.of("2")));
        assertThat(till.found(order).lines().getFirst().sent()).isEqualTo(Quantity.of("2"));
        assertThat(till.outbox.actions()).containsExactly("STATION_OPENED", "SENT_TO_KITCHEN");
        assertThat(till.screenActions()).contains("TICKET_SENT");
        assertRejected(() -> send(Sending.ALL), new KitchenError.NothingToSend(order, List.of()));
    }

    @Test
    void aRepeatedSendIsAnsweredWithItsTickets_andItsKeyIsForOneContent() {
        open(HOT);
        List<KitchenTicket> first = send(keyed("k", false));

        assertThat(send(keyed("k", false))).isEqualTo(first);
        assertThat(till.kitchens.all()).hasSameSizeAs(first);
        assertRejected(() -> send(keyed("k", true)), new KitchenError.KeyReused(order, "k"));
    }

    @Test
    void withoutAStationNothingIsSent() {
        assertRejected(
                () -> send(Sending.ALL),
                new KitchenError.NoStation(till.found(order).lines().getFirst().id(), "Pho", HOT));
        assertThat(till.kitchens.all()).isEmpty();
    }

    @Test
    void aCookTakesADish_andAStartedOneIsVoidedWithPermission() {
        TicketItemId dish = till.sent(order).items().getFirst().id();

        assertThat(enter(dish, ItemStatus.COOKING).status()).isEqualTo(ItemStatus.COOKING);
        assertThat(till.outbox.actions()).containsExactly("KITCHEN_ITEM_COOKING");
        assertRejected(
                () -> enter(dish, ItemStatus.VOIDED),
                new AccessError.Denied(Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED));
        enter(dish, ItemStatus.VOIDED, Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED);

        assertThat(till.found(order).lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        assertThat(till.events()).containsExactly("ItemChanged", "ItemChanged");
        assertRejected(
                () -> enter(new TicketItemId(404), ItemStatus.COOKING),
                new KitchenError.ItemNotFound(new TicketItemId(404)));
    }

    @Test
    void aTicketIsRushed() {
        KitchenTicket ticket = till.sent(order);

        KitchenTicket rushed = rush.handle(
                new RushTicket.Command(task(), ticket.id(), Optional.of(ticket.revision()), true), Till.result());

        assertThat(rushed.rush()).isTrue();
        assertThat(till.kitchens.all()).containsExactly(rushed);
        assertThat(till.outbox.actions()).containsExactly("TICKET_RUSHED");
        assertRejected(
                () -> rush.handle(
                        new RushTicket.Command(task(), ticket.id(), Optional.of(ticket.revision()), true),
                        Till.result()),
                new RequestError.RevisionMismatch(rushed.revision()));
    }

    @Test
    void aTicketIsVoided() {
        KitchenTicket ticket = till.sent(order);

        KitchenTicket voided = voidTicket.handle(
                new VoidTicket.Command(task(), ticket.id(), Optional.empty(), Optional.of("double")), Till.result());

        assertThat(voided.status()).isEqualTo(TicketStatus.VOIDED);
        assertThat(till.found(order).lines().getFirst().sent()).isEqualTo(Quantity.ZERO);
        TicketId unknown = new TicketId(404);
        assertRejected(
                () -> voidTicket.handle(
                        new VoidTicket.Command(task(), unknown, Optional.empty(), Optional.empty()), Till.result()),
                new KitchenError.TicketNotFound(unknown));
    }

    @Test
    void aStationHasACodeOfItsOwn() {
        KitchenStation hot = open(HOT);
        KitchenStation bar = open("BAR");
        DescribeStation.Command rename = new DescribeStation.Command(
                Till.request(),
                MERCHANT,
                bar.id(),
                Optional.of(1L),
                Optional.of(HOT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertRejected(() -> open(HOT), new KitchenError.StationCodeTaken(HOT));
        assertRejected(() -> describe.handle(rename, Till.result()), new KitchenError.StationCodeTaken(HOT));
        KitchenStation described = describe.handle(
                new DescribeStation.Command(
                        Till.request(),
                        MERCHANT,
                        hot.id(),
                        Optional.of(1L),
                        Optional.empty(),
                        Optional.of("Wok"),
                        Optional.empty(),
                        Optional.of(QUICK)),
                Till.result());

        assertThat(described.name()).isEqualTo("Wok");
        assertThat(hot.targets()).isEqualTo(KitchenStation.Targets.DEFAULT);
        assertThat(described.targets()).isEqualTo(QUICK);
        assertThat(till.outbox.actions()).containsExactly("STATION_OPENED", "STATION_OPENED", "STATION_DESCRIBED");
    }

    @Test
    void aStationWithWaitingTicketsIsNotClosed() {
        KitchenStation hot = open(HOT);
        KitchenTicket ticket = send(Sending.ALL).getFirst();
        CloseStation.Command command = new CloseStation.Command(Till.request(), MERCHANT, hot.id(), Optional.empty());

        assertRejected(() -> close.handle(command, Till.result()), new KitchenError.StationBusy(hot.id(), 1));
        voidTicket.handle(
                new VoidTicket.Command(task(), ticket.id(), Optional.empty(), Optional.empty()), Till.result());
        close.handle(command, Till.result());

        assertThat(till.outbox.actions()).endsWith("STATION_CLOSED");
        assertRejected(() -> close.handle(command, Till.result()), new KitchenError.StationNotFound(hot.id()));
    }
}
