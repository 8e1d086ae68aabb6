package nx.sale.application.kitchen;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import nx.sale.application.Till;
import nx.sale.application.order.CancelOrder;
import nx.sale.application.order.ChangeItems;
import nx.sale.application.order.Families;
import nx.sale.application.order.MergeOrders;
import nx.sale.application.order.Regrouped;
import nx.sale.application.order.RemoveItems;
import nx.sale.application.order.ServedItems;
import nx.sale.application.order.SplitOrder;
import nx.sale.application.order.UndoMerge;
import nx.sale.application.order.UndoSplit;
import nx.sale.application.order.UnpaidCheck;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.TicketId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderFamily;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Seeded;
import org.junit.jupiter.api.Test;

/**
 * Whatever waiters and cooks do one after the other: what a line has with the kitchen is what its dishes there say that were not voided
 * and not taken off the bill, never less than nothing and never more than there is; and once everything is served or voided no ticket
 * waits on a screen.
 */
class KitchenWalkTest {
    private static final Authority EVERYTHING = new Authority(
            Set.of(
                    Permissions.SALE_ORDER_ITEM_REMOVE_SERVED,
                    Permissions.SALE_ORDER_CANCEL_PAID,
                    ItemStatus.Extra.VOID_STARTED.permission(),
                    ItemStatus.Extra.RECALL.permission()),
            List.of());
    private static final Request REQUEST = new Request(ORIGIN, Optional.empty());

    // KITCHEN-11
    @Test
    void linesAndDishesAgree() {
        Map<String, Integer> done = new TreeMap<>();
        Seeded.times(120, random -> new Walk(random, done).run(150));

        assertThat(done.keySet())
                .as("every kind of step succeeded")
                .contains(
                        "add",
                        "send",
                        "advance",
                        "change",
                        "reduceServed",
                        "remove",
                        "removeServed",
                        "voidTicket",
                        "merge",
                        "undoMerge",
                        "split",
                        "undoSplit",
                        "cancel",
                        "recallOffBill",
                        "voidOffBill");
    }

    private static final class Walk {
        private final Random random;
        private final Map<String, Integer> done;
        private final Till till = new Till();
        private final List<OrderId> orders = new ArrayList<>();
        private final TicketWork work = new TicketWork(
                till.reasons, till.requests, till.orders, till.kitchens, till.permits, till.effects, till.clock);
        private final ChangeItems change = new ChangeItems(till.requests, till.orders, till.servedRemoval, till.trail);
        private final RemoveItems remove = new RemoveItems(till.requests, till.orders, till.servedRemoval, till.trail);
        private final CancelOrder cancel = new CancelOrder(
                till.reasons,
                till.requests,
                till.orders,
                till.bills,
                till.payments,
                till.kitchens,
                till.permits,
                UnpaidCheck.NONE,
                till.effects,
                till.ids);
        private final Families families = new Families(
                till.requests,
                till.orders,
                till.orders,
                till.operations,
                till.operations,
                till.settings,
                till.effects,
                till.ids,
                till.clock);

        Walk(Random random, Map<String, Integer> done) {
            this.random = random;
            this.done = done;
            for (int number = 0; number < 3; number++) {
                orders.add(till.draft());
            }
        }

        void run(int steps) {
            for (int step = 0; step < steps; step++) {
                take(random.nextInt(14));
                check();
            }
            finish();
        }

        private void take(int kind) {
            OrderId order = Seeded.one(random, orders);
            switch (kind) {
                case 0 -> attempt("add", () -> add(order));
                case 1, 2 -> attempt("send", () -> send(order));
                case 3, 4, 5 -> advance();
                case 6 -> changeQuantity(order);
                case 7 -> removeLine(order);
                case 8 -> voidTicket();
                case 9 ->
                    attempt(
                            "merge",
                            () -> new MergeOrders(families)
                                    .handle(
                                            new MergeOrders.Command(task(order), List.of(Seeded.one(random, orders))),
                                            grown()));
                case 10 ->
                    attempt(
                            "undoMerge",
                            () -> new UndoMerge(families)
                                    .handle(new UndoMerge.Command(task(order), Optional.empty()), grown()));
                case 11 -> split(order);
                case 12 ->
                    attempt(
                            "undoSplit",
                            () -> new UndoSplit(families)
                                    .handle(new UndoSplit.Command(task(order), Optional.empty()), grown()));
                default -> {
                    if (random.nextInt(8) == 0) {
                        attempt(
                                "cancel",
                                () -> cancel.handle(
                                        new CancelOrder.Command(
                                                REQUEST,
                                                MERCHANT,
                                                order,
                                                Optional.empty(),
                                                "left",
                                                EVERYTHING,
                                                Optional.empty()),
                                        Till.reply(cancelled -> {})));
                        orders.add(till.draft());
                    }
                }
            }
        }

