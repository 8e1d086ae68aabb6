package nx.sale.application;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.ORIGIN;
import static nx.sale.domain.fixture.TestOrders.WAITER;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.order.CartTrail;
import nx.sale.application.order.Families;
import nx.sale.application.order.ServedRemoval;
import nx.sale.application.payment.WebhookWork;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.settings.GivenReasons;
import nx.sale.application.shift.ShiftRule;
import nx.sale.application.shift.TillReactions;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.fake.InMemoryBills;
import nx.sale.domain.fake.InMemoryCatalogue;
import nx.sale.domain.fake.InMemoryKitchens;
import nx.sale.domain.fake.InMemoryOperations;
import nx.sale.domain.fake.InMemoryOrders;
import nx.sale.domain.fake.InMemoryOutbox;
import nx.sale.domain.fake.InMemoryPayments;
import nx.sale.domain.fake.InMemorySettings;
import nx.sale.domain.fake.InMemoryShifts;
import nx.sale.domain.fake.InMemoryStore;
import nx.sale.domain.fake.InMemoryStores;
import nx.sale.domain.fake.InMemoryUsages;
import nx.sale.domain.fixture.TestKitchens;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;
import nx.sale.domain.shift.PosSession;

/** A till made of fakes: everything a use case needs, in memory. */
public final class Till {
    public static final SaleChannelId ROOM = new SaleChannelId(70);

    /** What somebody may who may nothing more. */
    public static final Authority NOBODY = new Authority(Set.of(), List.of());

    public final InMemoryStores stores = new InMemoryStores();
    public final InMemoryStore store = stores.work;
    public final InMemoryOrders orders = stores.orders;
    public final InMemoryBills bills = stores.bills;
    public final InMemoryOperations operations = stores.operations;
    public final InMemoryPayments payments = stores.payments;
    public final InMemoryOutbox outbox = stores.outbox;
    public final InMemorySettings settings = stores.settings;
    public final InMemoryKitchens kitchens = stores.kitchens;
    public final InMemoryUsages usages = stores.usages;
    public final InMemoryShifts shifts = stores.shifts;
    public final InMemoryCatalogue catalogue = stores.catalogue;
    public final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    public final Requests requests = new Requests(store, stores.requests, clock);
    public final Ids ids = TestOrders.ids(1_000);
    public final ShiftRule shiftRule = new ShiftRule(shifts, shifts);
    public final List<LiveUpdate> shown = new ArrayList<>();
    public final Screens screens = new Screens(shown::add);
    public final TableReactions tables = new TableReactions(usages, screens);
    public final TakeUnits takeUnits = new TakeUnits(usages, outbox, screens, ids);
    public final OrderEffects effects = new OrderEffects(
            outbox,
            new OrderHistory(outbox),
            new ScreenReactions(screens),
            tables,
            new KitchenReactions(kitchens, ids),
            new TillReactions(shifts),
            new ReportReactions(stores.folding),
            new PointReactions(stores.points, outbox, ids));
    public final CartTrail trail = new CartTrail(outbox, screens);
    public final Permits permits = new Permits(stores.approvals, outbox);
    public final GivenReasons reasons = new GivenReasons(settings);
    public final ServedRemoval servedRemoval = new ServedRemoval(reasons, kitchens, permits);
    private Instant now = NOON;
    public final Families families =
            new Families(requests, orders, orders, operations, operations, settings, effects, ids, clock);

