package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.GROUNDS;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.essence;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;

/** What was given on an order before it was merged or split: how it is judged, who allowed it, and what ends. */
class DiscountOfEarlierOrderTest {
    private static final BigDecimal TWENTY = new BigDecimal("20");

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

    private OrderSnapshot order(long id, LineDraft... items) {
        Cart cart = Cart.open(TestOrders.opening(id), VIET_NAM, WAITER, NOON);
        cart.add(List.of(items), TestMenus.menu(), ids, WAITER, NOON);
        return cart.snapshot();
    }

    private static OrderSnapshot after(OrderSnapshot order, Consumer<Cart> act) {
        Cart cart = Cart.rehydrate(order.header(), order.lines(), Map.of());
        act.accept(cart);
        return cart.snapshot();
    }

    private OrderSnapshot onLine(OrderSnapshot order, int line, Adjustment.Effect effect) {
        return after(
                order, cart -> cart.adjust(List.of(order.lines().get(line).id()), effect, GROUNDS, ids, WAITER, NOON));
    }

    private OrderSnapshot onOrder(OrderSnapshot order, Adjustment.Effect effect) {
        return after(order, cart -> cart.adjust(List.of(), effect, GROUNDS, ids, WAITER, NOON));
    }

    private static OrderSnapshot allowed(OrderSnapshot order, String upTo) {
        var word = new Adjustment.Allowed("user:1", vnd(upTo), Adjustment.Scope.ORDER);
        return after(
                order, cart -> cart.allow(order.bearers(new DiscountLimit.Excess(Optional.empty(), vnd(upTo)), word)));
    }

    private OrderOperation.Context context() {
        return new OrderOperation.Context(new OperationId(ids.next()), WAITER, NOON);
    }

    private record Done(OrderFamily family, OrderOperation operation) {
        OrderSnapshot first() {
            return family.orders().getFirst();
        }

        OrderSnapshot last() {
            return family.orders().getLast();
        }
    }

    private Done split(OrderSnapshot order, int line, String quantity) {
        OrderFamily family = OrderFamily.rehydrate(List.of(order)).limitDiscounts(TWENTY);
        OrderOperation operation = family.split(
                order.header().id(),
                List.of(new OrderFamily.SplitOff(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(new OrderFamily.Piece(order.lines().get(line).id(), Quantity.of(quantity))))),
                VIET_NAM,
                ids,
                context());
        return new Done(family, operation);
    }

    private Done merge(OrderSnapshot target, OrderSnapshot source) {
        OrderFamily family = OrderFamily.rehydrate(List.of(target, source)).limitDiscounts(TWENTY);
        OrderOperation operation =
                family.merge(target.header().id(), List.of(source.header().id()), ids, context());
        return new Done(family, operation);
    }

    private OrderFamily undone(Done done) {
        OrderFamily family = OrderFamily.rehydrate(done.family().orders()).limitDiscounts(TWENTY);
        switch (done.operation().kind()) {
            case MERGE -> family.undoMerge(done.operation(), List.of(done.operation()), ids, context());
            case SPLIT -> family.undoSplit(done.operation(), List.of(done.operation()), ids, context());
            case UNDO_MERGE, UNDO_SPLIT, DIVIDE_BILL, REJOIN_BILL -> throw new AssertionError(done.operation());
        }
        return family;
    }

    private static DiscountLimit.Excess ofTheOrder(String discount) {
        return new DiscountLimit.Excess(Optional.empty(), vnd(discount));
    }

    // DISCOUNT-19
    @Test
    void whatWasSaidGoesWithAnUndo_andWhatTheMergeAllowedIsSaidByNobody() {
        Adjustment twenty = Adjustment.given(Adjustment.Scope.ORDER, percent("20"), GROUNDS, ids);
        OrderDiscount was = order(1, special("1000", "1")).header().discounts().given(twenty);
        OrderDiscount became = was.withAllowed(Map.of(
                twenty.id(), new Adjustment.Allowed("user:1", vnd("58400"), Adjustment.Scope.ORDER, vnd("4200"))));

        assertThat(became.withoutWords(became, was).adjustments())
                .extracting(adjustment -> adjustment.grounds().allowed())
                .containsExactly(Optional.of(
                        new Adjustment.Allowed("user:1", vnd("4200"), Adjustment.Scope.ORDER, vnd("4200"))));
    }

