package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.GROUNDS;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.TERMS;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.essence;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

class DiscountTest {
    private final Ids ids = TestOrders.ids(5_000);

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static Adjustment.Effect percent(String value) {
        return new Adjustment.Percent(new BigDecimal(value));
    }

    private static Adjustment.Effect amount(String value) {
        return new Adjustment.Amount(vnd(value));
    }

    private static final Adjustment.Effect COMP = new Adjustment.Comp();

    private OrderSnapshot order(long id, LineDraft... items) {
        Cart cart = Cart.open(TestOrders.opening(id), VIET_NAM, WAITER, NOON);
        cart.add(List.of(items), TestMenus.menu(), ids, WAITER, NOON);
        return new OrderSnapshot(cart.header(), cart.touched());
    }

    private static Cart cart(OrderSnapshot order) {
        return Cart.rehydrate(order.header(), order.lines(), Map.of());
    }

    private static OrderSnapshot after(OrderSnapshot order, Consumer<Cart> act) {
        Cart cart = cart(order);
        act.accept(cart);
        return new OrderSnapshot(cart.header(), cart.lines());
    }

    private OrderSnapshot given(OrderSnapshot order, int line, Adjustment.Effect effect) {
        return after(
                order,
                cart -> cart.adjust(
                        line < 0 ? List.of() : List.of(order.lines().get(line).id()),
                        effect,
                        GROUNDS,
                        ids,
                        WAITER,
                        NOON));
    }

    private OrderSnapshot givenOnOrder(OrderSnapshot order, Adjustment.Effect effect) {
        return given(order, -1, effect);
    }

    private static List<Money> off(OrderSnapshot order) {
        return order.lines().stream().map(line -> line.discounts().amount()).toList();
    }

    // DISCOUNT-1
    @Test
    void onePercentOnTwoLinesIsTwoAdjustments_andAPartOfAComboHasNone() {
        OrderSnapshot two = order(1, special("10000", "1"), special("20000", "1"));
        Cart cart = cart(two);
        List<Adjustment> given =
                cart.adjust(two.lines().stream().map(Line::id).toList(), percent("10"), GROUNDS, ids, WAITER, NOON);
        assertThat(given).extracting(Adjustment::id).doesNotHaveDuplicates().hasSize(2);
        assertThat(cart.header().totals().discount()).isEqualTo(vnd("3000"));

        OrderSnapshot combo = order(2, LineDraft.of(TestMenus.LUNCH, Quantity.ONE));
        Line part = combo.lines().get(1);
        assertRejected(
                () -> cart(combo).adjust(List.of(part.id()), COMP, GROUNDS, ids, WAITER, NOON),
                new OrderError.PartOfCombo(part.id(), combo.lines().getFirst().id()));
    }

    // DISCOUNT-2
    @Test
    void adjustmentsOfALineTakeEffectInTheOrderGiven_thenTheOrders() {
        OrderSnapshot order = order(1, special("33333.3333", "1"), special("1000", "1"));
        order = given(order, 0, amount("3333"));
        order = given(order, 0, percent("10"));
        order = givenOnOrder(order, percent("33.33"));
        // 33,333.3333 - 3,333 = 30,000.3333; 10 % = 3,000.0333; 33.33 % of 27,000.3000 = 8,999.2000 (8,999.19999)
        assertThat(off(order)).containsExactly(vnd("15332.2333"), vnd("333.3"));

        order = given(order, 1, COMP);
        // a comp takes all, so that the order's percent finds nothing
        assertThat(off(order)).containsExactly(vnd("15332.2333"), vnd("1000"));
        assertThat(order.header().totals().discount()).isEqualTo(vnd("16332.2333"));
    }

