package nx.sale.domain.check;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestOrders.special;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.domain.fixture.TestBills;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bill divided: every way to do it, every way it is refused, and how the last check completes the order. */
class BillTest {
    private final Ids ids = TestOrders.ids(50_000);
    private static final LineDraft PHO_FOR_TWO = seated(TestMenus.PHO.value(), "2", 0);

    private static LineDraft seated(long variant, String quantity, int seat) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.of(new VariantId(variant)),
                Quantity.of(quantity),
                Line.Mode.PRODUCT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                seat,
                0,
                Optional.empty(),
                Optional.empty());
    }

    private OrderSnapshot draft(CurrencyCode currency, LineDraft... items) {
        Cart.Opening usual = TestOrders.opening(ids.next());
        Cart cart = Cart.open(
                new Cart.Opening(
                        usual.id(),
                        usual.place(),
                        currency,
                        usual.exchangeRate(),
                        Optional.empty(),
                        List.of(),
                        Cart.Description.NONE),
                TestOrders.VIET_NAM,
                WAITER,
                NOON);
        cart.add(List.of(items), TestMenus.menu(), ids, WAITER, NOON);
        return new OrderSnapshot(cart.header(), cart.touched());
    }

    /** Checked out with 10 % tax. */
    private TestBills bill(CurrencyCode currency, LineDraft... items) {
        return new TestBills(TestOrders.checkedOut(draft(currency, items)), ids);
    }

    private TestBills bill(LineDraft... items) {
        return bill(CurrencyCode.VND, items);
    }

    private static Division.Wanted wanted(Object... linesAndQuantities) {
        List<Division.Portion> portions = IntStream.range(0, linesAndQuantities.length / 2)
                .mapToObj(i -> new Division.Portion(
                        (LineId) linesAndQuantities[2 * i], Quantity.of((String) linesAndQuantities[2 * i + 1])))
                .toList();
        return new Division.Wanted(Optional.empty(), Optional.empty(), portions);
    }

    private static Division byItem(boolean remainder, Division.Wanted... checks) {
        return new Division.ByItem(Arrays.asList(checks), remainder);
    }

    private static LineId line(TestBills bill, int index) {
        return bill.order().lines().get(index).id();
    }

    private static CheckId check(TestBills bill, int index) {
        return bill.checks().get(index).id();
    }

    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    /** Every column of the checks adds up to the order's, and every quantity to the line's. */
    static void assertAddsUp(OrderSnapshot order, List<SaleCheck> checks) {
        Money zero = Money.zero(order.header().currency());
        var totals = order.header().totals();
        assertThat(checks.stream().map(c -> c.totals().subtotal()).reduce(zero, Money::plus))
                .isEqualTo(totals.subtotal());
        assertThat(checks.stream().map(c -> c.totals().discount()).reduce(zero, Money::plus))
                .isEqualTo(totals.discount());
        assertThat(checks.stream().map(c -> c.totals().tax()).reduce(zero, Money::plus))
                .isEqualTo(totals.tax());
        assertThat(checks.stream().map(c -> c.totals().rounding()).reduce(zero, Money::plus))
                .isEqualTo(totals.rounding());
        assertThat(checks.stream().map(c -> c.totals().total()).reduce(zero, Money::plus))
                .isEqualTo(totals.total());
        for (Line line : order.lines()) {
            BigDecimal shared = checks.stream()
                    .flatMap(c -> c.shares().stream())
                    .filter(share -> share.line().equals(line.id()))
                    .map(share -> share.quantity().value())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(shared).isEqualByComparingTo(line.quantity().value());
        }
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.totals().total().payable())
                    .isEqualTo(check.totals().total());
            assertThat(check.totals().exact())
                    .isEqualTo(check.totals()
                            .subtotal()
                            .minus(check.totals().discount())
                            .plus(check.totals().tax()));
        });
    }

    // CHECK-4, CHECK-6, MONEY-3
    @ParameterizedTest
    @CsvSource({
        "VND, 3, 100000.3333", "VND, 7, 99999", "VND, 13, 1234567", "VND, 13, 5",
        "USD, 3, 100.01", "USD, 7, 0.05", "USD, 13, 99.99", "USD, 7, 33.3333",
        "JPY, 3, 1000", "JPY, 7, 11", "JPY, 13, 98765.4321"
    })
    void evenDivisionAddsUpExactly_andSharesDifferByOneCoinAtMost(String currency, int parts, String price) {
        TestBills bill = bill(new CurrencyCode(currency), special(price, "1"), special("0.7777", "0.3333"));

        bill.divide(new Division.Evenly(parts));

        assertThat(bill.checks()).hasSize(parts);
        assertAddsUp(bill.order(), bill.checks());
        List<BigDecimal> totals = bill.checks().stream()
                .map(check -> check.totals().total().amount())
                .sorted()
                .toList();
        assertThat(totals.getLast().subtract(totals.getFirst()))
                .isLessThanOrEqualTo(BigDecimal.ONE.movePointLeft(new CurrencyCode(currency).digits()));
    }

    // CHECK-2
    @Test
    void byItemEverybodyPaysWhatTheyHad() {
        TestBills bill = bill(PHO_FOR_TWO, seated(TestMenus.TEA.value(), "1", 0));
        CustomerId guest = new CustomerId(9);

        bill.divide(byItem(
                false,
                new Division.Wanted(
                        Optional.of("Lan"),
                        Optional.of(guest),
                        List.of(new Division.Portion(line(bill, 0), Quantity.ONE))),
                wanted(line(bill, 0), "1", line(bill, 1), "1")));

        assertThat(bill.totals()).containsExactly("71500", "82500");
        assertAddsUp(bill.order(), bill.checks());
        assertThat(bill.checks().getFirst().label()).isEqualTo(new SaleCheck.Label(1, "Lan", Optional.of(guest)));
        assertThat(bill.checks().getLast().label().name()).isEqualTo("Check 2");
        assertThat(bill.order().header().lineage().checkSplitAt()).contains(NOON);
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.PROCESSING);
    }

    // CHECK-2
    @Test
    void remainingItemsGoOnALastCheck_onRequest() {
        TestBills bill = bill(PHO_FOR_TWO, seated(TestMenus.TEA.value(), "1", 0));

        assertRejected(
                () -> bill.divide(byItem(false, wanted(line(bill, 0), "1"))),
                new CheckError.Unallocated(List.of(line(bill, 0), line(bill, 1))));
        bill.divide(byItem(true, wanted(line(bill, 0), "1")));

        assertThat(bill.totals()).containsExactly("71500", "82500");
        assertAddsUp(bill.order(), bill.checks());
    }

    // CHECK-3
    @Test
    void bySeatWhatIsSharedGoesToAll() {
        TestBills bill = bill(
                seated(TestMenus.PHO.value(), "1", 1),
                seated(TestMenus.TEA.value(), "1", 2),
                seated(TestMenus.TEA.value(), "1", 0));

        bill.divide(new Division.BySeat(List.of(), false));

        assertThat(bill.totals()).containsExactly("77000", "16500");
        assertThat(bill.checks()).extracting(check -> check.label().name()).containsExactly("Seat 1", "Seat 2");
        assertAddsUp(bill.order(), bill.checks());
    }

    @Test
    void bySeatAGuestWhoOnlySharedPaysTheShare() {
        TestBills bill = bill(seated(TestMenus.PHO.value(), "1", 1), seated(TestMenus.TEA.value(), "1", 0));

        bill.divide(new Division.BySeat(List.of(1, 4), false));

        assertThat(bill.totals()).containsExactly("77000", "5500");
    }

    // CHECK-3, CHECK-8
    @Test
    void bySeatIsRefused_orLeavesARemainder() {
        TestBills shared = bill(PHO_FOR_TWO);
        TestBills seats = bill(seated(TestMenus.PHO.value(), "1", 1), seated(TestMenus.TEA.value(), "1", 2));

        assertRejected(
                () -> shared.divide(new Division.BySeat(List.of(), false)),
                new CheckError.NoSeats(shared.order().header().id()));
        assertRejected(
                () -> seats.divide(new Division.BySeat(List.of(1), false)),
                new CheckError.Unallocated(List.of(line(seats, 1))));
        assertRejected(
                () -> seats.divide(new Division.BySeat(List.of(1, 2, 3), false)), new CheckError.NothingOnCheck(3));
        seats.divide(new Division.BySeat(List.of(1), true));
        assertThat(seats.totals()).containsExactly("71500", "11000");
    }

    // CHECK-5
    @Test
    void byAmountEverybodyPaysExactlyThat() {
        TestBills bill = bill(PHO_FOR_TWO, seated(TestMenus.TEA.value(), "1", 0));

        assertRejected(
                () -> bill.divide(amounts(false, "100000", "53999")),
                new CheckError.AmountsShort(vnd("153999"), vnd("154000")));
        assertRejected(
                () -> bill.divide(amounts(true, "100000", "54001")),
                new CheckError.AmountsExceed(vnd("154001"), vnd("154000")));
        assertRejected(() -> bill.divide(amounts(true, "0.5")), new CheckError.AmountNotPayable(vnd("0.5"), 0));
        assertRejected(() -> bill.divide(amounts(true, "0")), new CheckError.AmountNotPayable(vnd("0"), 0));
        bill.divide(amounts(true, "100000", "3"));

        assertThat(bill.totals()).containsExactly("100000", "3", "53997");
        assertAddsUp(bill.order(), bill.checks());
    }

    private static Division amounts(boolean remainder, String... amounts) {
        return new Division.ByAmount(Arrays.stream(amounts).map(BigDecimal::new).toList(), remainder);
    }

    // CHECK-7
    @Test
    void aComboIsDividedWithItsParts() {
        TestBills bill = bill(seated(TestMenus.LUNCH.value(), "3", 0));

        assertRejected(
                () -> bill.divide(byItem(true, wanted(line(bill, 1), "1"))),
                new OrderError.PartOfCombo(line(bill, 1), line(bill, 0)));
        bill.divide(byItem(false, wanted(line(bill, 0), "1"), wanted(line(bill, 0), "2")));

        assertAddsUp(bill.order(), bill.checks());
        assertThat(bill.checks().getFirst().shares())
                .extracting(share -> share.quantity().toString())
                .containsExactly("1", "2", "2");
    }

    // CHECK-1, CHECK-2, CHECK-8
    @Test
    void tooLargeAmountIsRejected() {
        TestBills bill = bill(PHO_FOR_TWO);
        LineId stranger = new LineId(1);

        assertRejected(
                () -> bill.divide(byItem(true, wanted(line(bill, 0), "1.5"), wanted(line(bill, 0), "0.6"))),
                new CheckError.Overallocated(line(bill, 0), Quantity.of("2.1"), Quantity.of("2")));
        assertRejected(() -> bill.divide(byItem(true, wanted(stranger, "1"))), new OrderError.LineNotFound(stranger));
        assertRejected(
                () -> bill.divide(new Division.ByAmount(
                        IntStream.range(0, 101).mapToObj(i -> BigDecimal.ONE).toList(), true)),
                new CheckError.TooMany(102, 100));
        bill.divide(new Division.Evenly(2));
        assertRejected(
                () -> bill.divide(new Division.Evenly(2)),
                new CheckError.AlreadyDivided(bill.order().header().id()));
    }

    // CHECK-8
    @Test
    void divisionIntoTooManySharesIsRejectedAtOnce() {
        LineDraft[] items =
                IntStream.range(0, 1_001).mapToObj(i -> special("100", "1")).toArray(LineDraft[]::new);
        TestBills bill = bill(items);

        assertRejected(() -> bill.divide(new Division.Evenly(100)), new CheckError.TooManyShares(100_100, 100_000));
        assertRejected(
                () -> bill.divide(new Division.ByAmount(
                        IntStream.range(0, 99).mapToObj(i -> BigDecimal.ONE).toList(), true)),
                new CheckError.TooManyShares(100_100, 100_000));
    }

    /** Forty parties at two thousand lines: the cost follows the lines and the checks, not their product. */
    // CHECK-8
    @Test
    void lineTakesAShareOnlyOnTheChecksThatHaveIt() {
        LineDraft[] items =
                IntStream.range(0, 2_000).mapToObj(i -> alone(1 + i % 40)).toArray(LineDraft[]::new);

        TestBills bySeat = bill(items);
        bySeat.divide(new Division.BySeat(List.of(), false));
        assertThat(bySeat.checks()).hasSize(40);
        assertThat(pieces(bySeat)).isEqualTo(2_000);

        TestBills byItem = bill(items);
        byItem.divide(byItem(
                true,
                IntStream.range(0, 99)
                        .mapToObj(check -> wanted(line(byItem, check), "1"))
                        .toArray(Division.Wanted[]::new)));
        assertThat(byItem.checks()).hasSize(100);
        assertThat(pieces(byItem)).isEqualTo(2_000);

        TestBills evenly = bill(items);
        assertRejected(() -> evenly.divide(new Division.Evenly(51)), new CheckError.TooManyShares(102_000, 100_000));
        evenly.divide(new Division.Evenly(40));
        assertThat(pieces(evenly)).isEqualTo(80_000);
        assertThat(evenly.checks())
                .extracting(check -> check.totals().total())
                .containsOnly(evenly.checks().getFirst().totals().total());
    }

    /** A dish of its own, at a seat. */
    private static LineDraft alone(int seat) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.empty(),
                Quantity.ONE,
                Line.Mode.CUSTOM,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                seat,
                0,
                Optional.of("Special"),
                Optional.of(new BigDecimal("100")));
    }

    private static long pieces(TestBills bill) {
        return bill.checks().stream().mapToLong(check -> check.shares().size()).sum();
    }

    // CHECK-1
    @Test
    void onlyACommittedUnpaidBillIsDivided() {
        OrderSnapshot cart = draft(CurrencyCode.VND, PHO_FOR_TWO);
        TestBills paid = bill(PHO_FOR_TWO);
        paid.payWhole(vnd("1000"));

        assertRejected(
                () -> new TestBills(cart, ids).divide(new Division.Evenly(2)),
                new OrderError.NotAllowed(cart.header().id(), OrderStatus.DRAFT, OrderStatus.Action.DIVIDE_BILL));
        assertRejected(
                () -> paid.divide(new Division.Evenly(2)),
                new CheckError.PaidWhole(paid.order().header().id(), vnd("1000")));
        paid.payWhole(vnd("142000"));
        assertRejected(
                () -> paid.divide(new Division.Evenly(2)),
                new OrderError.NotAllowed(
                        paid.order().header().id(), OrderStatus.COMPLETED, OrderStatus.Action.DIVIDE_BILL));
    }

    // CHECK-9, CHECK-10
    @Test
    void theLastCheckPaidCompletesTheOrder() {
        TestBills bill = bill(PHO_FOR_TWO, seated(TestMenus.TEA.value(), "1", 0));
        bill.divide(byItem(false, wanted(line(bill, 0), "2"), wanted(line(bill, 1), "1")));

        bill.pay(check(bill, 0), vnd("143000"));
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.PARTIAL);
        assertThat(bill.checks().getFirst().status()).isEqualTo(CheckStatus.COMPLETED);
        assertThat(bill.order().header().progress().paidLines()).containsExactly(line(bill, 0));

        bill.pay(check(bill, 1), vnd("1000"));
        assertThat(bill.checks().getLast().status()).isEqualTo(CheckStatus.PARTIAL);
        Bill last = bill.pay(check(bill, 1), vnd("10000"));

        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(bill.order().header().progress().paid()).isEqualTo(vnd("154000"));
        assertThat(bill.order().header().progress().paidLines()).hasSize(2);
        assertThat(last.order().events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PaymentReceived", "Completed");
        OrderEvent.PaymentReceived received =
                (OrderEvent.PaymentReceived) last.order().events().getFirst();
        assertThat(received.check())
                .contains(new OrderEvent.OnCheck(check(bill, 1), vnd("11000"), vnd("11000"), vnd("0"), vnd("0")));
    }

    // CHECK-10
    @Test
    void surplusOnOneCheckDoesNotPayAnother() {
        TestBills bill = bill(PHO_FOR_TWO);
        bill.divide(new Division.Evenly(2));

        bill.pay(check(bill, 0), vnd("143000"));

        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.PARTIAL);
        assertThat(bill.loaded().balance(Optional.of(check(bill, 0))).over()).isEqualTo(vnd("71500"));
        bill.pay(check(bill, 1), vnd("71500"));
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // CHECK-9
    @Test
    void checkWithNothingDueIsCompletedAtOnce() {
        TestBills bill = bill(PHO_FOR_TWO, special("0", "1"));
        bill.divide(byItem(false, wanted(line(bill, 1), "1"), wanted(line(bill, 0), "2")));

        assertThat(bill.checks().getFirst().status()).isEqualTo(CheckStatus.COMPLETED);
        assertThat(bill.order().header().progress().paidLines()).containsExactly(line(bill, 1));
        bill.pay(check(bill, 1), vnd("143000"));
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // CHECK-11, CHECK-13, PRICE-10
    @Test
    void rejoinedBillIsWhole() {
        TestBills bill = bill(PHO_FOR_TWO);
        OrderSnapshot before = bill.order();
        bill.divide(new Division.Evenly(3));

        assertRejected(
                () -> SaleOrder.rehydrate(bill.order()).revert(WAITER, NOON),
                new OrderError.HasChecks(bill.order().header().id()));
        bill.rejoin();

        assertThat(bill.checks()).isEmpty();
        assertThat(bill.order().header().lineage()).isEqualTo(before.header().lineage());
        assertThat(bill.order().header().progress()).isEqualTo(before.header().progress());
        assertRejected(
                bill::rejoin, new CheckError.NothingToFree(bill.order().header().id()));
        SaleOrder.rehydrate(bill.order()).revert(WAITER, NOON);
    }

    // CHECK-11
    @Test
    void paidChecksStay_theRestIsDividedAnew() {
        TestBills bill = bill(PHO_FOR_TWO, seated(TestMenus.TEA.value(), "3", 0));
        bill.divide(new Division.Evenly(3));
        bill.pay(check(bill, 1), vnd("58667"));
        bill.rejoin();
        assertThat(bill.checks())
                .singleElement()
                .satisfies(kept -> assertThat(kept.status()).isEqualTo(CheckStatus.COMPLETED));
        assertThat(bill.order().header().lineage().checkSplitAt()).isPresent();

        bill.divide(amounts(true, "100000"));

        assertThat(bill.checks()).extracting(check -> check.label().number()).containsExactly(2, 3, 4);
        assertAddsUp(bill.order(), bill.checks());
        bill.pay(check(bill, 1), vnd("100000"));
        bill.pay(check(bill, 2), bill.checks().get(2).due());
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // CHECK-13
    @Test
    void remainderOnNoCheckCanBePaidWhole() {
        TestBills bill = bill(PHO_FOR_TWO);
        bill.divide(new Division.Evenly(2));
        assertThat(bill.loaded().takesMoneyWhole()).isFalse();
        bill.pay(check(bill, 0), vnd("71500"));
        bill.rejoin();

        assertThat(bill.loaded().takesMoneyWhole()).isTrue();
        bill.payWhole(vnd("71500"));

        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(bill.loaded().balance(Optional.empty()).over()).isEqualTo(vnd("0"));
        assertThat(bill.loaded().paidWhole()).isEqualTo(vnd("71500"));
    }

    // CHECK-12
    @Test
    void aCheckWrittenOffLastCompletesTheOrder() {
        TestBills bill = bill(PHO_FOR_TWO);
        bill.divide(new Division.Evenly(2));
        bill.pay(check(bill, 0), vnd("71500"));
        bill.pay(check(bill, 1), vnd("500"));

        Bill closed = bill.writeOff(check(bill, 1));

        assertThat(bill.checks().getLast().status()).isEqualTo(CheckStatus.CANCELLED);
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(bill.order().header().progress().paid()).isEqualTo(vnd("72000"));
        assertThat(closed.order().events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PaymentReceived", "Completed");
        assertRejected(
                () -> bill.writeOff(check(bill, 1)), new CheckError.NotAllowed(check(bill, 1), CheckStatus.CANCELLED));
        assertThat(bill.loaded().takesMoney(check(bill, 1))).isFalse();
    }

    // CHECK-11
    @Test
    void aCheckWrittenOffStaysWhenTheDivisionIsTakenBack() {
        TestBills bill = bill(PHO_FOR_TWO);
        bill.divide(new Division.Evenly(2));
        bill.writeOff(check(bill, 0));
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.PROCESSING);

        bill.rejoin();

        assertThat(bill.checks()).hasSize(1);
        bill.payWhole(vnd("71500"));
        assertThat(bill.order().header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // CHECK-14
    @Test
    void aCheckIsNamedWhileItWaits() {
        TestBills bill = bill(PHO_FOR_TWO);
        bill.divide(new Division.Evenly(2));
        Bill loaded = bill.loaded();

        SaleCheck named = loaded.label(
                check(bill, 0), Optional.of("Minh"), Optional.of(Optional.of(new CustomerId(4))), WAITER, NOON);

        assertThat(named.label()).isEqualTo(new SaleCheck.Label(1, "Minh", Optional.of(new CustomerId(4))));
        assertThat(named.revision()).isEqualTo(2);
        bill.keep(loaded);
        bill.pay(check(bill, 0), vnd("71500"));
        assertRejected(
                () -> bill.loaded().label(check(bill, 0), Optional.of("x"), Optional.empty(), WAITER, NOON),
                new CheckError.NotAllowed(check(bill, 0), CheckStatus.COMPLETED));
        assertRejected(() -> bill.loaded().require(new CheckId(1)), new CheckError.NotFound(new CheckId(1)));
    }

    // FAMILY-18
    @Test
    void theProofShowsTheChecksBesideTheRest() {
        TestBills bill = bill(PHO_FOR_TWO);
        Bill loaded = bill.loaded();

        var operation = loaded.divide(
                new Division.Evenly(2),
                new OrderOperation.Context(new OperationId(1), WAITER, NOON),
                ids,
                Optional.empty());

        assertThat(operation.before())
                .singleElement()
                .satisfies(sums -> assertThat(sums.totals())
                        .isEqualTo(bill.order().header().totals()));
        assertThat(operation.after()).hasSize(3);
        assertThat(operation.after().getLast().totals().total()).isEqualTo(vnd("0"));
        assertThat(operation.difference().none()).isTrue();
        assertThat(operation.open()).isFalse();
        assertThat(operation.kind()).isEqualTo(OrderOperation.Kind.DIVIDE_BILL);
    }
}