        private void attempt(String name, Runnable step) {
            try {
                step.run();
                done.merge(name, 1, Integer::sum);
            } catch (Rejected refused) {
                done.merge("refused " + name, 1, Integer::sum);
            }
        }

        private Families.Task task(OrderId order) {
            return new Families.Task(REQUEST, MERCHANT, order, Optional.empty(), false);
        }

        private Reply<Regrouped, Till.Answer> grown() {
            return Till.reply(regrouped -> regrouped.others().stream()
                    .map(order -> order.header().id())
                    .filter(id -> !orders.contains(id))
                    .forEach(orders::add));
        }

        /** At most so much, in whole units or in parts of one. */
        private Quantity some(Quantity most) {
            BigDecimal units = most.value().multiply(new BigDecimal(1 + random.nextInt(4)));
            return new Quantity(units.divide(new BigDecimal("4")).setScale(4, RoundingMode.DOWN));
        }

        private void add(OrderId order) {
            List<LineDraft> drafts = List.of(LineDraft.of(
                    Seeded.one(random, List.of(TestMenus.PHO, TestMenus.TEA, TestMenus.LUNCH)),
                    some(Quantity.of("6.5"))));
            till.store.run(tx -> {
                Cart cart = till.orders.lockCart(tx, MERCHANT, order, LineKeys.ofDrafts(drafts));
                cart.add(drafts, TestMenus.menu(), till.ids, WAITER, NOON);
                till.orders.update(tx, cart);
                return cart;
            });
        }

        private void send(OrderId order) {
            List<Sending.Piece> pieces = new ArrayList<>();
            if (random.nextBoolean()) {
                till.found(order).lines().stream()
                        .filter(line -> line.unsent().positive())
                        .findFirst()
                        .ifPresent(line -> pieces.add(new Sending.Piece(
                                line.id(), Optional.of(some(line.unsent())).filter(Quantity::positive))));
            }
            Sending sending = new Sending(pieces, OptionalInt.empty(), false, Optional.empty(), Optional.empty());
            till.store.run(tx -> {
                Cart cart = till.orders.lockCart(
                        tx,
                        MERCHANT,
                        order,
                        pieces.isEmpty()
                                ? LineKeys.UNSENT
                                : LineKeys.ofDishes(
                                        pieces.stream().map(Sending.Piece::line).toList()));
                return till.kitchens.add(
                        tx,
                        sending.tickets(
                                cart.header(),
                                cart.lines(),
                                TestKitchens.allTo(TestKitchens.HOT),
                                LocalDate.EPOCH,
                                till.ids,
                                WAITER,
                                NOON));
            });
        }

        private List<KitchenTicketItem> dishes() {
            return till.kitchens.all().stream()
                    .flatMap(ticket -> ticket.items().stream())
                    .toList();
        }

        private void advance() {
            List<KitchenTicketItem> dishes = dishes();
            if (dishes.isEmpty()) {
                return;
            }
            List<KitchenTicketItem> offBill = dishes.stream()
                    .filter(dish -> dish.offBill().positive() && dish.status() != ItemStatus.VOIDED)
                    .toList();
            KitchenTicketItem dish = Seeded.one(random, offBill.isEmpty() || random.nextBoolean() ? dishes : offBill);
            ItemStatus to = Seeded.one(random, List.of(ItemStatus.values()));
            attempt("advance", () -> step(dish, to));
            boolean taken = till.kitchens.item(dish.id()).orElseThrow().status() != dish.status();
            if (taken && dish.offBill().positive()) {
                done.merge(to == ItemStatus.VOIDED ? "voidOffBill" : "recallOffBill", 1, Integer::sum);
            }
        }

        private void step(KitchenTicketItem dish, ItemStatus to) {
            TicketWork.Task task = new TicketWork.Task(REQUEST, MERCHANT, EVERYTHING);
            work.run(
                    task,
                    () -> new TicketWork.About(List.of(dish.order()), List.of(dish.ticket())),
                    (tx, kitchen) -> {
                        work.take(tx, task, kitchen, List.of(new Kitchen.Step(dish.id(), to, Optional.of("why"))));
                        return kitchen;
                    },
                    Till.reply(kitchen -> {}));
        }

        private void voidTicket() {
            List<KitchenTicket> tickets = till.kitchens.all();
            if (!tickets.isEmpty() && random.nextBoolean()) {
                attempt("voidTicket", () -> voidWhole(Seeded.one(random, tickets)));
            }
        }

