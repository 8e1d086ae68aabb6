package nx.sale.application;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.ORIGIN;
import static nx.sale.domain.order.TestOrders.WAITER;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.effects.OrderEffects;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.live.Screens;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.order.CartTrail;
import nx.sale.application.order.ServedRemoval;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Permits;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.application.shift.ShiftRule;
import nx.sale.application.shift.TillReactions;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.catalogue.Catalogue;
import nx.sale.domain.catalogue.CatalogueSource;
import nx.sale.domain.catalogue.Channel;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.fake.InMemoryBills;
import nx.sale.domain.fake.InMemoryKitchens;
import nx.sale.domain.fake.InMemoryOperations;
import nx.sale.domain.fake.InMemoryOrders;
import nx.sale.domain.fake.InMemoryOutbox;
import nx.sale.domain.fake.InMemoryPayments;
import nx.sale.domain.fake.InMemoryPoints;
import nx.sale.domain.fake.InMemoryRequestLog;
import nx.sale.domain.fake.InMemorySalesFolding;
import nx.sale.domain.fake.InMemorySettings;
import nx.sale.domain.fake.InMemoryShifts;
import nx.sale.domain.fake.InMemoryStore;
import nx.sale.domain.fake.InMemoryUsages;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;

/** A till made of fakes: everything a use case needs, in memory. */
public final class Till implements Catalogue {
    public final InMemoryStore store = new InMemoryStore();
    public final InMemoryOrders orders = new InMemoryOrders(store);
    public final InMemoryBills bills = new InMemoryBills(store);
    public final InMemoryOperations operations = new InMemoryOperations(store);
    public final InMemoryPayments payments = new InMemoryPayments(store);
    public final InMemoryOutbox outbox = new InMemoryOutbox(store);
    public final InMemorySettings settings = new InMemorySettings(store);
    public final Requests requests = new Requests(store, new InMemoryRequestLog(store));
    public final Ids ids = TestOrders.ids(1_000);
    public final InMemoryKitchens kitchens = new InMemoryKitchens(store, orders);
    public final InMemoryUsages usages = new InMemoryUsages(store);
    public final InMemoryShifts shifts = new InMemoryShifts(store);
    public final ShiftRule shiftRule = new ShiftRule(shifts, shifts);
    public final InMemorySalesFolding folding = new InMemorySalesFolding(store);
    public final InMemoryPoints points = new InMemoryPoints(store);
    public final List<LiveUpdate> shown = new ArrayList<>();
    public final Screens screens = new Screens(shown::add);
    public final TableReactions tables = new TableReactions(usages, screens);
    public final OrderEffects effects = new OrderEffects(
            outbox,
            new OrderHistory(outbox),
            new ScreenReactions(screens),
            tables,
            new KitchenReactions(kitchens, ids),
            new TillReactions(shifts),
            new ReportReactions(folding),
            new PointReactions(points, outbox, ids));
    public final CartTrail trail = new CartTrail(outbox, screens);
    public final Permits permits = new Permits(NO_APPROVALS, outbox);
    public final ServedRemoval servedRemoval = new ServedRemoval(kitchens, permits);
    public final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    public Menu local = TestMenus.menu();

    private static final Approvals NO_APPROVALS = new Approvals() {
        @Override
        public void add(Tx tx, Approval approval, String token) {
            throw new UnsupportedOperationException("approvals are proven on PostgreSQL");
        }

        @Override
        public Optional<Approval> claim(
                Tx tx, MerchantId merchant, String token, String action, Approval.About about, Actor by, Instant at) {
            return Optional.empty();
        }
    };

    public ReadThroughMenu menus(CatalogueSource source) {
        return new ReadThroughMenu(this, source, store, clock);
    }

    public Request request(String key) {
        return new Request(ORIGIN, Optional.of(new RequestKey(MERCHANT, "user:42", key, "print")));
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

    /** A stored draft with two pho. */
    public OrderId draft() {
        Cart cart = Cart.open(TestOrders.opening(ids.next()), TestOrders.VIET_NAM, WAITER, NOON);
        cart.add(List.of(LineDraft.of(TestMenus.PHO, Quantity.of("2"))), local, ids, WAITER, NOON);
        return store.run(tx -> {
            orders.add(tx, cart);
            return cart.header().id();
        });
    }

    public OrderSnapshot found(OrderId id) {
        return orders.find(MERCHANT, id).orElseThrow();
    }

    @Override
    public Menu getMenu(MerchantId merchant, Collection<VariantId> wanted) {
        return local;
    }

    @Override
    public Optional<Channel> findChannel(MerchantId merchant, SaleChannelId id) {
        return id.value() == 70 ? Optional.of(new Channel(id, "Room", CurrencyCode.VND, true)) : Optional.empty();
    }

    @Override
    public void addVariants(Tx tx, MerchantId merchant, List<Variant> variants, Origin origin, Instant at) {
        local = local.with(variants);
    }

    @Override
    public void addChannels(Tx tx, MerchantId merchant, List<Channel> channels, Origin origin, Instant at) {
        throw new UnsupportedOperationException("not needed here");
    }
}
