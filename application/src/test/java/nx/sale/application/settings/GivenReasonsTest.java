package nx.sale.application.settings;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import nx.sale.application.Till;
import nx.sale.application.check.BillWork;
import nx.sale.application.check.DivideBill;
import nx.sale.application.check.WriteOffCheck;
import nx.sale.application.kitchen.ChangeTicketItems;
import nx.sale.application.kitchen.TicketWork;
import nx.sale.application.kitchen.VoidTicket;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.ChangeItems;
import nx.sale.application.order.RemoveItems;
import nx.sale.application.order.ServedItems;
import nx.sale.application.order.TouchedItems;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.application.requests.Authority;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckStatus;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.settings.MoneyRules;
import nx.sale.domain.settings.Reason;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Reasons;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsError;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reasons of a merchant with lists, wherever one is given, on fakes. */
class GivenReasonsTest {
    private static final SettingsError NO_CANCEL = new SettingsError.ReasonUnknown(ReasonKind.CANCEL, List.of("LEFT"));
    private static final SettingsError NO_VOID = new SettingsError.ReasonUnknown(ReasonKind.VOID, List.of("BURNT"));
    private static final Authority EVERYTHING = new Authority(
            Set.of(Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED, Permissions.SALE_ORDER_ITEM_REMOVE_SERVED), List.of());

    private final Till till = new Till();
    private final OrderId order = till.draft();
    private final TicketWork work = new TicketWork(
            till.reasons, till.requests, till.orders, till.kitchens, till.permits, till.effects, till.clock);

    @BeforeEach
    void lists() {
        Settings plain = Settings.DEFAULT;
        Settings listed = new Settings(
                plain.timezone(),
                plain.dayCutoffHour(),
                plain.shiftManagement(),
                plain.priceHold(),
                plain.kitchenAutoSend(),
                plain.spendPerPoint(),
                plain.cashTolerance(),
                plain.maxRecounts(),
                plain.defaultStationId(),
                plain.reservationGrace(),
                plain.noShow(),
                plain.turn(),
                new MoneyRules(
                        Reasons.NONE
                                .with(ReasonKind.CANCEL, List.of(new Reason("LEFT", "The guests left")))
                                .with(ReasonKind.VOID, List.of(new Reason("BURNT", "Burnt"))),
                        new BigDecimal(100),
                        List.of()),
                1);
        till.store.run(tx -> {
            till.settings.lock(tx, MERCHANT);
            till.settings.update(tx, MERCHANT, listed, ORIGIN, NOON);
            return listed;
        });
    }