        private void voidWhole(KitchenTicket ticket) {
            TicketWork.Task task = new TicketWork.Task(REQUEST, MERCHANT, EVERYTHING);
            TicketId id = ticket.id();
            work.run(
                    task,
                    () -> new TicketWork.About(
                            Stream.concat(
                                            Stream.of(ticket.order()),
                                            ticket.items().stream().map(KitchenTicketItem::order))
                                    .distinct()
                                    .sorted()
                                    .toList(),
                            List.of(id)),
                    (tx, kitchen) -> {
                        work.take(tx, task, kitchen, kitchen.voiding(id, Optional.of("why")));
                        return kitchen;
                    },
                    Till.reply(kitchen -> {}));
        }

        private Optional<Line> line(OrderId order) {
            List<Line> lines = till.found(order).lines().stream()
                    .filter(line -> line.lead().isEmpty())
                    .toList();
            return lines.isEmpty() ? Optional.empty() : Optional.of(Seeded.one(random, lines));
        }

        private Optional<ServedItems> served() {
            return random.nextInt(3) > 0 ? Optional.of(new ServedItems("complaint", EVERYTHING)) : Optional.empty();
        }

        private void changeQuantity(OrderId order) {
            line(order).ifPresent(line -> {
                Quantity wanted = some(line.quantity().plus(random.nextBoolean() ? Quantity.ONE : Quantity.ZERO));
                Optional<ServedItems> served = served();
                boolean note = random.nextInt(5) == 0;
                attempt(
                        served.isPresent() ? "reduceServed" : "change",
                        () -> change.handle(
                                new ChangeItems.Command(
                                        REQUEST,
                                        MERCHANT,
                                        order,
                                        Optional.empty(),
                                        List.of(new LineChange(
                                                line.id(),
                                                Optional.of(wanted),
                                                note ? Optional.of(Optional.of("no nuts")) : Optional.empty(),
                                                OptionalInt.empty(),
                                                OptionalInt.empty())),
                                        served,
                                        false),
                                Till.reply(changed -> {})));
            });
        }

        private void removeLine(OrderId order) {
            if (random.nextInt(3) > 0) {
                return;
            }
            Optional<LineId> line =
                    random.nextInt(3) == 0 ? Optional.empty() : line(order).map(Line::id);
            Optional<ServedItems> served = served();
            attempt(
                    served.isPresent() ? "removeServed" : "remove",
                    () -> remove.handle(
                            new RemoveItems.Command(
                                    REQUEST, MERCHANT, order, Optional.empty(), line, served, random.nextBoolean()),
                            Till.reply(removed -> {})));
        }

        private void split(OrderId order) {
            line(order)
                    .ifPresent(line -> attempt("split", () -> {
                        OrderFamily.SplitOff part = new OrderFamily.SplitOff(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(new OrderFamily.Piece(line.id(), some(line.quantity()))));
                        new SplitOrder(families, till.orders, till.settings, till.shiftRule, till.ids)
                                .handle(new SplitOrder.Command(task(order), List.of(part)), grown());
                    }));
        }

        private void check() {
            Map<LineId, Quantity> live = new TreeMap<>();
            Map<LineId, Quantity> working = new TreeMap<>();
            for (KitchenTicketItem dish : dishes()) {
                if (dish.status() != ItemStatus.VOIDED) {
                    live.merge(dish.line(), dish.billed(), Quantity::plus);
                }
                if (dish.status().open()) {
                    working.merge(dish.line(), dish.billed(), Quantity::plus);
                }
            }
            for (OrderId order : orders) {
                for (Line line : till.found(order).lines()) {
                    assertThat(line.sent())
                            .as("what line " + line.id() + " of order " + order + " has with the kitchen")
                            .isEqualTo(live.getOrDefault(line.id(), Quantity.ZERO))
                            .isLessThanOrEqualTo(line.quantity())
                            .isGreaterThanOrEqualTo(working.getOrDefault(line.id(), Quantity.ZERO));
                }
            }
        }

        /** All is served or voided: no screen shows anything, and what was voided can be sent again. */
        private void finish() {
            for (KitchenTicketItem dish : dishes()) {
                if (dish.status().open()) {
                    step(dish, random.nextBoolean() ? ItemStatus.VOIDED : ItemStatus.SERVED);
                }
            }
            check();
            assertThat(till.kitchens.all()).noneMatch(ticket -> ticket.status().open());
            for (OrderId order : orders) {
                if (till.found(order).header().status() == OrderStatus.DRAFT) {
                    attempt("send", () -> send(order));
                    check();
                }
            }
        }
    }
}
