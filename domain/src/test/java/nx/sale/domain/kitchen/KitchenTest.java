package nx.sale.domain.kitchen;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestKitchens.BAR;
import static nx.sale.domain.fixture.TestKitchens.HOT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketItemId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sending, cooking, voiding, and following the lines. */
class KitchenTest {
    private final Ids ids = TestOrders.ids(5_000);
    private final OrderSnapshot order = TestOrders.withLines();

    private final List<KitchenTicket> tickets = TestKitchens.sent(order, TestKitchens.allTo(HOT), ids);

    private Kitchen kitchen() {
        return Kitchen.rehydrate(List.of(order.header()), tickets);
    }

    private List<TicketItemId> items(Kitchen kitchen) {
        return kitchen.ticket(tickets.getFirst().id()).items().stream()
                .map(KitchenTicketItem::id)
                .toList();
    }

    // KITCHEN-6
    @ParameterizedTest
    @CsvSource({
        "PENDING, COOKING READY SERVED VOIDED",
        "COOKING, PENDING READY SERVED VOIDED",
        "READY, COOKING SERVED VOIDED",
        "SERVED, READY",
        "VOIDED, ''"
    })
    void itemMovesForwardAnySteps_backOneStep_orToVoid(ItemStatus from, String to) {
        List<String> reachable = Arrays.stream(ItemStatus.values())
                .filter(from::leadsTo)
                .map(Enum::name)
                .toList();

        assertThat(String.join(" ", reachable)).isEqualTo(to);
    }

    // KITCHEN-6, KITCHEN-7
    @ParameterizedTest
    @CsvSource({
        "PENDING,VOIDED,",
        "COOKING,VOIDED,VOID_STARTED",
        "READY,VOIDED,VOID_STARTED",
        "COOKING,PENDING,RECALL",
        "SERVED,READY,RECALL",
        "PENDING,SERVED,"
    })
    void stepBackAndVoidNeedExtraPermissions(ItemStatus from, ItemStatus to, ItemStatus.Extra extra) {
        assertThat(from.extraFor(to)).isEqualTo(Optional.ofNullable(extra));
    }