    // DISCOUNT-19
    @Test
    void aLineThatTakesDiscountsOfOneOrderAfterAnotherIsNotAllowedThemTwice() {
        OrderSnapshot first = onLine(order(1, special("100000", "1"), special("900000", "1")), 0, percent("20"));
        OrderSnapshot once = split(onOrder(first, percent("18")), 0, "1").last();
        assertThat(once.discount(Optional.empty(), TWENTY)).isEqualTo(vnd("34400"));
        assertThat(once.aboveLimit(TWENTY)).as("moved").isEmpty();

        OrderSnapshot second =
                onOrder(merge(order(2, special("900000", "1")), once).first(), percent("17"));
        assertThat(second.aboveLimit(TWENTY)).as("within the limit").isEmpty();
        OrderSnapshot twice = split(second, 0, "1").last();

        assertThat(twice.lines()).extracting(line -> line.prices().total()).containsExactly(vnd("100000"));
        assertThat(twice.aboveLimit(TWENTY)).containsExactly(ofTheOrder("45552"));
    }

    // DISCOUNT-19
    @Test
    void aWordForPercentsIsDividedAsWhatTheyTake_andComesBackWithTheOrders() {
        OrderSnapshot order = onOrder(order(1, special("100000", "1"), special("300000", "1")), percent("50"));
        OrderSnapshot allowed = allowed(order, "240000");

        Done split = split(allowed, 0, "1");

        assertThat(List.of(split.first(), split.last()))
                .flatExtracting(part -> part.header().discounts().percents())
                .extracting(part -> part.grounds().allowed().orElseThrow().upTo())
                .containsExactly(vnd("180000"), vnd("60000"));
        assertThat(onOrder(split.last(), amount("10000")).aboveLimit(TWENTY)).isEmpty();
        assertThat(onOrder(split.last(), amount("10001")).aboveLimit(TWENTY)).containsExactly(ofTheOrder("60001"));
        assertThat(essence(undone(split).order(order.header().id()))).isEqualTo(essence(allowed));

        OrderSnapshot more = onOrder(split.first(), new Adjustment.Code("SPRING"));
        OrderFamily changed = OrderFamily.rehydrate(List.of(more, split.last()));
        changed.undoSplit(split.operation(), List.of(split.operation()), ids, context());
        assertThat(changed.order(order.header().id()).header().discounts().percents())
                .extracting(part -> part.grounds().allowed().orElseThrow().upTo())
                .containsExactly(vnd("240000"));
    }

    // DISCOUNT-19
    @Test
    void aWordForAnAmountIsDividedOverTheLines_andIsNoWordForMoreOnOneOfThem() {
        LineDraft[] ten = new LineDraft[10];
        for (int place = 0; place < ten.length; place++) {
            ten[place] = special("100000", "1");
        }
        OrderSnapshot order = allowed(onOrder(order(1, ten), amount("300000")), "300000");

        OrderSnapshot one = split(order, 0, "1").last();

        assertThat(one.aboveLimit(TWENTY)).isEmpty();
        assertThat(onOrder(one, amount("1000")).aboveLimit(TWENTY)).containsExactly(ofTheOrder("31000"));
    }

    // DISCOUNT-19
    @Test
    void wordsOfOrdersWithTheSamePercentsAddUp_andPartAgain() {
        OrderSnapshot a = allowed(onOrder(order(1, special("100000", "1")), percent("30")), "30000");
        OrderSnapshot b = allowed(onOrder(order(2, special("200000", "1")), percent("30")), "60000");

        Done merge = merge(a, b);

        assertThat(merge.first().aboveLimit(TWENTY)).isEmpty();
        assertThat(onOrder(merge.first(), amount("1")).aboveLimit(TWENTY)).containsExactly(ofTheOrder("90001"));
        OrderFamily back = undone(merge);
        assertThat(essence(back.order(a.header().id()))).isEqualTo(essence(a));
        assertThat(essence(back.order(b.header().id()))).isEqualTo(essence(b));

        OrderFamily later =
                OrderFamily.rehydrate(List.of(onOrder(merge.first(), new Adjustment.Code("SPRING")), merge.last()));
        later.undoMerge(merge.operation(), List.of(merge.operation()), ids, context());
        assertThat(later.order(a.header().id()).header().discounts().percents())
                .extracting(mine -> mine.grounds().allowed().orElseThrow().upTo())
                .containsExactly(vnd("30000"));
    }