    private OrderSnapshot cancel(String reason, Authority authority, Optional<CancelOrder.Stuck> stuck) {
        return new CancelOrder(
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
                                Till.request(), MERCHANT, order, Optional.empty(), reason, authority, stuck),
                        Till.result());
    }

    // SETTING-11
    @Test
    void anOrderIsCancelledForAReasonOfTheList() {
        assertRejected(() -> cancel("the guests left", EVERYTHING, Optional.empty()), NO_CANCEL);
        assertThat(till.found(order).header().status()).isEqualTo(OrderStatus.DRAFT);

        assertThat(cancel("LEFT", EVERYTHING, Optional.empty()).header().state().cancellationReason())
                .contains("LEFT");
    }

    // SETTING-11
    @Test
    void aCheckIsWrittenOffForAReasonOfTheList() {
        BillWork work = new BillWork(
                till.settings,
                till.requests,
                till.orders,
                till.bills,
                till.payments,
                till.operations,
                till.effects,
                till.ids);
        CheckId check = new DivideBill(work, till.ids)
                .handle(
                        new DivideBill.Command(
                                Till.request(), MERCHANT, till.checkedOut(), Optional.empty(), new Division.Evenly(2)),
                        Till.<Bill>result())
                .checks()
                .getFirst()
                .id();

        assertRejected(() -> writeOff(check, "xyz"), NO_CANCEL);
        assertThat(writeOff(check, "LEFT").status()).isEqualTo(CheckStatus.CANCELLED);
    }

    private SaleCheck writeOff(CheckId check, String reason) {
        return new WriteOffCheck(
                        till.bills,
                        till.settings,
                        till.requests,
                        till.orders,
                        till.bills,
                        till.payments,
                        UnpaidCheck.NONE,
                        till.effects,
                        till.ids)
                .handle(
                        new WriteOffCheck.Command(Till.request(), MERCHANT, check, Optional.empty(), reason, false),
                        Till.result());
    }

    // SETTING-11
    @Test
    void aStuckOrderIsEndedForAReasonInOwnWords() {
        OrderId stuck = till.checkedOut();
        CancelOrder.Stuck whenever = new CancelOrder.Stuck(Instant.MAX, true);

        OrderSnapshot ended = new CancelOrder(
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
                                stuck,
                                Optional.empty(),
                                "nobody knows",
                                till.approved(Permissions.OPERATIONS_CANCEL_STUCK, Approval.About.order(stuck)),
                                Optional.of(whenever)),
                        Till.result());

        assertThat(ended.header().state().cancellationReason()).contains("nobody knows");
    }

    private List<KitchenTicketItem> enter(KitchenTicketItem item, ItemStatus to, Optional<String> reason) {
        return new ChangeTicketItems(till.stores.kitchenViews, work)
                .handle(
                        new ChangeTicketItems.Command(
                                new TicketWork.Task(Till.request(), MERCHANT, EVERYTHING),
                                List.of(new Kitchen.Step(item.id(), to, reason)),
                                Optional.empty()),
                        Till.result());
    }

    // SETTING-11
    @Test
    void dishesAreVoidedForAReasonOfTheList_whichIsNeededEvenBeforeTheyAreStarted() {
        KitchenTicketItem dish = till.sent(order).items().getFirst();

        assertRejected(
                () -> enter(dish, ItemStatus.VOIDED, Optional.empty()),
                new SettingsError.ReasonRequired(ReasonKind.VOID, List.of("BURNT")));
        assertRejected(() -> enter(dish, ItemStatus.VOIDED, Optional.of("burnt")), NO_VOID);
        assertThat(enter(dish, ItemStatus.COOKING, Optional.of("in a hurry")))
                .singleElement()
                .satisfies(item -> assertThat(item.status()).isEqualTo(ItemStatus.COOKING));
        enter(dish, ItemStatus.VOIDED, Optional.of("BURNT"));

        assertThat(till.outbox.audit().getLast().entry().reason()).contains("BURNT");
    }

    // SETTING-11
    @Test
    void aTicketIsVoidedForAReasonOfTheList() {
        KitchenTicket ticket = till.sent(order);
        VoidTicket voiding = new VoidTicket(till.stores.kitchenViews, work);

        assertRejected(
                () -> voiding.handle(
                        new VoidTicket.Command(
                                new TicketWork.Task(Till.request(), MERCHANT, EVERYTHING),
                                ticket.id(),
                                Optional.empty(),
                                Optional.of("oops")),
                        Till.result()),
                NO_VOID);
        assertThat(voiding.handle(
                                new VoidTicket.Command(
                                        new TicketWork.Task(Till.request(), MERCHANT, EVERYTHING),
                                        ticket.id(),
                                        Optional.empty(),
                                        Optional.of("BURNT")),
                                Till.<KitchenTicket>result())
                        .items())
                .allSatisfy(item -> assertThat(item.status()).isEqualTo(ItemStatus.VOIDED));
    }

    // SETTING-11
    @Test
    void servedDishesGoOffTheBillForAReasonOfTheList() {
        LineId line = till.found(order).lines().getFirst().id();
        ChangeItems change = new ChangeItems(till.requests, till.orders, till.servedRemoval, till.trail);
        RemoveItems remove = new RemoveItems(till.requests, till.orders, till.servedRemoval, till.trail);

        assertRejected(() -> change(change, line, "cold"), NO_VOID);
        assertThat(change(change, line, "BURNT").order().totals().subtotal().positive())
                .isTrue();
        assertRejected(() -> remove(remove, line, "cold"), NO_VOID);
        assertThat(remove(remove, line, "BURNT").removed()).containsExactly(line);
    }

    private TouchedItems change(ChangeItems change, LineId line, String reason) {
        return change.handle(
                new ChangeItems.Command(
                        Till.request(),
                        MERCHANT,
                        order,
                        Optional.empty(),
                        List.of(new LineChange(
                                line,
                                Optional.of(Quantity.of("1")),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty())),
                        Optional.of(new ServedItems(reason, EVERYTHING)),
                        false),
                Till.result());
    }

    private TouchedItems remove(RemoveItems remove, LineId line, String reason) {
        return remove.handle(
                new RemoveItems.Command(
                        Till.request(),
                        MERCHANT,
                        order,
                        Optional.empty(),
                        Optional.of(line),
                        Optional.of(new ServedItems(reason, EVERYTHING)),
                        false),
                Till.result());
    }
}
