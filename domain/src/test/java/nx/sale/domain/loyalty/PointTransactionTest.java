package nx.sale.domain.loyalty;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.Totals;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.returns.SaleReturn;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order earns. */
class PointTransactionTest {
    // POINTS-1
    @ParameterizedTest
    @CsvSource({
        "154000, 1000, 154",
        "154999.9999, 1000, 154",
        "999, 1000, 0",
        "0, 1000, 0",
        "10, 0.3, 33",
        "10, 0, 0",
        "99999999999.9999, 0.0001, 999999999999999"
    })
    void pointsAreWholeAndNeverMoreThanEarned(String total, String spendPerPoint, long points) {
        assertThat(PointTransaction.points(Money.of(total, CurrencyCode.VND), new BigDecimal(spendPerPoint)))
                .isEqualTo(points);
    }

    private static OrderEvent.Completed completed(Optional<CustomerId> customer, Optional<BigDecimal> spendPerPoint) {
        Cart cart = TestOrders.reloaded(cartOf(TestOrders.withLines()));
        cart.describe(
                new Cart.Description(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(customer),
                        Optional.empty(),
                        Optional.empty()),
                WAITER,
                NOON);
        OrderSnapshot described =
                new OrderSnapshot(cart.header(), TestOrders.withLines().lines());
        OrderSnapshot checkedOut = TestOrders.checkedOut(described);
        OrderHeader header = checkedOut.header();
        return new OrderEvent.Completed(header, checkedOut.lines(), settings(spendPerPoint), NOON);
    }

    private static Cart cartOf(OrderSnapshot order) {
        return Cart.rehydrate(order.header(), order.lines(), java.util.Map.of());
    }

    private static Settings settings(Optional<BigDecimal> spendPerPoint) {
        Settings plain = Settings.DEFAULT;
        return new Settings(
                plain.timezone(),
                plain.dayCutoffHour(),
                plain.shiftManagement(),
                plain.priceHold(),
                plain.kitchenAutoSend(),
                spendPerPoint,
                plain.cashTolerance(),
                plain.maxRecounts(),
                plain.defaultStationId(),
                plain.reservationGrace(),
                plain.noShow(),
                plain.turn(),
                plain.money(),
                plain.revision());
    }

    // POINTS-1, POINTS-5
    @Test
    void pointsNeedACustomerAndATotal() {
        Optional<CustomerId> lan = Optional.of(new CustomerId(55));
        Optional<BigDecimal> price = Optional.of(new BigDecimal("1000"));

        assertThat(PointTransaction.earned(completed(lan, price), TestOrders.ids(1)))
                .hasValueSatisfying(earned -> {
                    assertThat(earned.points()).isEqualTo(154);
                    assertThat(earned.customer()).isEqualTo(new CustomerId(55));
                });
        assertThat(PointTransaction.earned(completed(Optional.empty(), price), TestOrders.ids(1)))
                .isEmpty();
        assertThat(PointTransaction.earned(completed(lan, Optional.empty()), TestOrders.ids(1)))
                .isEmpty();
        assertThat(PointTransaction.earned(completed(lan, Optional.of(new BigDecimal("1000000"))), TestOrders.ids(1)))
                .isEmpty();
    }

    /** The completed order after a return of so much, all of it with those before. */
    private static ReturnEvent.Returned returned(SaleOrder order, String total) {
        Money money = Money.of(total, CurrencyCode.VND);
        order.noteReturned(money, false, WAITER, NOON);
        return new ReturnEvent.Returned(
                order.header(),
                order.lines(),
                new SaleReturn(
                        new ReturnId(
                                order.header().progress().returned().messages().returns()),
                        order.header().id(),
                        1,
                        List.of(),
                        List.of(),
                        new SaleReturn.Sums(
                                Totals.zero(CurrencyCode.VND).roundedTo(money),
                                Money.zero(CurrencyCode.VND),
                                List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        LocalDate.EPOCH,
                        Trace.created(NOON, WAITER)),
                List.of(),
                NOON);
    }

    // POINTS-6
    @Test
    void returnTakesSoManyPointsThatThoseOfWhatIsKeptAreLeft() {
        OrderEvent.Completed completed = completed(Optional.of(new CustomerId(5)), Optional.of(new BigDecimal("1000")));
        PointTransaction earned =
                PointTransaction.earned(completed, TestOrders.ids(1)).orElseThrow();
        SaleOrder order = SaleOrder.rehydrate(new OrderSnapshot(completed.order(), completed.lines()));
        TestOrders.pay(order, "154000", Optional.empty());
        ReturnEvent.Returned first = returned(order, "500");
        ReturnEvent.Returned second = returned(order, "71000");

        PointTransaction gone = PointTransaction.reversed(List.of(earned), first, TestOrders.ids(2))
                .orElseThrow();
        PointTransaction more = PointTransaction.reversed(List.of(earned, gone), second, TestOrders.ids(3))
                .orElseThrow();

        assertThat(gone.points()).isEqualTo(-1);
        assertThat(gone.goods()).contains(first.goods().id());
        assertThat(earned.points() + gone.points() + more.points()).isEqualTo(82);
        assertThat(PointTransaction.reversed(List.of(earned, gone, more), second, TestOrders.ids(4)))
                .isEmpty();
        assertThat(PointTransaction.reversed(List.of(), second, TestOrders.ids(4)))
                .isEmpty();
    }
}