    // DISCOUNT-19
    @Test
    void aSplitAsksNobody_butWhoGivesMoreIsAsked() {
        OrderSnapshot order = onLine(order(1, special("100000", "1"), special("100000", "1")), 0, percent("20"));
        for (Adjustment.Effect given : List.of(amount("5000"), percent("10"))) {
            OrderSnapshot whole = onOrder(order, given);
            assertThat(whole.aboveLimit(TWENTY)).isEmpty();

            OrderSnapshot parent = split(whole, 1, "1").first();

            assertThat(parent.aboveLimit(TWENTY)).isEmpty();
            assertThat(onOrder(parent, amount("1")).aboveLimit(TWENTY))
                    .extracting(DiscountLimit.Excess::line)
                    .containsExactly(Optional.empty());
        }
    }

    // DISCOUNT-19
    @Test
    void aMergeAsksNobody() {
        OrderSnapshot a = onLine(order(1, special("100000", "1"), special("300000", "1")), 0, percent("15"));
        OrderSnapshot whole = onOrder(a, percent("10"));

        OrderSnapshot merged = merge(order(2, special("1000", "1")), whole).last();

        assertThat(merged.header().discounts().adjustments()).isEmpty();
        assertThat(merged.aboveLimit(TWENTY)).isEmpty();
        assertThat(merged.aboveLimit(TWENTY)).isEmpty();
    }

    // DISCOUNT-19
    @Test
    void aSplitMakesNothingRightThatWasAboveTheLimit() {
        OrderSnapshot order = onOrder(order(1, special("100000", "1"), special("100000", "1")), amount("40001"));

        OrderSnapshot part = split(order, 1, "1").last();

        assertThat(part.aboveLimit(TWENTY)).containsExactly(ofTheOrder("20000.5"));
        assertThat(part.aboveLimit(new BigDecimal("20.01"))).isEmpty();
    }