    // KITCHEN-8
    @ParameterizedTest
    @CsvSource({
        "VOIDED VOIDED, VOIDED",
        "SERVED VOIDED, COMPLETED",
        "SERVED READY, READY",
        "READY VOIDED, READY",
        "READY PENDING, PROCESSING",
        "COOKING PENDING, PROCESSING",
        "SERVED PENDING, PROCESSING",
        "PENDING VOIDED, PENDING"
    })
    void ticketStatusFollowsItsItems(String items, TicketStatus expected) {
        assertThat(TicketStatus.of(
                        Arrays.stream(items.split(" ")).map(ItemStatus::valueOf).collect(Collectors.toList())))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(ItemStatus.class)
    void everyStatusButTheLastTwoIsOpen(ItemStatus status) {
        assertThat(status.open()).isEqualTo(status != ItemStatus.SERVED && status != ItemStatus.VOIDED);
    }

    // KITCHEN-6
    @Test
    void aLateTapCallsNothingBack() {
        Kitchen kitchen = kitchen();
        TicketItemId pho = first(kitchen);
        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.SERVED, Optional.empty())), WAITER, NOON);
        Kitchen.Step late = new Kitchen.Step(pho, ItemStatus.READY, Optional.empty(), Optional.of(ItemStatus.COOKING));

        assertRejected(
                () -> kitchen.take(List.of(late), WAITER, NOON),
                new KitchenError.StatusRefused(pho, ItemStatus.SERVED, ItemStatus.READY));
        kitchen.take(
                List.of(new Kitchen.Step(pho, ItemStatus.READY, Optional.empty(), Optional.of(ItemStatus.SERVED))),
                WAITER,
                NOON);
        assertThat(kitchen.require(pho).status()).isEqualTo(ItemStatus.READY);
    }

    // KITCHEN-7, KITCHEN-11
    @Test
    void aVoidedDishIsFree_andItsChangeHasAPlaceInTheOrdersSequence() {
        Kitchen kitchen = kitchen();
        TicketItemId pho = first(kitchen);

        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.COOKING, Optional.empty())), WAITER, NOON);
        assertRejected(
                () -> kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.VOIDED, Optional.empty())), WAITER, NOON),
                new KitchenError.ReasonRequired(pho));
        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.VOIDED, Optional.of("cold"))), WAITER, NOON);

        assertThat(kitchen.events())
                .extracting(event -> event.order().sequences().kitchen())
                .containsExactly(1L, 2L);
        assertThat(kitchen.changes().freed())
                .containsExactly(Map.entry(order.lines().getFirst().id(), Quantity.of("2")));
        assertThat(kitchen.changes().orders().getFirst().revision())
                .isEqualTo(order.header().revision());
        KitchenTicketItem voided = kitchen.require(pho);
        assertThat(voided.waste()).contains(new KitchenTicketItem.Waste(Optional.of("cold"), WAITER.label()));
        assertRejected(
                () -> kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.PENDING, Optional.empty())), WAITER, NOON),
                new KitchenError.StatusRefused(pho, ItemStatus.VOIDED, ItemStatus.PENDING));
    }

    private TicketItemId first(Kitchen kitchen) {
        return items(kitchen).getFirst();
    }

    // KITCHEN-10
    @Test
    void stepBackClearsLaterTimestamps() {
        Kitchen kitchen = kitchen();
        TicketItemId pho = first(kitchen);
        for (ItemStatus to : List.of(ItemStatus.COOKING, ItemStatus.READY, ItemStatus.COOKING)) {
            kitchen.take(List.of(new Kitchen.Step(pho, to, Optional.empty())), WAITER, NOON);
        }

        KitchenTicketItem.Stamps stamps = kitchen.require(pho).stamps();
        assertThat(stamps.cookingAt()).contains(NOON);
        assertThat(stamps.readyAt()).isEmpty();
        assertThat(kitchen.ticket(kitchen.require(pho).ticket()).status()).isEqualTo(TicketStatus.PROCESSING);
    }

    // ORDER-9
    @Test
    void cancellingAnOrderVoidsPendingAndCookingItems_andMarksReadyOnes() {
        Kitchen kitchen = kitchen();
        TicketItemId ready = items(kitchen).getLast();
        kitchen.take(List.of(new Kitchen.Step(ready, ItemStatus.READY, Optional.empty())), WAITER, NOON);
        assertThat(kitchen.started(order.header().id())).isTrue();

        kitchen.orderCancelled(order.header().id(), Optional.of("left"), WAITER, NOON);

        assertThat(kitchen.require(first(kitchen)).status()).isEqualTo(ItemStatus.VOIDED);
        assertThat(kitchen.require(ready).status()).isEqualTo(ItemStatus.READY);
        assertThat(kitchen.require(ready).orderCancelledAt()).contains(NOON);
    }

    // KITCHEN-12
    @Test
    void splitLineSplitsItsTicketItem_andNothingIsCookedTwice() {
        Kitchen kitchen = kitchen();
        KitchenTicketItem pho = kitchen.require(first(kitchen));
        LineId part = new LineId(9_001);
        OrderId child = new OrderId(9_000);

        kitchen.follow(
                List.of(new OrderOperation.Move(
                        part,
                        order.header().id(),
                        child,
                        Quantity.of("1.5"),
                        Quantity.of("1.5"),
                        Optional.of(pho.line()))),
                ids,
                WAITER,
                NOON);

        List<KitchenTicketItem> after = kitchen.ticket(pho.ticket()).items();
        assertThat(after)
                .extracting(item -> item.order() + " " + item.line() + " " + item.quantity())
                .contains(order.header().id() + " " + pho.line() + " 0.5", child + " " + part + " 1.5");
        assertThatThrownBy(() -> kitchen.follow(
                        List.of(new OrderOperation.Move(
                                part,
                                order.header().id(),
                                child,
                                Quantity.of("5"),
                                Quantity.of("5"),
                                Optional.of(pho.line()))),
                        ids,
                        WAITER,
                        NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    // CART-10, KITCHEN-11
    @Test
    void itemOffTheBillIsNotFreedAgain_andStaysWhenItsLineIsSplit() {
        Kitchen kitchen = kitchen();
        TicketItemId pho = first(kitchen);
        LineId line = kitchen.require(pho).line();
        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.SERVED, Optional.empty())), WAITER, NOON);

        kitchen.takenOffBill(Map.of(line, Quantity.of("0.75")), WAITER, NOON);
        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.READY, Optional.empty())), WAITER, NOON);
        assertThat(kitchen.working(order.header().id())).containsEntry(line, Quantity.of("1.25"));
        kitchen.follow(
                List.of(new OrderOperation.Move(
                        new LineId(9_001),
                        order.header().id(),
                        new OrderId(9_000),
                        Quantity.ONE,
                        Quantity.ONE,
                        Optional.of(line))),
                ids,
                WAITER,
                NOON);
        assertThat(kitchen.require(pho).billed()).isEqualTo(Quantity.of("0.25"));
        kitchen.take(List.of(new Kitchen.Step(pho, ItemStatus.VOIDED, Optional.of("sent back"))), WAITER, NOON);

        assertThat(kitchen.changes().freed()).containsExactly(Map.entry(line, Quantity.of("0.25")));
        assertThatThrownBy(() -> kitchen.takenOffBill(Map.of(line, Quantity.ONE), WAITER, NOON))
                .isInstanceOf(IllegalStateException.class);
    }

    // KITCHEN-13, KITCHEN-14
    @Test
    void ticketShowsTheOrderNote_andTheNoteOfTheComboLead() {
        Cart cart = TestOrders.draft();
        cart.describe(
                new Cart.Description(
                        Optional.empty(),
                        Optional.of(Optional.of("birthday")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                WAITER,
                NOON);
        cart.add(
                List.of(new LineDraft(
                        LineDraft.PRODUCT_VARIANT,
                        Optional.of(TestMenus.LUNCH),
                        Quantity.ONE,
                        Line.Mode.PRODUCT,
                        Optional.empty(),
                        List.of(),
                        Optional.of("no peanuts"),
                        0,
                        0,
                        Optional.empty(),
                        Optional.empty())),
                TestMenus.menu(),
                TestOrders.ids(1_000),
                WAITER,
                NOON);

        KitchenTicket ticket = TestKitchens.sent(
                        new OrderSnapshot(cart.header(), cart.touched()), TestKitchens.allTo(HOT), ids)
                .getFirst();

        assertThat(ticket.orderNote().sent()).contains("birthday");
        assertThat(ticket.items())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.dish().note()).contains("no peanuts"));
        Kitchen kitchen = Kitchen.rehydrate(List.of(cart.header()), List.of(ticket));
        kitchen.orderNoteChanged(cart.header().id(), Optional.of("birthday"), WAITER, NOON);
        assertThat(kitchen.events()).isEmpty();
        kitchen.orderNoteChanged(cart.header().id(), Optional.empty(), WAITER, NOON);
        assertThat(kitchen.events()).hasSize(1);
        assertThat(kitchen.ticket(ticket.id()).orderNote())
                .isEqualTo(new KitchenTicket.OrderNote(
                        Optional.of("birthday"),
                        Optional.of(new KitchenTicket.OrderNote.Change(Optional.empty(), NOON))));
    }

    // KITCHEN-13
    @Test
    void aPartIsCookedWithTheModifiersOfItsLead() {
        Cart cart = TestOrders.draft();
        cart.add(
                List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)),
                TestMenus.menu(),
                TestOrders.ids(1_000),
                WAITER,
                NOON);
        Line.Modifier large = new Line.Modifier("LARGE", "Large", Quantity.ONE, Money.of("0", CurrencyCode.VND));
        List<Line> lines = cart.touched().stream()
                .map(line -> line.lead().isPresent() ? line : TestOrders.withModifiers(line, List.of(large)))
                .toList();

        KitchenTicket ticket = TestKitchens.sent(new OrderSnapshot(cart.header(), lines), TestKitchens.allTo(HOT), ids)
                .getFirst();

        assertThat(ticket.items())
                .allSatisfy(item -> assertThat(item.dish().modifiers())
                        .containsExactly(new KitchenTicketItem.Modifier("LARGE", "Large", Quantity.ONE)));
    }

    // KITCHEN-3
    @Test
    void aLineGoesToTheStationTheCatalogueNames_elseItsCategorys_elseTheDefault() {
        KitchenStation wok = TestKitchens.station(3, "WOK", "food");
        Variant named = food(901, "Pho", Optional.of("HOT"));
        Variant byCategory = food(902, "Noodles", Optional.empty());
        Variant namedElsewhere = food(903, "Soup", Optional.of("NOT THERE"));
        Cart cart = TestOrders.draft();
        cart.add(
                List.of(
                        TestOrders.special("1000", "1"),
                        LineDraft.of(namedElsewhere.id(), Quantity.ONE),
                        LineDraft.of(byCategory.id(), Quantity.ONE),
                        LineDraft.of(named.id(), Quantity.ONE)),
                Menu.of(List.of(named, byCategory, namedElsewhere)),
                TestOrders.ids(1_000),
                WAITER,
                NOON);

        List<KitchenTicket> tickets = TestKitchens.sent(
                new OrderSnapshot(cart.header(), cart.touched()),
                new Routing(List.of(HOT, BAR, wok), Optional.of(BAR.id()), true),
                ids);

        assertThat(tickets)
                .extracting(
                        KitchenTicket::station,
                        ticket -> ticket.items().stream()
                                .map(item -> item.dish().name())
                                .toList())
                .containsExactly(
                        tuple(HOT.id(), List.of("Pho")),
                        tuple(BAR.id(), List.of("Special")),
                        tuple(wok.id(), List.of("Soup", "Noodles")));
    }

    private static Variant food(long id, String name, Optional<String> station) {
        return new Variant(
                new VariantId(id),
                name,
                Optional.empty(),
                VariantType.CONSUMABLE,
                Money.of("1000", CurrencyCode.VND),
                Optional.of("food"),
                Optional.of("Food"),
                station,
                List.of(),
                List.of(),
                true);
    }

    private static OrderSnapshot withSpecial() {
        Cart cart = TestOrders.draft();
        cart.add(
                List.of(LineDraft.of(TestMenus.PHO, Quantity.ONE), TestOrders.special("1000", "1")),
                TestMenus.menu(),
                TestOrders.ids(1_000),
                WAITER,
                NOON);
        return new OrderSnapshot(cart.header(), cart.touched());
    }

    @Test
    void itemWithoutStationIsSkipped_whenOthersAreSent() {
        OrderSnapshot special = withSpecial();
        Routing nothing = new Routing(List.of(), Optional.empty(), false);

        assertRejected(
                () -> TestKitchens.sent(special, nothing, ids),
                new KitchenError.NothingToSend(
                        special.header().id(),
                        special.lines().stream()
                                .map(line -> line.product().name())
                                .toList()));
    }

    // KITCHEN-2
    @Test
    void onlyTheRequestedCourseIsSent() {
        Sending second = new Sending(List.of(), OptionalInt.of(2), false, Optional.empty(), Optional.empty());

        assertRejected(
                () -> second.tickets(
                        order.header(), order.lines(), TestKitchens.allTo(HOT), LocalDate.EPOCH, ids, WAITER, NOON),
                new KitchenError.NothingToSend(order.header().id(), List.of()));
    }

    @Test
    void anItemWithAnOrderThatIsNotLockedIsLeftAlone() {
        Kitchen unlocked = Kitchen.rehydrate(List.of(), tickets);

        assertRejected(
                () -> unlocked.require(tickets.getFirst().items().getFirst().id()),
                new KitchenError.Moving(order.header().id()));
        assertRejected(() -> unlocked.require(new TicketItemId(1)), new KitchenError.ItemNotFound(new TicketItemId(1)));
    }
}
