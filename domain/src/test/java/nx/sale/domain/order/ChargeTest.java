package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.CHARGES;
import static nx.sale.domain.fixture.TestOrders.GROUNDS;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.TERMS;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.essence;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.charge.Charge;
import nx.sale.domain.order.charge.ChargeError;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import org.junit.jupiter.api.Test;

/** Orders with five per cent service, 1,500 cover from two guests on, and a charge on deliveries. */
class ChargeTest {
    private static final Charge.Waiver SLOW = new Charge.Waiver("the kitchen was slow", "user:42", NOON);

    private final Ids ids = TestOrders.ids(5_000);

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private Cart order(long id, CurrencyCode currency, LineDraft... items) {
        Cart.Opening usual = TestOrders.opening(id);
        Cart cart = Cart.open(
                new Cart.Opening(
                        new OrderId(id),
                        usual.place(),
                        currency,
                        usual.exchangeRate(),
                        Optional.empty(),
                        CHARGES,
                        Cart.Description.NONE),
                VIET_NAM,
                WAITER,
                NOON);
        cart.add(List.of(items), TestMenus.menu(), ids, WAITER, NOON);
        return cart;
    }

    private Cart order(LineDraft... items) {
        return order(1, CurrencyCode.VND, items);
    }

    private static Cart.Description guests(int guests) {
        return new Cart.Description(
                Optional.empty(),
                Optional.empty(),
                Optional.of(OptionalInt.of(guests)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Cart.Description type(OrderType type) {
        return new Cart.Description(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(type),
                Optional.empty());
    }

    private static OrderSnapshot snapshot(Cart cart) {
        return new OrderSnapshot(cart.header(), cart.lines());
    }

    private static List<Money> amounts(OrderHeader header) {
        return header.charges().all().stream().map(Charge::amount).toList();
    }

    // CHARGE-2
    @Test
    void anOrderHasItsOwnCopy() {
        assertThat(order().header().charges().all()).extracting(Charge::terms).isEqualTo(CHARGES);
    }

    // CHARGE-1
    @Test
    void anOrderBearsAChargeWhileItMeetsItsConditions() {
        Cart cart = order(special("10000", "1"));
        assertThat(amounts(cart.header())).containsExactly(vnd("500"), vnd("0"), vnd("0"));
        cart.describe(guests(2), WAITER, NOON);
        assertThat(amounts(cart.header())).containsExactly(vnd("500"), vnd("1500"), vnd("0"));
        cart.describe(type(OrderType.DELIVERY), WAITER, NOON);
        assertThat(amounts(cart.header())).containsExactly(vnd("500"), vnd("1500"), vnd("333"));

        CurrencyCode dollars = new CurrencyCode("USD");
        Cart abroad = order(2, dollars, special("10", "1"));
        abroad.describe(guests(2), WAITER, NOON);
        assertThat(amounts(abroad.header()))
                .containsExactly(Money.of("0.5", dollars), Money.zero(dollars), Money.zero(dollars));
    }

    // CHARGE-3
    @Test
    void aChargeIsCountedOfWhatIsLeft_withItsTax() {
        Cart cart = order(special("33333.3333", "1"));
        cart.describe(guests(2), WAITER, NOON);
        cart.adjust(List.of(), new Adjustment.Amount(vnd("3333")), GROUNDS, ids, WAITER, NOON);

        // N = 30,000.3333; 5 % = 1,500.0167 and 8 % of it 120.0013; 1,500 and 10 % of it
        Totals totals = cart.header().totals();
        assertThat(totals.charge()).isEqualTo(vnd("3000.0167"));
        assertThat(totals.tax()).isEqualTo(vnd("270.0013"));
        assertThat(totals.total()).isEqualTo(vnd("33270"));

        cart.adjust(List.of(), new Adjustment.Amount(vnd("99999")), GROUNDS, ids, WAITER, NOON);
        assertThat(cart.header().totals().total()).isEqualTo(vnd("0"));
        assertThat(amounts(cart.header())).containsOnly(vnd("0"));
    }

    // CHARGE-4
    @Test
    void aChargeIsWaivedAndChargedAgain() {
        Cart cart = order(special("10000", "1"));
        String before = essence(snapshot(cart));
        cart.charge(charges -> charges.waived("SERVICE", SLOW), WAITER, NOON);
        assertThat(cart.header().totals().charge()).isEqualTo(vnd("0"));
        assertThat(cart.header().totals().tax()).isEqualTo(vnd("0"));
        assertThat(cart.header().charges().all().getFirst().base()).isEqualTo(vnd("10000"));
        assertRejected(
                () -> cart.charge(charges -> charges.waived("SERVICE", SLOW), WAITER, NOON),
                new ChargeError.Waived("SERVICE"));
        cart.charge(charges -> charges.restored("SERVICE"), WAITER, NOON);
        assertThat(essence(snapshot(cart))).isEqualTo(before);
        assertRejected(
                () -> cart.charge(charges -> charges.restored("SERVICE"), WAITER, NOON),
                new ChargeError.NotWaived("SERVICE"));
        assertRejected(
                () -> cart.charge(charges -> charges.restored("PIANO"), WAITER, NOON),
                new ChargeError.NotFound("PIANO"));
    }

    // CHARGE-5
    @Test
    void checkoutFixesChargesAndDividesThemOverTheLines() {
        Cart cart = order(special("10000", "1"), special("20000", "1"), special("7", "1"));
        cart.adjust(List.of(cart.lines().getLast().id()), new Adjustment.Comp(), GROUNDS, ids, WAITER, NOON);
        cart.describe(guests(2), WAITER, NOON);
        OrderSnapshot draft = snapshot(cart);
        SaleOrder order = SaleOrder.rehydrate(draft);
        order.checkOut(TestOrders.quote(draft), TERMS, vnd("0"), Settings.DEFAULT, WAITER, NOON);

        // 1,500 and 1,500 over 10,000 and 20,000; the comped line has none
        assertThat(order.lines())
                .extracting(line -> line.prices().charged().amount())
                .containsExactly(vnd("1000"), vnd("2000"), vnd("0"));
        assertThat(order.lines())
                .extracting(line -> line.prices().charged().tax())
                .containsExactly(vnd("90"), vnd("180"), vnd("0"));
        assertThat(order.header().totals().tax()).isEqualTo(vnd("3270"));

        // CHARGE-3
        Cart later = Cart.rehydrate(order.header(), order.lines(), Map.of());
        later.describe(guests(1), WAITER, NOON);
        assertThat(later.header().totals()).isEqualTo(order.header().totals());

        order.revert(WAITER, NOON);
        assertThat(essence(order.snapshot())).isEqualTo(essence(draft));
        assertThat(order.header().totals().tax()).isEqualTo(vnd("270"));
    }

    // CHARGE-6
    @Test
    void ordersThatExchangeLinesCountTheirOwnChargesAnew() {
        Cart a = order(1, CurrencyCode.VND, special("10000", "1"));
        a.charge(charges -> charges.waived("SERVICE", SLOW), WAITER, NOON);
        Cart b = order(2, CurrencyCode.VND, special("20000", "2"));
        b.describe(guests(2), WAITER, NOON);
        OrderSnapshot before = snapshot(b);

        OrderFamily family = OrderFamily.rehydrate(List.of(snapshot(a), before));
        OrderOperation merge = family.merge(a.header().id(), List.of(b.header().id()), ids, context());

        // the target's waiver holds, and the guests who came along make it bear the cover
        assertThat(amounts(family.order(a.header().id()).header())).containsExactly(vnd("0"), vnd("1500"), vnd("0"));
        assertThat(amounts(family.order(b.header().id()).header())).containsOnly(vnd("0"));
        assertThat(merge.difference().none()).isTrue();
        assertThat(merge.before().getLast().charges())
                .extracting(Sums.Charge::name, Sums.Charge::amount)
                .contains(tuple("Service", vnd("2000")));

        OrderFamily back = OrderFamily.rehydrate(family.orders());
        back.undoMerge(merge, List.of(merge), ids, context());
        assertThat(essence(back.order(b.header().id()))).isEqualTo(essence(before));

        OrderFamily apart = OrderFamily.rehydrate(List.of(snapshot(a)));
        apart.split(
                a.header().id(),
                List.of(new OrderFamily.SplitOff(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new OrderFamily.Piece(
                                a.lines().getFirst().id(), a.lines().getFirst().quantity())))),
                VIET_NAM,
                ids,
                context());
        assertThat(apart.orders().getLast().header().charges().all().getFirst().waived())
                .isTrue();
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON);
    }
}
