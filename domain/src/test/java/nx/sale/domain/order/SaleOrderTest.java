package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.TERMS;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An order from checkout to the end. */
class SaleOrderTest {
    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static SaleOrder processing() {
        return TestOrders.order(TestOrders.checkedOut());
    }

    private static void pay(SaleOrder order, String amount) {
        TestOrders.pay(order, amount, Optional.empty());
    }

    // PRICE-2, PRICE-8
    @Test
    void checkoutTakesPricingsNumbers() {
        SaleOrder order = processing();

        assertThat(order.header().status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(order.header().totals()).isEqualTo(Totals.of(vnd("140000"), vnd("0"), vnd("14000")));
        assertThat(order.header().stamps().processingAt()).contains(NOON);
        assertThat(order.lines())
                .allSatisfy(line -> assertThat(line.quoted())
                        .map(Line.Quoted::priceMetadata)
                        .contains(json("{'v': 1}")));
    }

    // PRICE-1
    @Test
    void anEmptyCartIsNotCheckedOut() {
        SaleOrder empty = TestOrders.order(new OrderSnapshot(TestOrders.draft().header(), List.of()));

        assertRejected(
                empty::requireReadyToCheckOut,
                new OrderError.Empty(empty.header().id()));
    }

    // ORDER-5, PRICE-10
    @Test
    void revertRestoresTheCartExactly() {
        OrderSnapshot draft = TestOrders.withLines();
        SaleOrder order = processing();

        order.revert(WAITER, NOON);

        assertThat(order.lines()).isEqualTo(draft.lines());
        assertThat(order.header().totals()).isEqualTo(draft.header().totals());
        assertThat(order.header().stamps().processingAt()).isEmpty();
        assertThat(order.events()).singleElement().isInstanceOf(OrderEvent.Reverted.class);
    }

    // ORDER-6, OUTBOX-3
    @Test
    void paidInParts_itGoesThroughPartialToCompleted() {
        SaleOrder order = processing();
        pay(order, "54000");
        assertThat(order.header().status()).isEqualTo(OrderStatus.PARTIAL);
        pay(order, "100000");

        assertThat(order.header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(order.header().progress().paidLines()).hasSize(2);
        assertThat(order.header().state().businessDate()).contains(java.time.LocalDate.parse("2026-03-01"));
        assertThat(order.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PaymentReceived", "PaymentReceived", "Completed");
        assertThat(order.events())
                .extracting(event -> event.order().sequences().payment())
                .containsExactly(1L, 2L, 2L);
    }

    // ORDER-6, PAYMENT-9
    @Test
    void moreMoneyForACompletedOrderKeepsItCompleted() {
        SaleOrder order = processing();
        pay(order, "154000");
        pay(order, "1000");

        assertThat(order.header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(order.header().progress().paid()).isEqualTo(vnd("155000"));
    }

    // PRICE-10
    @Test
    void paidOrderIsNotRevertedToCart() {
        SaleOrder order = processing();
        pay(order, "1000");

        assertRejected(
                () -> order.revert(WAITER, NOON),
                new OrderError.NotAllowed(order.header().id(), OrderStatus.PARTIAL, OrderStatus.Action.REVERT));
        order.cancel("left", WAITER, NOON);
        assertThat(order.events().getLast())
                .isInstanceOfSatisfying(
                        OrderEvent.Cancelled.class,
                        event -> assertThat(event.refundDue()).isEqualTo(vnd("1000")));
        assertThat(order.takesMoney()).isFalse();
    }

    // FLOOR-14, KITCHEN-1, ORDER-1
    @ParameterizedTest
    @CsvSource({
        "DRAFT,CHANGE_ITEMS CHECK_OUT CANCEL DELETE DESCRIBE DESCRIBE_FULLY MERGE SPLIT UNDO_MERGE UNDO_SPLIT"
                + " SEND_TO_KITCHEN SEAT",
        "PROCESSING,REVERT CANCEL DESCRIBE PAY DIVIDE_BILL SEND_TO_KITCHEN SEAT",
        "PARTIAL,CANCEL DESCRIBE PAY DIVIDE_BILL SEND_TO_KITCHEN SEAT REPLAY_PAYMENT",
        "COMPLETED,PAY SEND_TO_KITCHEN REPLAY_PAYMENT RETURN",
        "CANCELLED,''"
    })
    void everyStatusAllowsExactlyThis(OrderStatus status, String actions) {
        List<String> allowed = java.util.Arrays.stream(OrderStatus.Action.values())
                .filter(status::allows)
                .map(Enum::name)
                .toList();

        assertThat(allowed)
                .containsExactlyInAnyOrderElementsOf(actions.isEmpty() ? List.of() : List.of(actions.split(" ")));
    }

    // PRICE-9
    @Test
    void lateMoneyIsAppliedAtCheckout_andCoversIt() {
        OrderSnapshot draft = TestOrders.withLines();
        SaleOrder order = TestOrders.order(draft);

        order.checkOut(TestOrders.quote(draft), TERMS, vnd("154000"), Settings.DEFAULT, WAITER, NOON);

        assertThat(order.header().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    // ORDER-7
    @ParameterizedTest
    @CsvSource({"2026-03-01T20:59:59Z,2026-03-01", "2026-03-01T21:00:00Z,2026-03-02", "2026-03-01T05:00:00Z,2026-03-01"
    })
    void theTradingDayEndsAtTheCutOffHour(String at, String day) {
        assertThat(Settings.DEFAULT.businessDate(Instant.parse(at))).isEqualTo(day);
    }

    // PRICE-4, PRICE-5
    @Test
    void quoteIsValidated() {
        OrderSnapshot draft = TestOrders.withLines();
        QuoteRequest asked = QuoteRequest.of(draft, true, NOON);
        Quote good = TestOrders.quote(draft);
        Quote.Priced line = good.lines().getFirst();

        assertThat(good.fault(asked)).isEmpty();
        assertThat(with(good, good.lines().subList(0, 1)).fault(asked)).contains("not every item exactly once");
        assertThat(with(good, List.of(line, line)).fault(asked)).contains("not every item exactly once");
        assertThat(new Quote(
                                good.lines(),
                                good.subtotal(),
                                good.discount(),
                                good.tax(),
                                good.total().plus(vnd("1")),
                                "{}")
                        .fault(asked))
                .contains("total is not subtotal - discount + tax");
        assertThat(new Quote(
                                good.lines(),
                                good.subtotal().plus(vnd("1")),
                                good.discount(),
                                good.tax(),
                                good.total().plus(vnd("1")),
                                "{}")
                        .fault(asked))
                .contains("the items do not add up to the sums");
        Quote.Priced dearer = new Quote.Priced(
                line.line(),
                line.base().plus(vnd("1")),
                line.unit(),
                line.discount(),
                line.tax(),
                line.total().plus(vnd("2")),
                line.fare(),
                "{}");
        assertThat(with(good, List.of(dearer, good.lines().get(1))).fault(asked))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("the held price was not kept"));
        Quote.Priced negative = new Quote.Priced(
                line.line(), line.base(), line.unit(), line.discount(), vnd("-1"), line.total(), line.fare(), "{}");
        assertThat(with(good, List.of(negative, good.lines().get(1))).fault(asked))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("a negative amount"));
    }

    // PRICE-6
    @Test
    void aTotalRoundedAnyWayIsBelieved_andWhatIsToBePaidIsRoundedHalfUp() {
        OrderSnapshot draft = TestOrders.withLines();
        QuoteRequest asked = QuoteRequest.of(draft, true, NOON);
        Quote good = TestOrders.quote(draft);
        Quote.Priced line = good.lines().getFirst();
        Quote.Priced taxed = new Quote.Priced(
                line.line(),
                line.base(),
                line.unit(),
                line.discount(),
                line.tax().plus(vnd("0.6")),
                line.total(),
                line.fare(),
                "{}");
        for (String total : List.of("0", "0.6", "1")) {
            Quote quote = taxed(good, taxed, good.total().plus(vnd(total)));
            assertThat(quote.fault(asked)).isEmpty();
            assertThat(quote.roundedOtherwise()).isEqualTo(total.equals("0"));
        }
        for (String total : List.of("-0.1", "0.5", "0.7", "1.1", "2")) {
            assertThat(taxed(good, taxed, good.total().plus(vnd(total))).fault(asked))
                    .contains("total is not subtotal - discount + tax");
        }
    }

    private static Quote taxed(Quote good, Quote.Priced first, Money total) {
        return new Quote(
                List.of(first, good.lines().get(1)),
                good.subtotal(),
                good.discount(),
                good.tax().plus(vnd("0.6")),
                total,
                "{}");
    }

    private static Quote with(Quote quote, List<Quote.Priced> lines) {
        return new Quote(lines, quote.subtotal(), quote.discount(), quote.tax(), quote.total(), "{}");
    }
}