    private OrderSnapshot times(OrderSnapshot order, String quantity) {
        var change = new LineChange(
                order.lines().getFirst().id(),
                Optional.of(Quantity.of(quantity)),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
        return after(order, cart -> cart.change(List.of(change), WAITER, NOON));
    }

    // DISCOUNT-19
    @Test
    void anAmountOnALineThatCostsLessIsALargerShareOfIt() {
        OrderSnapshot order = onOrder(order(1, special("100000", "2"), special("100000", "1")), amount("60000"));
        OrderSnapshot parent = split(order, 1, "1").first();
        assertThat(parent.aboveLimit(TWENTY)).isEmpty();

        OrderSnapshot less = times(parent, "1");

        assertThat(less.aboveLimit(TWENTY)).containsExactly(ofTheOrder("40000"));
        assertThat(times(less, "2").aboveLimit(TWENTY)).isEmpty();
    }

    // DISCOUNT-12
    @Test
    void whatRoundingAddsToThePartsOfALineIsNobodysToAllow() {
        OrderSnapshot order = onOrder(order(1, special("0.0003", "2")), percent("50"));
        OrderSnapshot allowed = allowed(order, "0.0003");

        Done split = split(allowed, 0, "1");

        // 50 % of 0.0003 is 0.0002 on each part
        assertThat(split.first().aboveLimit(TWENTY)).isEmpty();
        assertThat(split.last().aboveLimit(TWENTY)).isEmpty();
    }

    // DISCOUNT-6
    @Test
    void aMergeOrASplitDoesNotMakeMoreThanThereCanBe() {
        OrderSnapshot full = order(1, special("10000", "2"), special("10000", "1"));
        OrderSnapshot codes = order(2, special("10000", "1"));
        OrderSnapshot others = order(3, special("10000", "1"));
        for (int more = 0; more < 20; more++) {
            full = onLine(full, 0, amount("1"));
            codes = onOrder(codes, new Adjustment.Code("A" + more));
            others = onOrder(others, new Adjustment.Code("B" + more));
        }
        OrderSnapshot pinned = onOrder(full, amount("1"));
        OrderSnapshot one = codes;
        OrderSnapshot two = others;

        assertRejected(
                () -> split(pinned, 0, "1"),
                new DiscountError.TooMany(List.of(pinned.lines().getFirst().id()), 20));
        assertRejected(() -> merge(one, two), new DiscountError.TooMany(List.of(), 20));
        assertThat(split(full, 0, "1").last().lines()).hasSize(1);
    }

    // DISCOUNT-7
    @Test
    void codesGoWithTheLinesWhenNoneStays_andReturnWithThem() {
        OrderSnapshot order =
                onOrder(onOrder(order(1, special("10000", "1")), new Adjustment.Code("SPRING")), percent("10"));

        Done split = split(order, 0, "1");

        assertThat(split.first().header().discounts().codeTexts()).isEmpty();
        assertThat(split.last().header().discounts().codeTexts()).containsExactly("SPRING");
        assertThat(essence(undone(split).order(order.header().id()))).isEqualTo(essence(order));
    }

    // DISCOUNT-20
    @Test
    void whatNoLineCanBearEnds_andIsNamed() {
        OrderSnapshot empty = onOrder(after(order(1), cart -> {}), percent("10"));
        OrderSnapshot comped =
                onOrder(onLine(order(2, special("10000", "1")), 0, new Adjustment.Comp()), amount("5000"));

        Done merge = merge(empty, comped);

        assertThat(merge.family().lapsed())
                .extracting(
                        lapsed -> lapsed.order(), lapsed -> lapsed.adjustment().effect())
                .containsExactly(
                        tuple(empty.header().id(), percent("10")),
                        tuple(comped.header().id(), amount("5000")));
        OrderFamily back = undone(merge);
        assertThat(back.lapsed()).isEmpty();
        assertThat(essence(back.order(empty.header().id()))).isEqualTo(essence(empty));
        assertThat(essence(back.order(comped.header().id()))).isEqualTo(essence(comped));
    }

    // DISCOUNT-9
    @Test
    void whatAdjustmentsTakeAddsUp_evenWhereTheyWouldTakeNothing() {
        OrderSnapshot order = onLine(order(1, special("0.0002", "2")), 0, percent("20"));

        OrderSnapshot part = split(order, 0, "1").last();

        assertThat(part.header().totals().discount()).isEqualTo(vnd("0.0001"));
        assertThat(part.taken().values()).containsExactly(vnd("0.0001"));
    }

    private OrderSnapshot more(OrderSnapshot order, LineDraft item) {
        return after(order, cart -> cart.add(List.of(item), TestMenus.menu(), ids, WAITER, NOON));
    }

    private static OrderSnapshot withoutLast(OrderSnapshot order) {
        return after(order, cart -> cart.remove(List.of(order.lines().getLast().id()), WAITER, NOON));
    }

    private static void assertAbove(OrderSnapshot order) {
        assertThat(order.aboveLimit(TWENTY))
                .extracting(DiscountLimit.Excess::line)
                .containsExactly(Optional.empty());
    }

    // DISCOUNT-19
    @Test
    void aWordIsGoodUpToItsAmount_howeverMuchIsAddedAfterASplit() {
        OrderSnapshot half = onOrder(order(1, special("100000", "1"), special("10000", "1")), percent("50"));
        OrderSnapshot parent = split(allowed(half, "55000"), 1, "1").first();
        assertThat(parent.aboveLimit(TWENTY)).isEmpty();

        assertAbove(more(parent, special("900000", "1")));
    }

    // DISCOUNT-19
    @Test
    void whatWasRightBecauseOfACompIsJudgedAgainWhenMoreIsAdded() {
        OrderSnapshot comped =
                onLine(order(1, special("100000", "2"), special("800000", "1")), 1, new Adjustment.Comp());
        OrderSnapshot parent = split(onOrder(comped, percent("100")), 0, "1").first();
        assertThat(parent.aboveLimit(TWENTY)).isEmpty();

        assertAbove(more(parent, special("1000000", "1")));
    }

    // DISCOUNT-19
    @Test
    void aPercentOnALineWhoseQuantityGrowsIsJudgedAgain() {
        OrderSnapshot comped =
                onLine(order(1, special("100000", "1"), special("900000", "1")), 1, new Adjustment.Comp());
        OrderSnapshot full = onOrder(comped, percent("100"));
        OrderSnapshot pinned = merge(order(2, special("1000", "1")), full).last();
        assertThat(pinned.aboveLimit(TWENTY)).isEmpty();

        OrderSnapshot grown = after(
                pinned,
                cart -> pinned.lines().stream()
                        .filter(line -> line.prices().total().equals(vnd("100000")))
                        .forEach(line -> cart.change(
                                List.of(new LineChange(
                                        line.id(),
                                        Optional.of(Quantity.of("10")),
                                        Optional.empty(),
                                        OptionalInt.empty(),
                                        OptionalInt.empty())),
                                WAITER,
                                NOON)));

        assertAbove(grown);
    }

    // DISCOUNT-19
    @Test
    void aLineThatCameAndWentLeavesNothingMoreAllowed() {
        OrderSnapshot given = onOrder(order(1, special("100000", "1"), special("10000", "1")), amount("20000"));
        OrderSnapshot allowed =
                allowed(onOrder(order(2, special("100000", "1"), special("10000", "1")), amount("50000")), "50000");

        OrderSnapshot more = onOrder(more(split(given, 1, "1").first(), special("100000", "1")), amount("20000"));
        OrderSnapshot most = onOrder(more(split(allowed, 1, "1").first(), special("400000", "1")), amount("50000"));

        assertThat(more.aboveLimit(TWENTY)).isEmpty();
        assertAbove(withoutLast(more));
        assertThat(most.aboveLimit(TWENTY)).isEmpty();
        assertAbove(withoutLast(most));
    }

    // DISCOUNT-19
    @Test
    void aMergeMakesNothingRightThatWasAboveTheLimit() {
        OrderSnapshot right = onOrder(order(1, special("200000", "1")), amount("40000"));
        OrderSnapshot wrong =
                withoutLast(onOrder(order(2, special("50000", "1"), special("150000", "1")), amount("40000")));
        assertAbove(wrong);

        assertThat(merge(right, wrong).first().aboveLimit(TWENTY)).containsExactly(ofTheOrder("80000"));
    }

    // DISCOUNT-19
    @Test
    void whatASplitBringsAboveTheLimitIsAllowed_upToExactlyThat_inTheNameOfWhoGaveIt() {
        OrderSnapshot order = onLine(order(1, special("100000", "1"), special("100000", "1")), 0, percent("20"));

        OrderSnapshot parent = split(onOrder(order, percent("10")), 1, "1").first();

        assertThat(parent.header().discounts().percents())
                .extracting(given -> given.grounds().allowed().orElseThrow())
                .containsExactly(new Adjustment.Allowed("user:42", vnd("28000"), Adjustment.Scope.ORDER, vnd("28000")));
        assertThat(onOrder(parent, amount("1")).aboveLimit(TWENTY)).containsExactly(ofTheOrder("28001"));
    }

    private static Money word(OrderSnapshot order) {
        return Stream.concat(
                        order.header().discounts().adjustments().stream(),
                        order.lines().stream().flatMap(line -> line.discounts().adjustments().stream()))
                .flatMap(given -> given.grounds().allowed().stream())
                .map(Adjustment.Allowed::upTo)
                .reduce(vnd("0"), Money::plus);
    }

    // DISCOUNT-19
    @Test
    void aWordSaidAfterAMergeIsNotLostByItsUndo() {
        OrderSnapshot a = onOrder(order(1, special("100000", "1")), amount("20000"));
        OrderSnapshot b = onOrder(order(2, special("100000", "1")), percent("10"));
        Done merge = merge(a, b);

        OrderFamily back = undone(new Done(
                OrderFamily.rehydrate(List.of(allowed(merge.first(), "60000"), merge.last())), merge.operation()));

        assertThat(essence(back.order(a.header().id()))).isEqualTo(essence(a));
        assertThat(back.order(b.header().id()).header().discounts().percents())
                .extracting(given -> given.grounds().allowed().orElseThrow())
                .containsExactly(new Adjustment.Allowed("user:1", vnd("60000"), Adjustment.Scope.ORDER));
    }

    // DISCOUNT-19
    @Test
    void aWordSaidAfterAMergeOfLikeOrdersStaysWhereItWasSaid() {
        OrderSnapshot a = allowed(onOrder(order(1, special("100000", "1")), percent("30")), "30000");
        OrderSnapshot b = allowed(onOrder(order(2, special("200000", "1")), percent("30")), "60000");
        Done merge = merge(a, b);

        OrderFamily back = undone(new Done(
                OrderFamily.rehydrate(List.of(allowed(merge.first(), "100000"), merge.last())), merge.operation()));

        assertThat(word(back.order(a.header().id()))).isEqualTo(vnd("40000"));
        assertThat(word(back.order(b.header().id()))).isEqualTo(vnd("60000"));
    }

    // DISCOUNT-13
    // DISCOUNT-19
    @Test
    void wordsForDifferentThingsAreNeverMoreThanWasAllowedOfAllTogether() {
        OrderSnapshot a = allowed(onOrder(order(1, special("100000", "1")), amount("50000")), "50000");
        OrderSnapshot b = allowed(onOrder(order(2, special("100000", "1")), amount("60000")), "60000");
        OrderSnapshot whole = allowed(onOrder(merge(a, b).first(), amount("20000")), "130000");
        assertThat(word(whole)).isEqualTo(vnd("130000"));

        Done split = split(whole, 0, "1");

        assertThat(word(split.first()).plus(word(split.last()))).isEqualTo(vnd("130000"));
        for (OrderSnapshot part : List.of(split.first(), split.last())) {
            assertThat(part.aboveLimit(TWENTY)).isEmpty();
            assertAbove(onOrder(part, amount("1")));
        }
    }

    // DISCOUNT-19
    @Test
    void whatAMergeAllowedEndsWithItsUndo_alsoWhenNotAllCanBeRestored() {
        OrderSnapshot a = onOrder(order(1, special("100000", "1")), amount("20000"));
        OrderSnapshot b = allowed(onOrder(order(2, special("100000", "1")), amount("50000")), "50000");
        Done merge = merge(a, b);
        assertThat(word(merge.first())).isEqualTo(vnd("70000"));

        OrderFamily back = undone(new Done(
                OrderFamily.rehydrate(List.of(onOrder(merge.first(), new Adjustment.Code("SPRING")), merge.last())),
                merge.operation()));

        assertThat(word(back.order(a.header().id()))).isEqualTo(vnd("0"));
        assertThat(word(back.order(b.header().id()))).isEqualTo(vnd("50000"));
        assertThat(back.order(a.header().id()).aboveLimit(TWENTY)).isEmpty();
        assertAbove(onOrder(back.order(a.header().id()), amount("1")));
        assertAbove(onOrder(back.order(b.header().id()), amount("1")));
    }

    // DISCOUNT-19
    @Test
    void whoAllowsTheWholeSaysWhatOnlyAMergeAllowedBefore() {
        OrderSnapshot a = onOrder(order(1, special("100000", "1")), amount("20000"));
        OrderSnapshot b = allowed(onOrder(order(2, special("100000", "1")), amount("50000")), "50000");

        OrderSnapshot whole = allowed(onOrder(merge(a, b).first(), amount("20000")), "90000");

        assertThat(word(whole)).isEqualTo(vnd("90000"));
        assertThat(whole.lines().stream()
                        .flatMap(line -> line.discounts().adjustments().stream())
                        .flatMap(given -> given.grounds().allowed().stream())
                        .map(Adjustment.Allowed::moved))
                .containsOnly(vnd("0"));
    }

    // DISCOUNT-13
    @Test
    void aWordOfWhatIsTakenBackGoesToTheLaterOne_forTheWhole() {
        OrderSnapshot first = allowed(onOrder(order(1, special("100000", "1")), percent("50")), "50000");
        OrderSnapshot both = allowed(onOrder(first, percent("50")), "75000");
        List<Adjustment> given = both.header().discounts().adjustments();
        assertThat(both.allowedUpTo().values()).containsExactlyInAnyOrder(vnd("50000"), vnd("75000"));

        OrderSnapshot later = after(both, cart -> cart.takeBack(given.getFirst().id(), WAITER, NOON));
        OrderSnapshot earlier =
                after(both, cart -> cart.takeBack(given.getLast().id(), WAITER, NOON));

        assertThat(word(later)).isEqualTo(vnd("75000"));
        assertThat(word(earlier)).isEqualTo(vnd("50000"));
    }
}