    // DISCOUNT-3
    @Test
    void whatAnAmountTakesOfTheOrderIsOneNumberUntilCheckout() {
        OrderSnapshot order = givenOnOrder(order(1, special("10000", "1"), special("5000", "1")), amount("12000"));
        assertThat(off(order)).containsExactly(vnd("0"), vnd("0"));
        assertThat(order.header().discounts().amount()).isEqualTo(vnd("12000"));
        assertThat(order.header().totals().total()).isEqualTo(vnd("3000"));

        LineId first = order.lines().getFirst().id();
        OrderSnapshot fewer = after(order, cart -> cart.remove(List.of(first), WAITER, NOON));
        assertThat(fewer.header().discounts().amount()).isEqualTo(vnd("5000"));
        assertThat(fewer.header().totals().total()).isEqualTo(vnd("0"));

        // a command that loads one line moves the sums like one that loads all
        Line second = order.lines().get(1);
        Cart one = Cart.rehydrate(order.header(), List.of(second), Map.of());
        one.change(
                List.of(new LineChange(
                        second.id(),
                        Optional.of(Quantity.of("3")),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty())),
                WAITER,
                NOON);
        assertThat(one.header().totals().subtotal()).isEqualTo(vnd("25000"));
        assertThat(one.header().totals().discount()).isEqualTo(vnd("12000"));
    }

    // DISCOUNT-4
    @Test
    void checkoutLaysWhatWasGivenOverPricing() {
        OrderSnapshot draft = given(order(1, special("10000", "3"), special("7000", "1")), 0, percent("10"));
        draft = givenOnOrder(draft, amount("1000"));
        Quote quote = quote(draft, List.of("6000", "0"), List.of("2400", "560"));

        SaleOrder order = SaleOrder.rehydrate(draft);
        assertThat(order.pricedBy(quote).header().totals().discount()).isEqualTo(vnd("9400"));
        order.checkOut(quote, TERMS, vnd("0"), Settings.DEFAULT, WAITER, NOON);

        // line 1: R = 24,000, 10 % = 2,400, R = 21,600; line 2: R = 7,000; 1,000 over 28,600: 755.2448 and 244.7552
        assertThat(off(order.snapshot())).containsExactly(vnd("3155.2448"), vnd("244.7552"));
        assertThat(order.lines())
                .extracting(line -> line.prices().discount())
                .containsExactly(vnd("9155.2448"), vnd("244.7552"));
        assertThat(order.snapshot().taken().values().stream().reduce(vnd("0"), Money::plus))
                .isEqualTo(vnd("3400"));
        // 2,400 x 20,844.7552 / 24,000 and 560 x 6,755.2448 / 7,000
        assertThat(order.lines())
                .extracting(line -> line.prices().tax())
                .containsExactly(vnd("2084.4755"), vnd("540.4196"));
        assertThat(order.lines().getFirst().prices().unit()).isEqualTo(vnd("6948.2517"));
        assertThat(order.header().discounts().amount()).isEqualTo(vnd("0"));
        assertThat(order.header().totals().total()).isEqualTo(vnd("30225"));
        assertThat(order.lines().getFirst().quoted()).isPresent();
    }

    // DISCOUNT-4
    @Test
    void aLineThatCostsNothingHasNoTax_alsoWhenPricingTookAllOff() {
        OrderSnapshot draft = order(1, special("10000", "1"), special("7000", "1"));
        SaleOrder order = SaleOrder.rehydrate(draft);

        order.checkOut(
                quote(draft, List.of("10000", "0"), List.of("800", "560")),
                TERMS,
                vnd("0"),
                Settings.DEFAULT,
                WAITER,
                NOON);

        assertThat(order.lines()).extracting(line -> line.prices().tax()).containsExactly(vnd("0"), vnd("560"));
        assertThat(order.header().totals().total()).isEqualTo(vnd("7560"));
    }