    public Till() {
        store.run(tx -> {
            catalogue.addVariants(tx, MERCHANT, TestMenus.variants(), ORIGIN, NOON);
            catalogue.addChannels(
                    tx, MERCHANT, List.of(new Channel(ROOM, "Room", CurrencyCode.VND, true)), ORIGIN, NOON);
            return tx;
        });
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    public ReadThroughMenu menus(CatalogueSource source) {
        return new ReadThroughMenu(catalogue, source, store, clock);
    }

    public Request request(String key) {
        return new Request(ORIGIN, Optional.of(new RequestKey(MERCHANT, "user:42", key, "print")));
    }

    /** A request that is not to be remembered. */
    public static Request request() {
        return new Request(ORIGIN, Optional.empty());
    }

    /**
     * An answer that says nothing of the result.
     *
     * @param replayed whether this is the answer of an earlier request
     */
    public record Answer(boolean replayed) {}

    /** Shows the result to the test. */
    public static <T> Reply<T, Answer> reply(Consumer<T> assertions) {
        return new Reply<>() {
            @Override
            public Answer of(T result) {
                assertions.accept(result);
                return new Answer(false);
            }

            @Override
            public Kept keep(Answer answer) {
                return Kept.of("");
            }

            @Override
            public Answer recall(Kept kept) {
                return new Answer(true);
            }
        };
    }

    /** Gives the result itself, for a request without a key. */
    public static <T> Reply<T, T> result() {
        return new Reply<>() {
            @Override
            public T of(T result) {
                return result;
            }

            @Override
            public Kept keep(T answer) {
                throw new IllegalStateException("a request without a key keeps nothing");
            }

            @Override
            public T recall(Kept kept) {
                throw new IllegalStateException("a request without a key recalls nothing");
            }
        };
    }

    /** The names of the published events, in their order. */
    public List<String> events() {
        return outbox.events().stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    /** What screens were shown, in its order. */
    public List<String> screenActions() {
        return shown.stream()
                .map(update -> update.data().getOrDefault("action", ""))
                .toList();
    }

    /** A stored draft with two pho. */
    public OrderId draft() {
        Cart cart = Cart.open(TestOrders.opening(ids.next()), TestOrders.VIET_NAM, WAITER, NOON);
        cart.add(List.of(LineDraft.of(TestMenus.PHO, Quantity.of("2"))), TestMenus.menu(), ids, WAITER, NOON);
        return store.run(tx -> {
            orders.add(tx, cart);
            return cart.header().id();
        });
    }

    /** Two pho, checked out with 10 % tax: 143,000 to pay. */
    public OrderId checkedOut() {
        OrderId draft = draft();
        change(
                draft,
                order -> order.checkOut(
                        TestOrders.quote(found(draft)),
                        TestOrders.TERMS,
                        Money.zero(CurrencyCode.VND),
                        Settings.DEFAULT,
                        WAITER,
                        NOON));
        return draft;
    }

    /** The order with so much paid on it. */
    public OrderId paid(OrderId id, String amount) {
        change(id, order -> TestOrders.pay(order, amount, Optional.empty()));
        return id;
    }

    private void change(OrderId id, Consumer<SaleOrder> change) {
        store.run(tx -> {
            SaleOrder order = orders.lock(tx, MERCHANT, id);
            change.accept(order);
            orders.update(tx, order);
            return id;
        });
    }

    public OrderSnapshot found(OrderId id) {
        return orders.find(MERCHANT, id).orElseThrow();
    }

    /** A table for four, in a layout of its own. */
    public FloorUnit table(String code) {
        return unit(layout(code));
    }

    /** A layout with one table for four. */
    public AllocationLayout layout(String code) {
        AllocationLayout layout = AllocationLayout.drawn(
                new LayoutId(ids.next()), MERCHANT, "Room", List.of(zone(code)), ids, WAITER, NOON);
        return store.run(tx -> {
            stores.layouts.add(tx, layout);
            return layout;
        });
    }

    /** A zone as it is wanted, with new tables for four. */
    public static AllocationLayout.ZonePlan zone(String... codes) {
        return new AllocationLayout.ZonePlan(
                Optional.empty(),
                "Room",
                List.of(),
                List.of(codes).stream()
                        .map(code -> new AllocationLayout.UnitPlan(
                                Optional.empty(),
                                code,
                                AllocationLayout.Kind.TABLE,
                                4,
                                AllocationLayout.Spot.SOMEWHERE,
                                false))
                        .toList());
    }

    /** The first table of a layout. */
    public FloorUnit unit(AllocationLayout layout) {
        UnitId id = layout.units().findFirst().orElseThrow().id();
        return store.run(tx -> usages.lockUnits(tx, MERCHANT, List.of(id)).getFirst());
    }

    /** The party of an order at a table, for two hours. */
    public AllocationUsage seat(OrderId order, FloorUnit unit) {
        return store.run(tx -> {
            orders.lockHeaders(tx, MERCHANT, List.of(order));
            return takeUnits
                    .forOrder(
                            tx,
                            found(order).header(),
                            List.of(unit.id()),
                            new Window(now, now.plus(Duration.ofHours(2))),
                            Optional.empty(),
                            ORIGIN,
                            now)
                    .getFirst();
        });
    }

    /** The tables an order has, or had, with how that ended. */
    public List<String> tables(OrderId order) {
        return usages.all().stream()
                .filter(usage -> usage.taker().equals(Taker.order(order)))
                .map(usage -> usage.unit().code() + " " + usage.status())
                .sorted()
                .toList();
    }

    /** A kitchen station that everything on the menu can be sent to. */
    public KitchenStation station() {
        KitchenStation station = new KitchenStation(
                new StationId(ids.next()), MERCHANT, "HOT", "Hot kitchen", List.of(), 1, Trace.created(NOON, WAITER));
        return store.run(tx -> {
            kitchens.add(tx, station);
            return station;
        });
    }

    /** The ticket of all there is on an order. */
    public KitchenTicket sent(OrderId order) {
        return store.run(tx -> {
            orders.lockHeaders(tx, MERCHANT, List.of(order));
            return kitchens.add(tx, TestKitchens.sent(found(order), TestKitchens.allTo(TestKitchens.HOT), ids))
                    .getFirst();
        });
    }

    /** The open shift of till-1, with a float of 500,000. */
    public PosSession.Open shift() {
        return store.run(tx -> {
            PosSession.Open session = TestShifts.opened(ids.next());
            shifts.add(
                    tx, session, shifts.lockTill(tx, MERCHANT, TestShifts.TILL).opening(session.id()));
            return session;
        });
    }

    /** Somebody else agrees: what a caller brings who has their approval. */
    public Authority approved(String action, Approval.About about) {
        String token = "token-" + ids.next();
        store.run(tx -> {
            stores.approvals.add(
                    tx,
                    new Approval(
                            new ApprovalId(ids.next()),
                            MERCHANT,
                            action,
                            about,
                            "Manager (9)",
                            "agreed",
                            now,
                            now.plus(Approval.GOOD_FOR)),
                    token);
            return token;
        });
        return new Authority(Set.of(), List.of(token));
    }

    /** Money in the currency of the till. */
    public static Money vnd(String amount) {
        return new Money(new BigDecimal(amount).setScale(Money.SCALE), CurrencyCode.VND);
    }

    /** What applies webhooks here, by this clock. */
    public WebhookWork webhooks(Clock by) {
        return new WebhookWork(
                orders, bills, stores.returns, settings, payments, orders, bills, payments, effects, screens, ids, by);
    }
}
