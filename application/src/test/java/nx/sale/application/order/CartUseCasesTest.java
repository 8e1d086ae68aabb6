package nx.sale.application.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.catalogue.CatalogueError;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import org.junit.jupiter.api.Test;

/** A cart on fakes: opened, described, changed, emptied, deleted. */
class CartUseCasesTest {
    private final Till till = new Till();
    private final OpenOrder open = new OpenOrder(
            till.catalogue,
            till.menus(CatalogueSource.NONE),
            till.settings,
            () -> false,
            till.requests,
            till.shiftRule,
            till.orders,
            till.takeUnits,
            till.effects,
            till.trail,
            till.ids,
            till.clock);
    private final DescribeOrder describe =
            new DescribeOrder(till.requests, till.orders, till.kitchens, till.effects, till.trail);
    private final ChangeItems change = new ChangeItems(till.requests, till.orders, till.servedRemoval, till.trail);
    private final RemoveItems remove = new RemoveItems(till.requests, till.orders, till.servedRemoval, till.trail);
    private final DeleteOrder delete =
            new DeleteOrder(till.requests, till.orders, till.kitchens, till.payments, till.tables, till.trail);

    private OrderSnapshot open(SaleChannelId channel, UnitId... units) {
        return open.handle(
                new OpenOrder.Command(
                        Till.request(),
                        MERCHANT,
                        channel,
                        Optional.empty(),
                        ExchangeRate.ONE,
                        new Cart.Description(
                                Optional.of("Table 4"),
                                Optional.empty(),
                                Optional.of(OptionalInt.of(2)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        List.of(LineDraft.of(TestMenus.PHO, Quantity.of("2"))),
                        List.of(units)),
                Till.result());
    }

    private OrderHeader note(OrderId order, Optional<Long> expected, String note) {
        return describe.handle(
                new DescribeOrder.Command(
                        Till.request(),
                        MERCHANT,
                        order,
                        expected,
                        new Cart.Description(
                                Optional.empty(),
                                Optional.of(Optional.of(note)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                Till.result());
    }

    private TouchedItems quantity(OrderId order, LineId line, String quantity, Optional<ServedItems> served) {
        return change.handle(
                new ChangeItems.Command(
                        Till.request(),
                        MERCHANT,
                        order,
                        Optional.empty(),
                        List.of(new LineChange(
                                line,
                                Optional.of(Quantity.of(quantity)),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty())),
                        served,
                        true),
                Till.result());
    }

    private TouchedItems remove(OrderId order, Optional<LineId> line) {
        return remove.handle(
                new RemoveItems.Command(
                        Till.request(), MERCHANT, order, Optional.empty(), line, Optional.empty(), false),
                Till.result());
    }

    private void delete(OrderId order) {
        delete.handle(new DeleteOrder.Command(Till.request(), MERCHANT, order, Optional.empty()), Till.result());
    }

    private LineId line(OrderId order) {
        return till.found(order).lines().getFirst().id();
    }

    @Test
    void anOrderIsOpenedWithItsItemsAndTables() {
        FloorUnit table = till.table("T4");

        OrderSnapshot opened = open(Till.ROOM, table.id());

        assertThat(till.found(opened.header().id())).isEqualTo(opened);
        assertThat(opened.header().status()).isEqualTo(OrderStatus.DRAFT);
        assertThat(opened.header().totals().total()).isEqualTo(Till.vnd("130000"));
        assertThat(till.usages.all())
                .singleElement()
                .satisfies(usage -> assertThat(usage.taker())
                        .isEqualTo(Taker.order(opened.header().id())));
        assertThat(till.events()).containsExactly("Opened");
        assertThat(till.outbox.actions()).containsExactly("ORDER_OPENED", "ITEMS_ADDED", "SEATED");
        assertThat(till.screenActions()).contains("ORDER_OPENED", "USAGE_CREATED");
    }

    // FLOOR-5
    @Test
    void nothingIsOpened_whenOneOfTheTablesIsTaken() {
        FloorUnit table = till.table("T4");
        open(Till.ROOM, table.id());
        long orders = till.orders.count(MERCHANT, Optional.empty());

        assertThatThrownBy(() -> open(Till.ROOM, till.table("T5").id(), table.id()))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(AllocationError.UnitTaken.class));
        assertRejected(() -> open(new SaleChannelId(404)), new CatalogueError.ChannelUnknown(new SaleChannelId(404)));
        assertThat(till.orders.count(MERCHANT, Optional.empty())).isEqualTo(orders);
        assertThat(till.usages.all()).hasSize(1);
        assertThat(till.events()).containsExactly("Opened");
    }

    // SHIFT-2
    @Test
    void aNewOrderIsBoundToTheOpenShiftOfItsTill() {
        assertThat(open(Till.ROOM).header().basis().openedIn()).isEmpty();
        var shift = till.shift();

        assertThat(open(Till.ROOM).header().basis().openedIn()).contains(shift.id());
    }

    @Test
    void aNoteGoesToTheKitchenToo() {
        OrderId order = till.draft();
        KitchenTicket ticket = till.sent(order);

        OrderHeader described = note(order, Optional.of(1L), "no nuts");

        assertThat(described.details().note()).contains("no nuts");
        assertThat(till.kitchens.all()).singleElement().satisfies(sent -> {
            assertThat(sent.id()).isEqualTo(ticket.id());
            assertThat(sent.orderNote().change().orElseThrow().to()).contains("no nuts");
        });
        assertThat(till.screenActions()).contains("ORDER_NOTE_CHANGED", "ORDER_DESCRIBED");
        assertThat(till.outbox.actions()).containsExactly("DESCRIBED");
        assertRejected(() -> note(order, Optional.of(1L), "nuts"), new RequestError.RevisionMismatch(2));
    }

    @Test
    void quantitiesAreChanged_butNotBelowWhatTheKitchenHas() {
        OrderId order = till.draft();
        LineId line = line(order);

        assertThat(quantity(order, line, "3", Optional.empty()).order().totals().total())
                .isEqualTo(Till.vnd("195000"));
        till.sent(order);

        assertThatThrownBy(() -> quantity(order, line, "1", Optional.empty()))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.error()).isInstanceOf(OrderError.WithKitchen.class));
        assertThat(till.outbox.actions()).containsExactly("ITEMS_CHANGED");
        assertThat(till.events()).as("a draft's items are shown, not published").isEmpty();
        assertThat(till.screenActions()).containsExactly("ORDER_ITEMS_CHANGED");
    }

    // CART-10
    @Test
    void whatWasServedGoesOffTheBillWithPermissionOnly() {
        OrderId order = till.draft();
        LineId line = line(order);

        assertRejected(
                () -> quantity(order, line, "1", Optional.of(new ServedItems("cold", Till.NOBODY))),
                new AccessError.Denied(Permissions.SALE_ORDER_ITEM_REMOVE_SERVED));
        quantity(
                order,
                line,
                "1",
                Optional.of(new ServedItems(
                        "cold", new Authority(Set.of(Permissions.SALE_ORDER_ITEM_REMOVE_SERVED), List.of()))));

        assertThat(till.outbox.audit()).singleElement().satisfies(recorded -> {
            assertThat(recorded.entry().action().name()).isEqualTo("ITEMS_CHANGED");
            assertThat(recorded.entry().reason()).contains("cold");
            assertThat(recorded.entry().details())
                    .as("nothing had been served")
                    .containsEntry("served", "0")
                    .containsEntry("servedAmount", "0");
        });
    }

    @Test
    void oneItemIsRemoved_orAll() {
        OrderId order = till.draft();
        LineId line = line(order);

        assertThat(remove(order, Optional.of(line)).removed()).containsExactly(line);
        assertThat(till.found(order).lines()).isEmpty();
        assertRejected(() -> remove(order, Optional.of(line)), new OrderError.LineNotFound(line));
        OrderId other = till.draft();
        remove(other, Optional.empty());

        assertThat(till.found(other).lines()).isEmpty();
        assertThat(till.outbox.actions()).containsExactly("ITEMS_REMOVED", "ITEMS_REMOVED");
    }

    @Test
    void aDraftIsDeletedWithItsTables_unlessTheKitchenHasIt() {
        FloorUnit table = till.table("T4");
        OrderId order = open(Till.ROOM, table.id()).header().id();
        OrderId sent = till.draft();
        till.sent(sent);

        delete(order);

        assertThat(till.orders.find(MERCHANT, order)).isEmpty();
        assertThat(till.usages.all())
                .noneMatch(usage -> usage.stamps().cancelledAt().isEmpty());
        assertThat(till.outbox.actions()).endsWith("DELETED");
        assertThat(till.screenActions()).contains("ORDER_DELETED");
        assertRejected(() -> delete(sent), new OrderError.SentToKitchen(sent));
        assertRejected(() -> delete(order), new OrderError.NotFound(order));
    }
}