    private static Quote quote(OrderSnapshot cart, List<String> discounts, List<String> taxes) {
        List<Quote.Priced> priced = IntStream.range(0, cart.lines().size())
                .mapToObj(place -> {
                    Line line = cart.lines().get(place);
                    return new Quote.Priced(
                            line.id(),
                            line.prices().base(),
                            line.prices().base(),
                            vnd(discounts.get(place)),
                            vnd(taxes.get(place)),
                            line.prices().total(),
                            new Line.Fare(Optional.empty(), Optional.empty()),
                            "{}");
                })
                .toList();
        Money zero = vnd("0");
        return new Quote(
                priced,
                priced.stream().map(Quote.Priced::total).reduce(zero, Money::plus),
                priced.stream().map(Quote.Priced::discount).reduce(zero, Money::plus),
                priced.stream().map(Quote.Priced::tax).reduce(zero, Money::plus),
                zero,
                "{}");
    }

    // DISCOUNT-5
    @Test
    void revertBringsTheCartBackAsItWas_andACheckedOutOrderTakesNothing() {
        OrderSnapshot draft = given(order(1, special("10000", "3"), special("7000", "1")), 0, percent("10"));
        OrderSnapshot cart = givenOnOrder(givenOnOrder(draft, percent("5")), amount("1000"));
        SaleOrder order = SaleOrder.rehydrate(cart);
        order.checkOut(
                quote(cart, List.of("6000", "0"), List.of("2400", "560")),
                TERMS,
                vnd("0"),
                Settings.DEFAULT,
                WAITER,
                NOON);
        OrderSnapshot priced = order.snapshot();
        assertRejected(
                () -> givenOnOrder(priced, amount("1")),
                new OrderError.NotAllowed(
                        priced.header().id(), OrderStatus.PROCESSING, OrderStatus.Action.CHANGE_ITEMS));

        order.revert(WAITER, NOON);

        assertThat(essence(order.snapshot())).isEqualTo(essence(cart));
    }

    // DISCOUNT-6
    @Test
    void thereIsAnEndToWhatIsGiven() {
        OrderSnapshot order = order(1, special("10000", "1"));
        LineId line = order.lines().getFirst().id();
        for (int more = 0; more < 20; more++) {
            order = givenOnOrder(given(order, 0, percent("1")), amount("1"));
        }
        OrderSnapshot full = order;
        assertRejected(() -> given(full, 0, percent("1")), new DiscountError.TooMany(List.of(line), 20));
        assertRejected(() -> givenOnOrder(full, amount("1")), new DiscountError.TooMany(List.of(), 20));
        OrderSnapshot plain = order(2, special("10000", "1"));
        assertRejected(() -> givenOnOrder(plain, amount("0.5")), new DiscountError.NotPayable(vnd("0.5"), 0));
        OrderSnapshot coded = givenOnOrder(plain, new Adjustment.Code("SPRING"));
        AdjustmentId code = coded.header().discounts().codes().getFirst().id();
        assertRejected(
                () -> givenOnOrder(coded, new Adjustment.Code("SPRING")),
                new DiscountError.CodePresent("SPRING", code));
    }

    @Test
    void whatWasGivenIsTakenBackWhereverItIs() {
        OrderSnapshot order = order(1, special("10000", "1"), special("5000", "1"));
        OrderSnapshot with = givenOnOrder(given(order, 0, percent("10")), percent("50"));
        AdjustmentId onLine =
                with.lines().getFirst().discounts().adjustments().getFirst().id();
        AdjustmentId onOrder =
                with.header().discounts().adjustments().getFirst().id();

        OrderSnapshot without = after(with, cart -> cart.takeBack(onOrder, WAITER, NOON));
        assertThat(off(without)).containsExactly(vnd("1000"), vnd("0"));
        without = after(without, cart -> cart.takeBack(onLine, WAITER, NOON));
        assertThat(without.lines()).isEqualTo(order.lines());
        assertThat(without.header().totals()).isEqualTo(order.header().totals());
        OrderSnapshot none = without;
        assertRejected(
                () -> after(none, cart -> cart.takeBack(onLine, WAITER, NOON)), new DiscountError.NotFound(onLine));
    }

