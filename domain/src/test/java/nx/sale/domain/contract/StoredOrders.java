package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.UnitOfWork;

/** Orders in the store under test, in the situations that contracts start from. */
public final class StoredOrders {
    private final UnitOfWork work;
    private final MerchantId merchant;
    private final Orders orders;
    private final OrderViews views;

    public StoredOrders(UnitOfWork work, MerchantId merchant, Orders orders, OrderViews views) {
        this.work = work;
        this.merchant = merchant;
        this.orders = orders;
        this.views = views;
    }

    /** A draft without a line. */
    public OrderId empty() {
        return add(opened());
    }

    /** A draft with one line of pho for each quantity; equal dishes merge. */
    public OrderId pho(String... quantities) {
        Cart cart = opened();
        for (String quantity : quantities) {
            order(cart, LineDraft.of(TestMenus.PHO, Quantity.of(quantity)));
        }
        return add(cart);
    }

    /** A draft with two pho and a tea. */
    public OrderId draft() {
        Cart cart = opened();
        order(cart, LineDraft.of(TestMenus.PHO, Quantity.of("2")), LineDraft.of(TestMenus.TEA, Quantity.ONE));
        return add(cart);
    }

    /** Two pho and a tea with service charges, one of them waived, a discount on the pho that somebody allowed, and two on the order. */
    public OrderId discounted() {
        Cart.Opening like = TestOrders.opening(Contract.IDS.next());
        Cart cart = Cart.open(
                new Cart.Opening(
                        like.id(),
                        new OrderHeader.Place(
                                merchant, like.place().channel(), like.place().device()),
                        like.currency(),
                        like.exchangeRate(),
                        Optional.empty(),
                        TestOrders.CHARGES,
                        like.description()),
                TestOrders.VIET_NAM,
                WAITER,
                NOON);
        order(cart, LineDraft.of(TestMenus.PHO, Quantity.of("2")), LineDraft.of(TestMenus.TEA, Quantity.ONE));
        List<LineId> pho = List.of(cart.lines().getFirst().id());
        List<Adjustment> given = give(cart, pho, new Adjustment.Percent(new BigDecimal("33.33")));
        cart.allow(Map.of(
                given.getFirst().id(),
                new Adjustment.Allowed("user:1", Money.of("50000", CurrencyCode.VND), Adjustment.Scope.LINE)));
        give(cart, List.of(), new Adjustment.Amount(Money.of("1000", CurrencyCode.VND)));
        give(cart, List.of(), new Adjustment.Code("SPRING"));
        cart.charge(
                charges -> charges.waived("COVER", new Charge.Waiver("the kitchen was slow", "user:42", NOON)),
                WAITER,
                NOON);
        return add(cart);
    }

    private static List<Adjustment> give(Cart cart, List<LineId> on, Adjustment.Effect effect) {
        return cart.adjust(on, effect, TestOrders.GROUNDS, Contract.IDS, WAITER, NOON);
    }

    /** Two pho and a tea, checked out: 154,000 to pay. */
    public OrderId checkedOut() {
        return checkedOut(draft());
    }

    /** The draft checked out with 10 % tax. */
    public OrderId checkedOut(OrderId id) {
        OrderSnapshot draft = found(id);
        return work.run(tx -> {
            SaleOrder order = orders.lock(tx, merchant, id);
            order.checkOut(
                    TestOrders.quote(draft),
                    TestOrders.TERMS,
                    Money.zero(CurrencyCode.VND),
                    Settings.DEFAULT,
                    WAITER,
                    NOON);
            orders.update(tx, order);
            return id;
        });
    }

    /** Two pho and a tea, paid. */
    public OrderId completed() {
        OrderId id = checkedOut();
        return work.run(tx -> {
            SaleOrder order = orders.lock(tx, merchant, id);
            TestOrders.pay(order, "154000", Optional.empty());
            orders.update(tx, order);
            return id;
        });
    }

    public OrderSnapshot found(OrderId id) {
        return views.find(merchant, id).orElseThrow();
    }

    private Cart opened() {
        Cart.Opening like = TestOrders.opening(Contract.IDS.next());
        return Cart.open(
                new Cart.Opening(
                        like.id(),
                        new OrderHeader.Place(
                                merchant, like.place().channel(), like.place().device()),
                        like.currency(),
                        like.exchangeRate(),
                        Optional.empty(),
                        List.of(),
                        like.description()),
                TestOrders.VIET_NAM,
                WAITER,
                NOON);
    }

    private static void order(Cart cart, LineDraft... items) {
        cart.add(List.of(items), TestMenus.menu(), Contract.IDS, WAITER, NOON);
    }

    private OrderId add(Cart cart) {
        return work.run(tx -> {
            orders.add(tx, cart);
            return cart.header().id();
        });
    }
}
