package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.VIET_NAM;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.essence;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens when orders are merged and split, and how that is taken back. */
class OrderFamilyTest {
    private static final OrderId A = new OrderId(100);
    private static final OrderId B = new OrderId(200);
    private static final OrderId C = new OrderId(300);

    private final Ids ids = TestOrders.ids(10_000);
    private final List<OrderOperation> operations = new ArrayList<>();

    private OrderSnapshot order(OrderId id, LineDraft... items) {
        return order(TestOrders.opening(id.value()), items);
    }

    private OrderSnapshot order(Cart.Opening opening, LineDraft... items) {
        Cart cart = Cart.open(opening, VIET_NAM, WAITER, NOON);
        cart.add(List.of(items), TestMenus.menu(), ids, WAITER, NOON);
        return new OrderSnapshot(cart.header(), cart.touched());
    }

    private static LineDraft pho(String quantity) {
        return LineDraft.of(TestMenus.PHO, Quantity.of(quantity));
    }

    private static final LineDraft TEA = LineDraft.of(TestMenus.TEA, Quantity.ONE);

    private OrderOperation.Context context() {
        return context(NOON);
    }

    private OrderOperation.Context context(Instant at) {
        return new OrderOperation.Context(new OperationId(ids.next()), WAITER, at);
    }

    private static OrderFamily family(OrderSnapshot... orders) {
        return OrderFamily.rehydrate(List.of(orders));
    }

    private OrderOperation done(OrderFamily family, OrderOperation operation) {
        family.changes()
                .undone()
                .ifPresent(undone -> operations.replaceAll(known -> known.id().equals(undone.id()) ? undone : known));
        operations.add(operation);
        return operation;
    }

    private List<OrderOperation> open() {
        return operations.stream().filter(OrderOperation::open).toList();
    }

    private OrderOperation merge(OrderFamily family, OrderId target, OrderId... sources) {
        return done(family, family.merge(target, List.of(sources), ids, context()));
    }

    private OrderOperation split(OrderFamily family, OrderId parent, OrderFamily.SplitOff... wanted) {
        return done(family, family.split(parent, List.of(wanted), VIET_NAM, ids, context()));
    }

    private OrderOperation undoMerge(OrderFamily family, OrderOperation merge) {
        return done(family, family.undoMerge(current(merge), open(), ids, context()));
    }

    private OrderOperation undoSplit(OrderFamily family, OrderOperation split) {
        return done(family, family.undoSplit(current(split), open(), ids, context()));
    }

    private OrderOperation current(OrderOperation operation) {
        return operations.stream()
                .filter(known -> known.id().equals(operation.id()))
                .findFirst()
                .orElseThrow();
    }

