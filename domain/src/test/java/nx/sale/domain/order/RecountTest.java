package nx.sale.domain.order;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums that somebody damaged past the service, and how they are counted again. */
class RecountTest {
    private static Money vnd(String amount) {
        return Money.of(amount, CurrencyCode.VND);
    }

    private static OrderSnapshot withTotals(OrderSnapshot order, Totals totals) {
        return new OrderSnapshot(order.header().withTotals(totals), order.lines());
    }

    private static OrderSnapshot withLineTotal(OrderSnapshot order, String total) {
        List<Line> lines = new ArrayList<>(order.lines());
        lines.set(0, TestOrders.withTotal(lines.getFirst(), vnd(total)));
        return new OrderSnapshot(order.header(), lines);
    }

    @Test
    void storedSumsAgree() {
        assertThat(Recount.of(TestOrders.withLines()).agrees()).isTrue();
        assertThat(Recount.of(TestOrders.checkedOut()).agrees()).isTrue();
        assertRejected(
                () -> TestOrders.order(TestOrders.checkedOut()).recompute("why not", WAITER, NOON),
                new OrderError.SumsAgree(TestOrders.checkedOut().header().id()));
    }

    @ParameterizedTest
    @CsvSource({
        "1000,0,0,0,0,0",
        "0,1000,0,0,0,0",
        "0,0,1000,0,0,0",
        "0,0,0,1000,0,0",
        "0,0,0,0,1000,0",
        "0,0,0,0,0,1000",
        "0,0,0,0,1000,1000"
    })
    void everyAmountOfAnOrderIsCountedAgain(
            String subtotal, String discount, String charge, String tax, String rounding, String total) {
        OrderSnapshot right = TestOrders.checkedOut();
        Totals wrong = right.header()
                .totals()
                .plus(new Totals(vnd(subtotal), vnd(discount), vnd(charge), vnd(tax), vnd(rounding), vnd(total)));
        OrderSnapshot damaged = withTotals(right, wrong);
        assertThat(Recount.of(damaged).agrees()).isFalse();
        assertThat(Recount.of(damaged).difference())
                .isEqualTo(new Totals(vnd(subtotal), vnd(discount), vnd(charge), vnd(tax), vnd(rounding), vnd(total)));

        SaleOrder order = TestOrders.order(damaged);
        order.recompute("SQL", WAITER, NOON);

        assertThat(order.header().totals()).isEqualTo(right.header().totals());
        assertThat(order.lines()).isEqualTo(right.lines());
        assertThat(order.events()).singleElement().isInstanceOfSatisfying(OrderEvent.Recomputed.class, event -> {
            assertThat(event.recount().stored()).isEqualTo(wrong);
            assertThat(event.reason()).isEqualTo("SQL");
        });
    }

    @Test
    void aLineIsPriceTimesQuantityAgain() {
        OrderSnapshot right = TestOrders.withLines();
        OrderSnapshot damaged = withLineTotal(right, "1");
        assertThat(Recount.of(damaged).lines())
                .containsExactly(right.lines().getFirst().id());
        assertThat(Recount.of(damaged).agrees()).isFalse();

        SaleOrder order = TestOrders.order(damaged);
        order.recompute("SQL", WAITER, NOON);

        assertThat(order.snapshot().lines()).isEqualTo(right.lines());
        assertThat(order.header().totals()).isEqualTo(right.header().totals());
    }

    @Test
    void roundingFractionsOfSplitsAreNoDifference() {
        OrderSnapshot right = TestOrders.withLines();
        Money total = right.lines().getFirst().prices().total();

        assertThat(Recount.of(withLineTotal(right, total.plus(vnd("0.0003")).plain()))
                        .lines())
                .isEmpty();
    }

    // FAMILY-19
    @Test
    void anOrderThatIsPaidByTheCountedSumsCompletes() {
        SaleOrder paid = TestOrders.order(TestOrders.checkedOut());
        OrderSnapshot right = paid.snapshot();
        Totals totals = right.header().totals();
        SaleOrder order = TestOrders.order(withTotals(
                right,
                new Totals(
                        totals.subtotal(),
                        totals.discount(),
                        totals.charge(),
                        totals.tax(),
                        totals.rounding(),
                        totals.total().plus(vnd("1000")))));
        TestOrders.pay(order, totals.total().plain(), Optional.empty());
        assertThat(order.header().status()).isEqualTo(OrderStatus.PARTIAL);

        order.recompute("SQL", WAITER, NOON);
        order.settleTallied(order.settlementWith(vnd("0")), Settings.DEFAULT, WAITER, NOON);

        assertThat(order.header().status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(order.header().progress().paid()).isEqualTo(totals.total());
    }
}