    // DISCOUNT-8
    @Test
    void whatComesLaterIsNotDiscounted() {
        OrderSnapshot order = given(order(1, LineDraft.of(TestMenus.PHO, Quantity.ONE)), 0, COMP);

        OrderSnapshot more = after(
                order,
                cart -> cart.add(
                        List.of(LineDraft.of(TestMenus.PHO, Quantity.ONE)), TestMenus.menu(), ids, WAITER, NOON));

        assertThat(more.lines()).hasSize(2);
        Money price = order.lines().getFirst().prices().held();
        assertThat(more.header().totals().total()).isEqualTo(price);
        OrderSnapshot combo = given(order(2, LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), 0, percent("5"));
        assertRejected(
                () -> cart(combo)
                        .add(List.of(LineDraft.of(TestMenus.LUNCH, Quantity.ONE)), TestMenus.menu(), ids, WAITER, NOON),
                new OrderError.ComboPresent(
                        TestMenus.LUNCH, combo.lines().getFirst().id()));
    }

    private final List<OrderOperation> operations = new ArrayList<>();

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON);
    }

    private OrderFamily split(OrderSnapshot order, int line, String quantity) {
        OrderFamily family = OrderFamily.rehydrate(List.of(order));
        operations.add(family.split(
                order.header().id(),
                List.of(new OrderFamily.SplitOff(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new OrderFamily.Piece(order.lines().get(line).id(), Quantity.of(quantity))))),
                VIET_NAM,
                ids,
                context()));
        return family;
    }

    private static OrderFamily again(OrderFamily family) {
        return OrderFamily.rehydrate(family.orders());
    }

    // DISCOUNT-9
    @Test
    void aPartTakesItsShareOfWhatWasTakenOff_andGivesItBack() {
        OrderSnapshot order = given(order(1, special("10000", "3")), 0, percent("33.33"));
        order = given(order, 0, amount("5000"));
        assertThat(off(order)).containsExactly(vnd("14999"));

        OrderFamily family = split(order, 0, "1");
        OrderSnapshot parent = family.order(order.header().id());
        OrderSnapshot child = family.orders().getLast();
        assertThat(off(child)).containsExactly(vnd("4999.6667"));
        assertThat(off(parent)).containsExactly(vnd("9999.3333"));
        assertThat(child.taken().values().stream().reduce(vnd("0"), Money::plus))
                .isEqualTo(vnd("4999.6667"));
        assertThat(parent.taken().values().stream().reduce(vnd("0"), Money::plus))
                .isEqualTo(vnd("9999.3333"));
        assertThat(child.lines().getFirst().discounts().adjustments())
                .extracting(Adjustment::effect)
                .containsExactly(percent("33.33"), amount("1666.6667"));
        assertThat(parent.lines().getFirst().discounts().adjustments())
                .extracting(Adjustment::effect)
                .containsExactly(percent("33.33"), amount("3333.3333"));

        OrderFamily back = again(family);
        back.undoSplit(operations.getLast(), operations, ids, context());
        assertThat(essence(back.order(order.header().id()))).isEqualTo(essence(order));

        // a part that was given more returns as a line of its own, and everything is still there
        OrderSnapshot more = given(child, 0, percent("50"));
        OrderFamily later = OrderFamily.rehydrate(List.of(parent, more));
        later.undoSplit(operations.getLast(), operations, ids, context());
        assertThat(later.order(order.header().id()).lines()).hasSize(2);
    }

    // DISCOUNT-10
    @Test
    void ordersWithTheSamePercentsKeepThem() {
        OrderSnapshot a = givenOnOrder(order(1, special("10000", "1")), percent("10"));
        OrderSnapshot b = givenOnOrder(order(2, special("7777", "1")), percent("10"));

        OrderFamily family = OrderFamily.rehydrate(List.of(a, b));
        family.merge(a.header().id(), List.of(b.header().id()), ids, context());

        OrderSnapshot merged = family.order(a.header().id());
        assertThat(merged.header().discounts()).isEqualTo(a.header().discounts());
        assertThat(merged.lines())
                .allSatisfy(line -> assertThat(line.discounts().adjustments()).isEmpty());
        assertThat(merged.header().totals().discount()).isEqualTo(vnd("1777.7"));
    }

    // DISCOUNT-10
    @Test
    void otherwiseTheLinesCarryWhatTheirOrderWasGiven() {
        OrderSnapshot a = givenOnOrder(order(1, special("10000", "1"), special("3333", "1")), percent("10"));
        OrderSnapshot b = givenOnOrder(order(2, special("7000", "1"), special("20000", "1")), amount("1000"));

        OrderFamily family = OrderFamily.rehydrate(List.of(a, b));
        operations.add(family.merge(a.header().id(), List.of(b.header().id()), ids, context()));

        OrderSnapshot merged = family.order(a.header().id());
        assertThat(merged.header().discounts().adjustments()).isEmpty();
        assertThat(off(merged)).containsExactly(vnd("1000"), vnd("333.3"), vnd("259.2593"), vnd("740.7407"));
        assertThat(merged.lines())
                .extracting(line -> line.discounts().adjustments().getFirst().effect())
                .containsExactly(percent("10"), percent("10"), amount("259.2593"), amount("740.7407"));

        // DISCOUNT-11
        OrderFamily back = again(family);
        back.undoMerge(operations.getLast(), operations, ids, context());
        assertThat(essence(back.order(a.header().id()))).isEqualTo(essence(a));
        assertThat(essence(back.order(b.header().id()))).isEqualTo(essence(b));
    }

    // DISCOUNT-11
    @Test
    void anUndoLeavesTheLinesWhatTheyCarry_whenSomethingChanged() {
        OrderSnapshot a = order(1, special("10000", "1"));
        OrderSnapshot b = givenOnOrder(order(2, special("7000", "1"), special("20000", "1")), amount("1000"));
        OrderFamily family = OrderFamily.rehydrate(List.of(a, b));
        operations.add(family.merge(a.header().id(), List.of(b.header().id()), ids, context()));
        OrderSnapshot merged = family.order(a.header().id());
        OrderSnapshot changed =
                after(merged, cart -> cart.remove(List.of(b.lines().getFirst().id()), WAITER, NOON));

        OrderFamily back =
                OrderFamily.rehydrate(List.of(changed, family.order(b.header().id())));
        back.undoMerge(operations.getLast(), operations, ids, context());

        OrderSnapshot source = back.order(b.header().id());
        assertThat(source.header().discounts().adjustments()).isEmpty();
        assertThat(off(source)).containsExactly(vnd("740.7407"));
        assertThat(essence(back.order(a.header().id()))).isEqualTo(essence(a));
    }

    // DISCOUNT-7
    @Test
    void codesAreUnitedAndParted() {
        OrderSnapshot a = givenOnOrder(order(1, special("10000", "1")), new Adjustment.Code("SPRING"));
        OrderSnapshot b = givenOnOrder(
                givenOnOrder(order(2, special("7000", "2")), new Adjustment.Code("SPRING")),
                new Adjustment.Code("LUNCH"));
        OrderFamily family = OrderFamily.rehydrate(List.of(a, b));
        operations.add(family.merge(a.header().id(), List.of(b.header().id()), ids, context()));
        assertThat(family.order(a.header().id()).header().discounts().codeTexts())
                .containsExactly("SPRING", "LUNCH");

        // also when something else was given in between
        OrderSnapshot more = givenOnOrder(family.order(a.header().id()), percent("5"));
        OrderFamily back =
                OrderFamily.rehydrate(List.of(more, family.order(b.header().id())));
        back.undoMerge(operations.getLast(), operations, ids, context());
        assertThat(back.order(a.header().id()).header().discounts().codeTexts()).containsExactly("SPRING");
        assertThat(back.order(b.header().id()).header().discounts().codeTexts()).containsExactly("SPRING", "LUNCH");

        OrderFamily apart = split(b, 0, "1");
        assertThat(apart.order(b.header().id()).header().discounts().codeTexts())
                .hasSize(2);
        assertThat(apart.orders().getLast().header().discounts().codeTexts()).isEmpty();
        OrderSnapshot child = givenOnOrder(apart.orders().getLast(), new Adjustment.Code("OWN"));
        OrderFamily together =
                OrderFamily.rehydrate(List.of(apart.order(b.header().id()), child));
        together.undoSplit(operations.getLast(), operations, ids, context());
        assertThat(together.order(b.header().id()).header().discounts().codeTexts())
                .containsExactly("SPRING", "LUNCH", "OWN");
    }

    private static final BigDecimal THIRTY = new BigDecimal("30");

    // DISCOUNT-12
    @Test
    void theLimitIsJudgedLineByLineAndForTheOrder_compsAside() {
        OrderSnapshot order = order(1, special("33333.3333", "1"), special("0.0005", "1"), special("50000", "1"));
        assertThat(cart(givenOnOrder(order, percent("30"))).snapshot().aboveLimit(THIRTY))
                .isEmpty();
        assertThat(cart(given(order, 0, COMP)).snapshot().aboveLimit(THIRTY)).isEmpty();

        OrderSnapshot line = given(order, 0, percent("30.01"));
        assertThat(cart(line).snapshot().aboveLimit(THIRTY))
                .containsExactly(new DiscountLimit.Excess(
                        Optional.of(order.lines().getFirst().id()), vnd("10003.3333")));
        assertThat(cart(line).snapshot().aboveLimit(new BigDecimal("100"))).isEmpty();

        OrderSnapshot both = givenOnOrder(given(order, 0, percent("30")), amount("15001"));
        assertThat(cart(both).snapshot().aboveLimit(THIRTY))
                .containsExactly(new DiscountLimit.Excess(Optional.empty(), vnd("25001")));

        // somebody's word is good up to its amount
        AdjustmentId last = both.header().discounts().adjustments().getLast().id();
        Cart allowed = cart(both);
        allowed.allow(Map.of(last, new Adjustment.Allowed("user:1", vnd("25001"), Adjustment.Scope.ORDER)));
        assertThat(allowed.snapshot().aboveLimit(THIRTY)).isEmpty();
        OrderSnapshot grown = new OrderSnapshot(allowed.header(), allowed.lines());
        assertThat(cart(given(grown, 2, percent("1"))).snapshot().aboveLimit(THIRTY))
                .containsExactly(new DiscountLimit.Excess(Optional.empty(), vnd("25501")));
    }

    // DISCOUNT-9
    // DISCOUNT-12
    @Test
    void aWordIsDividedWithItsLine_andGoodForThatLineAlone() {
        Cart cart = cart(given(order(1, special("100000", "2"), special("400000", "1")), 0, percent("50")));
        var line = cart.lines().getFirst();
        cart.allow(Map.of(
                line.discounts().adjustments().getFirst().id(),
                new Adjustment.Allowed("user:1", vnd("100000"), Adjustment.Scope.LINE)));
        OrderSnapshot allowed = cart.snapshot();
        assertThat(allowed.aboveLimit(THIRTY)).isEmpty();
        assertThat(cart(givenOnOrder(allowed, amount("190000"))).snapshot().aboveLimit(THIRTY))
                .containsExactly(new DiscountLimit.Excess(Optional.empty(), vnd("190000")));

        OrderFamily family = split(allowed, 0, "1");
        for (OrderSnapshot part : family.orders()) {
            assertThat(part.aboveLimit(THIRTY)).isEmpty();
            assertThat(cart(given(part, 0, percent("1"))).snapshot().aboveLimit(THIRTY))
                    .contains(new DiscountLimit.Excess(
                            Optional.of(part.lines().getFirst().id()), vnd("50500")));
        }
        OrderFamily back = again(family);
        back.undoSplit(operations.getLast(), operations, ids, context());
        assertThat(back.order(allowed.header().id()).lines().getFirst().discounts())
                .isEqualTo(line.discounts()
                        .withAllowed(Map.of(
                                line.discounts().adjustments().getFirst().id(),
                                new Adjustment.Allowed("user:1", vnd("100000"), Adjustment.Scope.LINE))));
    }
}