    private static OrderFamily.SplitOff part(OrderSnapshot of, int line, String quantity) {
        return new OrderFamily.SplitOff(
                Optional.empty(),
                Optional.empty(),
                List.of(new OrderFamily.Piece(of.lines().get(line).id(), Quantity.of(quantity))));
    }

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    // FAMILY-2, FAMILY-3
    @Test
    void mergedLinesKeepTheirIds_andTheSourceIsCancelled() {
        OrderSnapshot a = order(A, pho("2"), TEA);
        OrderSnapshot b = order(B, pho("1"));
        OrderFamily family = family(a, b);

        OrderOperation merge = merge(family, A, B);

        assertThat(family.order(A).lines())
                .extracting(Line::id)
                .containsExactly(
                        a.lines().get(0).id(),
                        a.lines().get(1).id(),
                        b.lines().get(0).id());
        assertThat(family.order(A).lines().get(2).journey().transfers()).containsExactly(new Line.Transfer(B, A, NOON));
        assertThat(family.order(A).header().totals().total()).isEqualTo(vnd("205000"));
        assertThat(family.order(A).header().lineage().mergedAt()).contains(NOON);
        OrderHeader source = family.order(B).header();
        assertThat(family.order(B).lines()).isEmpty();
        assertThat(source.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(source.state().cancellationReason()).contains("MERGED");
        assertThat(source.lineage().mergedInto()).contains(A);
        assertThat(source.totals().total()).isEqualTo(vnd("0"));
        assertThat(merge.difference().none()).isTrue();
        assertThat(family.events()).allMatch(event -> event instanceof OrderEvent.Regrouped);
        assertThat(family.events()).extracting(event -> event.order().id()).containsExactly(A, B);
    }

    // ORDER-12
    @Test
    void mergedOrderIsRejected_namingItsTarget() {
        OrderFamily family = family(order(A, TEA), order(B, TEA));
        merge(family, A, B);

        assertRejected(
                () -> Cart.rehydrate(family.order(B).header(), List.of(), Map.of())
                        .clear(WAITER, NOON),
                new OrderError.Merged(B, A));
        assertRejected(
                () -> SaleOrder.rehydrate(family.order(B)).cancel("x", WAITER, NOON), new OrderError.Merged(B, A));
    }

    // FAMILY-4
    @Test
    void targetWithoutCustomerTakesTheOnlyOne_andUndoClearsIt() {
        CustomerId guest = new CustomerId(5);
        Cart.Opening withGuest = opening(B, 70, CurrencyCode.VND, Optional.of(guest));
        OrderSnapshot a = order(A, TEA);
        OrderSnapshot b = order(withGuest, TEA);
        OrderFamily family = family(a, b);

        OrderOperation merge = merge(family, A, B);
        assertThat(family.order(A).header().details().customer()).contains(guest);

        undoMerge(family, merge);
        assertThat(essence(family.order(A))).isEqualTo(essence(a));
        assertThat(essence(family.order(B))).isEqualTo(essence(b));
    }

    // FAMILY-5
    @ParameterizedTest
    @CsvSource({"2,3,4, 9", "2,3,, 5", "2,,, 2", ",3,4, 7", ",,4, 4", ",,, ", "9999,9999,1, 19999"})
    void mergeAddsUpGuests_andUndoRestoresThem(Integer a, Integer b, Integer c, Integer together) {
        OrderSnapshot first = guests(order(A, TEA), a);
        OrderSnapshot second = guests(order(B, TEA), b);
        OrderSnapshot third = guests(order(C, TEA), c);
        OrderFamily family = family(first, second, third);

        OrderOperation merge = merge(family, A, B, C);
        assertThat(guests(family, A)).isEqualTo(together);
        assertThat(merge.after().getFirst().guests()).isEqualTo(counted(together));
        assertThat(merge.after().stream().skip(1)).allMatch(sum -> sum.guests().isEmpty());

        undoMerge(family, merge);
        assertThat(guests(family, A)).isEqualTo(a);
        assertThat(guests(family, B)).isEqualTo(b);
        assertThat(guests(family, C)).isEqualTo(c);
    }

    // FAMILY-5
    @ParameterizedTest
    @CsvSource({"2,3,6, 3", "2,3,4, 1", "2,3,3, ", "2,3,1, ", "2,3,, ", ",3,4, 1"})
    void recountedGuestsAreKept_lessThoseOfTheRestoredOrders(Integer a, Integer b, Integer anew, Integer left) {
        OrderFamily family = family(guests(order(A, TEA), a), guests(order(B, TEA), b));
        OrderOperation merge = merge(family, A, B);
        OrderFamily later = family(guests(family.order(A), anew), family.order(B));

        undoMerge(later, merge);

        assertThat(guests(later, A)).isEqualTo(left);
        assertThat(guests(later, B)).isEqualTo(b);
    }

    @Test
    void splitKeepsTheGuestCount_andUndoAddsGuestsCountedSince() {
        OrderSnapshot parent = guests(order(A, pho("2")), 5);
        OrderFamily family = family(parent);
        OrderOperation split = split(family, A, part(parent, 0, "1"));
        OrderId child = split.others().getFirst();
        assertThat(guests(family, A)).isEqualTo(5);
        assertThat(guests(family, child)).isNull();

        OrderFamily later = family(guests(family.order(A), 3), guests(family.order(child), 2));
        undoSplit(later, split);

        assertThat(guests(later, A)).isEqualTo(5);
    }

    private static OrderSnapshot guests(OrderSnapshot order, Integer guests) {
        return new OrderSnapshot(order.header().withGuests(counted(guests)), order.lines());
    }

    private static Integer guests(OrderFamily family, OrderId order) {
        OptionalInt counted = family.order(order).header().details().guestCount();
        return counted.isPresent() ? Integer.valueOf(counted.getAsInt()) : null;
    }

    private static OptionalInt counted(Integer guests) {
        return guests == null ? OptionalInt.empty() : OptionalInt.of(guests);
    }

    // FAMILY-4
    @Test
    void customerIsNotAdopted_whenThereAreTwo() {
        OrderFamily family = family(
                order(A, TEA),
                order(opening(B, 70, CurrencyCode.VND, Optional.of(new CustomerId(5))), TEA),
                order(opening(C, 70, CurrencyCode.VND, Optional.of(new CustomerId(6))), TEA));

        merge(family, A, B, C);

        assertThat(family.order(A).header().details().customer()).isEmpty();
    }

    private static Cart.Opening opening(
            OrderId id, long channel, CurrencyCode currency, Optional<CustomerId> customer) {
        Cart.Opening usual = TestOrders.opening(id.value());
        return new Cart.Opening(
                id,
                new OrderHeader.Place(
                        TestOrders.MERCHANT,
                        new SaleChannelId(channel),
                        usual.place().device()),
                currency,
                usual.exchangeRate(),
                Optional.empty(),
                List.of(),
                new Cart.Description(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(customer),
                        Optional.empty(),
                        Optional.empty()));
    }

    // FAMILY-1
    @Test
    void onlyDraftsOfOneChannelAndCurrencyMerge() {
        OrderSnapshot a = order(A, TEA);
        LineDraft dollars = LineDraft.of(TestMenus.DOLLAR_DISH, Quantity.ONE);
        SaleOrder sold = SaleOrder.rehydrate(TestOrders.withLines());
        sold.cancel("no", WAITER, NOON);

        assertRejected(() -> merge(family(a), A, A), new RegroupError.WithItself(A));
        assertRejected(
                () -> merge(family(a, order(opening(B, 71, CurrencyCode.VND, Optional.empty()), TEA)), A, B),
                new RegroupError.Differs(B, "saleChannelId"));
        assertRejected(
                () -> merge(family(a, order(opening(B, 70, new CurrencyCode("USD"), Optional.empty()), dollars)), A, B),
                new RegroupError.Differs(B, "currency"));
        OrderSnapshot checkedOut = checkedOut(B);
        assertRejected(
                () -> merge(family(a, checkedOut), A, B),
                new OrderError.NotAllowed(B, OrderStatus.PROCESSING, OrderStatus.Action.MERGE));
        assertRejected(
                () -> merge(family(checkedOut, a), B, A),
                new OrderError.NotAllowed(B, OrderStatus.PROCESSING, OrderStatus.Action.MERGE));
        assertRejected(() -> merge(family(a), A, B), new OrderError.NotFound(B));
    }

    private OrderSnapshot checkedOut(OrderId id) {
        OrderSnapshot draft = order(id, TEA);
        return TestOrders.checkedOut(draft);
    }

    // FAMILY-6
    @Test
    void undoneMergeLeavesOnlyHistory() {
        OrderSnapshot a = order(A, pho("2"));
        OrderSnapshot b = order(B, TEA);
        OrderFamily family = family(a, b);
        OrderOperation merge = merge(family, A, B);

        undoMerge(family, merge);

        assertThat(essence(family.order(A))).isEqualTo(essence(a));
        assertThat(essence(family.order(B))).isEqualTo(essence(b));
        assertThat(family.order(B).lines().getFirst().journey().transfers())
                .containsExactly(new Line.Transfer(B, A, NOON), new Line.Transfer(A, B, NOON));
        assertThat(current(merge).open()).isFalse();
    }

    // FAMILY-6
    @Test
    void undoMergeKeepsLaterLines_andRestoresChangedOnes() {
        OrderSnapshot b = order(B, pho("1"));
        OrderFamily before = family(order(A, TEA), b);
        OrderOperation merge = merge(before, A, B);
        Cart cart = Cart.rehydrate(before.order(A).header(), before.order(A).lines(), Map.of());
        cart.add(List.of(pho("2"), special("5000", "1")), TestMenus.menu(), ids, WAITER, NOON);
        List<Line> lines = new ArrayList<>(before.order(A).lines());
        lines.removeIf(
                line -> cart.touched().stream().anyMatch(touched -> touched.id().equals(line.id())));
        lines.addAll(cart.touched());
        OrderFamily family = family(new OrderSnapshot(cart.header(), lines), before.order(B));

        undoMerge(family, merge);

        assertThat(family.order(A).lines())
                .extracting(line -> line.product().name())
                .containsExactly("Tea", "Special");
        assertThat(family.order(B).lines()).singleElement().satisfies(line -> {
            assertThat(line.id()).isEqualTo(b.lines().getFirst().id());
            assertThat(line.quantity()).isEqualTo(Quantity.of("3"));
        });
    }

    // FAMILY-13
    @Test
    void chainedOperationsAreUndoneFromTheLast() {
        OrderSnapshot a = order(A, pho("1"));
        OrderSnapshot b = order(B, pho("2"));
        OrderSnapshot c = order(C, pho("3"));
        OrderFamily first = family(b, c);
        OrderOperation cIntoB = merge(first, B, C);
        OrderFamily all = family(a, first.order(B), first.order(C));
        OrderOperation bIntoA = merge(all, A, B);

        assertRejected(
                () -> family(all.order(B), all.order(C)).undoMerge(current(cIntoB), open(), ids, context()),
                new RegroupError.LaterOperations(List.of(bIntoA.id())));

        undoMerge(all, bIntoA);
        OrderFamily back = family(all.order(B), all.order(C));
        undoMerge(back, cIntoB);
        assertThat(essence(all.order(A))).isEqualTo(essence(a));
        assertThat(essence(back.order(B))).isEqualTo(essence(b));
        assertThat(essence(back.order(C))).isEqualTo(essence(c));
    }

    // FAMILY-7, FAMILY-8, FAMILY-11
    @Test
    void aPartOfALineIsALineOfItsOwn_toTheLastDigit() {
        OrderSnapshot a = order(A, special("0.3333", "3"), TEA);
        OrderFamily family = family(a);

        OrderOperation split = split(family, A, part(a, 0, "0.5"), part(a, 0, "1"));

        OrderSnapshot one = family.order(split.others().get(0));
        OrderSnapshot two = family.order(split.others().get(1));
        assertThat(one.lines().getFirst().prices().total()).isEqualTo(vnd("0.1667"));
        assertThat(two.lines().getFirst().prices().total()).isEqualTo(vnd("0.3333"));
        Line rest = family.order(A).lines().getFirst();
        assertThat(rest.quantity()).isEqualTo(Quantity.of("1.5"));
        assertThat(rest.prices().total()).isEqualTo(vnd("0.4999"));
        assertThat(one.lines().getFirst().journey().partOf()).contains(rest.id());
        assertThat(one.header().lineage().origin()).contains(A);
        assertThat(family.order(A).header().lineage().orderSplitAt()).contains(NOON);
        assertThat(family.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("Regrouped", "Opened", "Opened");

        undoSplit(family, split);
        assertThat(essence(family.order(A))).isEqualTo(essence(a));
        assertThat(family.order(one.header().id()).header().state().cancellationReason())
                .contains("SPLIT_UNDONE");
        assertThat(family.order(one.header().id()).header().lineage().mergedInto())
                .contains(A);
        assertThat(family.changes().folded()).hasSize(2);
    }

    // FAMILY-10
    @Test
    void fullySplitLineIsRestoredAsOneLine() {
        OrderSnapshot a = order(A, pho("2"));
        OrderFamily family = family(a);

        OrderOperation split = split(family, A, part(a, 0, "1"), part(a, 0, "1"));
        assertThat(family.order(A).lines()).isEmpty();
        assertThat(family.order(split.others().get(1)).lines().getFirst().id())
                .isEqualTo(a.lines().getFirst().id());

        undoSplit(family, split);
        assertThat(essence(family.order(A))).isEqualTo(essence(a));
    }

    // FAMILY-8
    @Test
    void manySmallPartsNeverTakeMoreThanThereIs() {
        OrderSnapshot a = order(A, special("0.0001", "3"));
        OrderFamily family = family(a);
        OrderFamily.SplitOff[] halves = new OrderFamily.SplitOff[5];
        Arrays.fill(halves, part(a, 0, "0.5"));

        split(family, A, halves);

        assertThat(family.orders())
                .allSatisfy(order -> assertThat(order.lines())
                        .allSatisfy(line ->
                                assertThat(line.prices().total().negative()).isFalse()));
    }

    // FAMILY-9
    @Test
    void aComboMovesWithItsParts_wholeOrInProportion() {
        OrderSnapshot a = order(A, LineDraft.of(TestMenus.LUNCH, Quantity.of("3")), TEA);
        LineId lead = a.lines().getFirst().id();
        OrderFamily family = family(a);

        OrderOperation split = split(family, A, part(a, 0, "1"));

        OrderSnapshot child = family.order(split.others().getFirst());
        assertThat(child.lines()).extracting(line -> line.quantity().toString()).containsExactly("1", "2", "2");
        LineId newLead = child.lines().getFirst().id();
        assertThat(child.lines().subList(1, 3))
                .allSatisfy(part -> assertThat(part.lead()).contains(newLead));
        assertThat(family.order(A).lines())
                .extracting(line -> line.quantity().toString())
                .containsExactly("2", "4", "4", "1");
        undoSplit(family, split);
        assertThat(essence(family.order(A))).isEqualTo(essence(a));

        OrderFamily again = family(a);
        OrderOperation whole = split(again, A, part(a, 0, "3"));
        assertThat(again.order(whole.others().getFirst()).lines())
                .hasSize(3)
                .extracting(Line::id)
                .contains(lead);
        assertThat(again.order(A).lines()).hasSize(1);
    }

    // FAMILY-10
    @Test
    void splitsAreRefusedThatCannotBe() {
        OrderSnapshot a = order(A, LineDraft.of(TestMenus.LUNCH, Quantity.ONE), TEA);
        LineId phoOfLunch = a.lines().get(1).id();
        OrderSnapshot sold = TestOrders.checkedOut(order(B, pho("2")));

        assertRejected(
                () -> split(family(a), A, part(a, 1, "1")),
                new OrderError.PartOfCombo(phoOfLunch, a.lines().getFirst().id()));
        assertRejected(
                () -> split(family(a), A, part(a, 3, "0.6"), part(a, 3, "0.5")),
                new RegroupError.QuantityExceeded(a.lines().get(3).id(), Quantity.of("1.1"), Quantity.ONE));
        assertRejected(
                () -> split(family(a), A, part(sold, 0, "1")),
                new OrderError.LineNotFound(sold.lines().getFirst().id()));
        assertRejected(
                () -> split(family(sold), B, part(sold, 0, "1")),
                new OrderError.NotAllowed(B, OrderStatus.PROCESSING, OrderStatus.Action.SPLIT));
    }

    // FAMILY-9
    @Test
    void aComboTooSmallToDivideStaysWhole() {
        OrderSnapshot a = order(A, LineDraft.of(TestMenus.LUNCH, Quantity.of("0.0002")));
        OrderFamily twice = family(a);
        OrderOperation split = split(twice, A, part(a, 0, "0.0001"));
        OrderSnapshot thin = twice.order(split.others().getFirst());
        List<Line> lines = new ArrayList<>(thin.lines());
        lines.set(1, lines.get(1).withQuantity(Quantity.of("0.0001")));
        OrderSnapshot odd = new OrderSnapshot(
                thin.header(), List.of(lines.get(0).withQuantity(Quantity.of("0.0002")), lines.get(1), lines.get(2)));

        assertRejected(
                () -> split(family(odd), thin.header().id(), part(odd, 0, "0.0001")),
                new RegroupError.NotDivisible(odd.lines().getFirst().id()));
    }

    // FAMILY-12
    @Test
    void undoSkipsChildrenThatAreNoDrafts_andRestoresThemLater() {
        OrderSnapshot a = order(A, pho("3"));
        OrderFamily family = family(a);
        OrderOperation split = split(family, A, part(a, 0, "1"), part(a, 0, "1"));
        OrderSnapshot sold = TestOrders.checkedOut(family.order(split.others().get(0)));
        OrderFamily later =
                family(family.order(A), sold, family.order(split.others().get(1)));

        undoSplit(later, split);

        assertThat(later.order(A).lines().getFirst().quantity()).isEqualTo(Quantity.of("2"));
        assertThat(current(split).open()).isTrue();
        assertThat(later.order(A).header().lineage().orderSplitAt()).isPresent();
        assertRejected(
                () -> family(later.order(A), sold, later.order(split.others().get(1)))
                        .undoSplit(current(split), open(), ids, context()),
                new RegroupError.SplitOrdersNotDraft(split.others()));

        SaleOrder reverted = SaleOrder.rehydrate(sold);
        reverted.revert(WAITER, NOON);
        OrderFamily last = family(
                later.order(A), reverted.snapshot(), later.order(split.others().get(1)));
        undoSplit(last, split);
        assertThat(essence(last.order(A))).isEqualTo(essence(a));
        assertThat(current(split).open()).isFalse();
    }

    // FAMILY-11
    @Test
    void undoSplitRestoresEveryLine_changedPartsAsLinesOfTheirOwn() {
        OrderSnapshot a = order(A, pho("3"));
        OrderFamily family = family(a);
        OrderOperation split = split(family, A, part(a, 0, "1"));
        OrderSnapshot child = family.order(split.others().getFirst());
        Cart cart = Cart.rehydrate(child.header(), child.lines(), Map.of());
        cart.add(List.of(TEA), TestMenus.menu(), ids, WAITER, NOON);
        cart.change(
                List.of(new LineChange(
                        child.lines().getFirst().id(),
                        Optional.empty(),
                        Optional.of(Optional.of("no onion")),
                        OptionalInt.empty(),
                        OptionalInt.empty())),
                WAITER,
                NOON);
        OrderFamily changed = family(family.order(A), new OrderSnapshot(cart.header(), cart.touched()));

        undoSplit(changed, split);

        assertThat(changed.order(A).lines())
                .extracting(line -> line.product().name() + " " + line.quantity() + " "
                        + line.note().orElse("-"))
                .containsExactlyInAnyOrder("Pho 2 -", "Pho 1 no onion", "Tea 1 -");
    }

    // FAMILY-13
    @Test
    void laterOperationsOnTheSameItemsComeFirst() {
        OrderSnapshot a = order(A, TEA);
        OrderSnapshot b = order(B, pho("3"));
        OrderFamily family = family(a, b);
        OrderOperation merge = merge(family, A, B);
        OrderSnapshot merged = family.order(A);
        OrderFamily splitting = family(merged);
        OrderOperation split = split(splitting, A, part(merged, 1, "1"));

        assertRejected(
                () -> family(splitting.order(A), family.order(B)).undoMerge(current(merge), open(), ids, context()),
                new RegroupError.LaterOperations(List.of(split.id())));

        OrderFamily elsewhere =
                family(order(C, TEA), splitting.order(split.others().getFirst()));
        OrderOperation secondMerge = merge(elsewhere, C, split.others().getFirst());
        assertRejected(
                () -> family(splitting.order(A), elsewhere.order(split.others().getFirst()))
                        .undoSplit(current(split), open(), ids, context()),
                new RegroupError.LaterOperations(List.of(secondMerge.id())));
    }

    @Test
    void undoRestoresTheTimeOfTheEarlierMerge() {
        Instant later = NOON.plusSeconds(60);
        OrderFamily family = family(order(A, TEA), order(B, TEA), order(C, TEA));
        done(family, family.merge(A, List.of(B), ids, context()));
        OrderFamily next = family(family.order(A), family.order(C));
        OrderOperation second = done(next, next.merge(A, List.of(C), ids, context(later)));
        assertThat(next.order(A).header().lineage().mergedAt()).contains(later);

        undoMerge(next, second);

        assertThat(next.order(A).header().lineage().mergedAt()).contains(NOON);
    }

    // ORDER-11
    @Test
    void regroupedDraftIsNotDeleted() {
        OrderFamily family = family(order(A, TEA), order(B, TEA));
        merge(family, A, B);

        assertRejected(
                () -> Cart.rehydrate(family.order(A).header(), List.of(), Map.of())
                        .delete(false, Money.zero(CurrencyCode.VND), 0, WAITER, NOON),
                new OrderError.Regrouped(A));
    }

    // FAMILY-14
    @Test
    void operationThatWouldLoseAnAmountIsNotRecorded() {
        Sums before = new Sums(A, Optional.empty(), Totals.of(vnd("10"), vnd("0"), vnd("1")));
        Sums after = new Sums(A, Optional.empty(), Totals.of(vnd("9.9999"), vnd("0"), vnd("1")));
        OrderOperation.Details details = new OrderOperation.Details(
                OrderOperation.Kind.MERGE,
                TestOrders.MERCHANT,
                A,
                List.of(B),
                List.of(),
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> OrderOperation.recorded(details, List.of(before), List.of(after), context()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("-0.0001");
    }

    private static OrderSnapshot damaged(OrderSnapshot order, String more) {
        Totals was = order.header().totals();
        Money wrong = was.total().plus(Money.of(more, CurrencyCode.VND));
        return new OrderSnapshot(
                order.header()
                        .withTotals(new Totals(
                                was.subtotal(), was.discount(), was.charge(), was.tax(), was.rounding(), wrong)),
                order.lines());
    }

    private static RegroupError.SumsDiffer differs(OrderId id, String total) {
        Money zero = Money.zero(CurrencyCode.VND);
        return new RegroupError.SumsDiffer(
                id, zero, zero, zero, zero, zero, Money.of(total, CurrencyCode.VND), List.of());
    }

    // FAMILY-15
    @Test
    void wrongSumsAreRejectedBeforeLinesMove() {
        OrderSnapshot a = order(A, special("35000", "1"));
        OrderSnapshot b = order(B, special("20000", "2"));
        OrderFamily wrongTarget = OrderFamily.rehydrate(List.of(damaged(a, "1000"), damaged(b, "-500")));
        assertRejected(() -> wrongTarget.merge(A, List.of(B), ids, context()), differs(A, "1000"));
        assertThat(wrongTarget.blockers()).containsExactly(differs(A, "1000"), differs(B, "-500"));
        assertThat(wrongTarget.events()).isEmpty();

        OrderFamily family = OrderFamily.rehydrate(List.of(a, b));
        OrderOperation merge = family.merge(A, List.of(B), ids, context());
        OrderFamily merged = OrderFamily.rehydrate(List.of(damaged(family.order(A), "1000"), family.order(B)));
        assertRejected(() -> merged.undoMerge(merge, List.of(merge), ids, context()), differs(A, "1000"));

        LineId line = a.lines().getFirst().id();
        List<OrderFamily.SplitOff> wanted = List.of(new OrderFamily.SplitOff(
                Optional.empty(), Optional.empty(), List.of(new OrderFamily.Piece(line, Quantity.of("1")))));
        OrderFamily wrongParent = OrderFamily.rehydrate(List.of(damaged(a, "1000")));
        assertRejected(() -> wrongParent.split(A, wanted, VIET_NAM, ids, context()), differs(A, "1000"));

        OrderFamily parent = OrderFamily.rehydrate(List.of(a));
        OrderOperation split = parent.split(A, wanted, VIET_NAM, ids, context());
        OrderId child = split.others().getFirst();
        OrderFamily apart = OrderFamily.rehydrate(List.of(parent.order(A), damaged(parent.order(child), "-700")));
        assertRejected(() -> apart.undoSplit(split, List.of(split), ids, context()), differs(child, "-700"));
    }
}
