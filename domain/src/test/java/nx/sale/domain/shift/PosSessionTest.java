package nx.sale.domain.shift;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.domain.fixture.TestShifts.counted;
import static nx.sale.domain.fixture.TestShifts.opened;
import static nx.sale.domain.fixture.TestShifts.took;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.fixture.TestShifts;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.ValueError;
import org.junit.jupiter.api.Test;

/** A shift from the float to the count. */
class PosSessionTest {
    private static final ShiftFigures FIGURES = took("230000");
    private static final Settings STRICT = Settings.DEFAULT;

    private static Settings tolerant(String tolerance, int recounts) {
        Settings plain = Settings.DEFAULT;
        return new Settings(
                plain.timezone(),
                plain.dayCutoffHour(),
                true,
                plain.priceHold(),
                plain.kitchenAutoSend(),
                plain.spendPerPoint(),
                new BigDecimal(tolerance),
                recounts,
                plain.defaultStationId(),
                plain.reservationGrace(),
                plain.noShow(),
                plain.turn(),
                plain.money(),
                1);
    }

    private static PosSession.Moved move(PosSession.Open session, CashMovement.Kind kind, String amount) {
        return session.move(new MovementId(7), kind, new BigDecimal(amount), "reason", WAITER, NOON);
    }

    private static PosSession.Outcome close(
            PosSession.Open session, PosSession.CloseRequest request, Settings settings) {
        return session.close(request, FIGURES, OpenOrders.NONE, settings, WAITER, NOON);
    }

    private static PosSession.Open recounted(PosSession.Open session, String amount) {
        return ((PosSession.Outcome.Recount) close(session, counted(amount), STRICT)).session();
    }

    // SHIFT-3
    @Test
    void theDrawerHoldsFloatAndCashAndWhatWasMoved_inItsOwnCurrency() {
        PosSession.Open session = opened(1);
        session = move(session, CashMovement.Kind.PAY_IN, "100000").session();
        session = move(session, CashMovement.Kind.PAY_OUT, "30000").session();
        session = move(session, CashMovement.Kind.DROP, "200000").session();
        session = session.refund(
                        new MovementId(8),
                        Money.of("15000", CurrencyCode.VND),
                        new ReviewId(3),
                        "too much",
                        WAITER,
                        NOON)
                .session();

        assertThat(session.expectedCash(FIGURES)).isEqualByComparingTo("585000");
        assertThat(session.revision()).isEqualTo(5);
    }

    @Test
    void shiftAboveTheLargestAmountCanBeReadAndClosed() {
        PosSession.Open rich = opened(1, CurrencyCode.VND, "99999999999");
        rich = move(rich, CashMovement.Kind.PAY_IN, "99999999999").session();

        assertThat(rich.expectedCash(FIGURES)).isEqualByComparingTo("200000229998");
        PosSession.CloseRequest uncounted =
                new PosSession.CloseRequest(Optional.empty(), Optional.of("typing error"), false);
        assertThat(close(rich, uncounted, STRICT)).isInstanceOf(PosSession.Outcome.Closed.class);
        assertThat(close(rich, counted("200000229998"), STRICT))
                .isInstanceOfSatisfying(
                        PosSession.Outcome.Closed.class,
                        closed -> assertThat(closed.session().closing().discrepancy())
                                .hasValueSatisfying(
                                        discrepancy -> assertThat(discrepancy).isZero()));
        CashCount piles = CashCount.of(List.of(new CashCount.Denomination(new BigDecimal("500000"), 400_000)));
        assertThat(close(rich, new PosSession.CloseRequest(Optional.of(piles), Optional.empty(), false), STRICT))
                .isInstanceOf(PosSession.Outcome.Recount.class);
    }

    @Test
    void countAboveTheLargestAmountIsRejected_andSoIsAFractionOfACoin() {
        for (String beyond : List.of("1000000000000000", "1e300", "1e1000000000")) {
            assertRejected(() -> close(opened(1), counted(beyond), STRICT), new ValueError.AmountTooLarge());
        }
        assertRejected(
                () -> close(opened(1), counted("999999999999.5"), STRICT),
                new ShiftError.NotPayable(new BigDecimal("999999999999.5"), CurrencyCode.VND));
    }

    // SHIFT-5
    @Test
    void movementIsReversedOnce_byACounterEntry() {
        PosSession.Moved drop = move(opened(1), CashMovement.Kind.DROP, "200000");
        PosSession.Moved back =
                drop.session().reverse(drop.movement(), false, new MovementId(9), "typing error", WAITER, NOON);

        assertThat(drop.movement().effect()).isEqualTo(Money.of("-200000", CurrencyCode.VND));
        assertThat(back.movement().effect()).isEqualTo(Money.of("200000", CurrencyCode.VND));
        assertThat(back.movement().reverses()).contains(drop.movement().id());
        assertThat(back.session().expectedCash(ShiftFigures.NONE)).isEqualByComparingTo("500000");
        assertRejected(
                () -> back.session().reverse(drop.movement(), true, new MovementId(10), "again", WAITER, NOON),
                new ShiftError.MovementFinal(drop.movement().id()));
        assertRejected(
                () -> back.session().reverse(back.movement(), false, new MovementId(10), "back", WAITER, NOON),
                new ShiftError.MovementFinal(back.movement().id()));
    }

    // SHIFT-4
    @Test
    void cashMustBePayableInTheCurrency() {
        assertRejected(
                () -> opened(1, CurrencyCode.VND, "0.5"),
                new ShiftError.NotPayable(new BigDecimal("0.5"), CurrencyCode.VND));
        PosSession.Open dollars = opened(1, new CurrencyCode("USD"), "0.5");
        assertThat(dollars.openingFloat().canonical()).isEqualTo("0.5");
        assertRejected(() -> move(opened(1), CashMovement.Kind.PAY_IN, "0"), new ShiftError.NothingMoved());
        assertRejected(() -> move(opened(1), CashMovement.Kind.PAY_IN, "-5"), new ShiftError.NothingMoved());
        assertRejected(
                () -> dollars.refund(
                        new MovementId(8), Money.of("15000", CurrencyCode.VND), new ReviewId(3), "x", WAITER, NOON),
                new ShiftError.OtherCurrency(dollars.id(), dollars.currency(), CurrencyCode.VND));
        PosSession.CloseRequest half = new PosSession.CloseRequest(
                Optional.of(CashCount.of(List.of(new CashCount.Denomination(new BigDecimal("0.5"), 2)))),
                Optional.empty(),
                false);
        assertRejected(
                () -> close(opened(1), half, STRICT),
                new ShiftError.NotPayable(new BigDecimal("0.5"), CurrencyCode.VND));
    }

    // SHIFT-6
    @Test
    void closesWithinTheTolerance() {
        PosSession.CloseRequest piles = new PosSession.CloseRequest(
                Optional.of(CashCount.of(List.of(
                        new CashCount.Denomination(new BigDecimal("200000"), 3),
                        new CashCount.Denomination(new BigDecimal("50000"), 2),
                        new CashCount.Denomination(new BigDecimal("5000"), 5)))),
                Optional.empty(),
                false);

        assertThat(close(opened(1), piles, tolerant("5000", 2)))
                .isInstanceOfSatisfying(PosSession.Outcome.Closed.class, closed -> {
                    assertThat(closed.explained()).isFalse();
                    PosSession.Closing end = closed.session().closing();
                    assertThat(closed.session().status()).isEqualTo(PosSession.Status.CLOSED);
                    assertThat(end.expected()).isEqualByComparingTo("730000");
                    assertThat(end.discrepancy().orElseThrow()).isEqualByComparingTo("-5000");
                });
        assertThat(close(opened(1), counted("724999"), tolerant("5000", 2)))
                .isInstanceOf(PosSession.Outcome.Recount.class);
        assertThat(close(opened(1), counted("735001"), tolerant("5000", 2)))
                .isInstanceOf(PosSession.Outcome.Recount.class);
    }

    // SHIFT-6
    @Test
    void differenceIsRecounted_untilNoRecountIsLeft_thenNeedsANote() {
        PosSession.Open first = recounted(opened(1), "700000");
        assertThat(first.recounts()).isEqualTo(1);
        assertThat(first.status()).isEqualTo(PosSession.Status.OPEN);
        assertThat(close(first, counted("700000", "I lost 30"), STRICT))
                .as("a reason does not replace a recount")
                .isInstanceOfSatisfying(
                        PosSession.Outcome.Recount.class,
                        again -> assertThat(again.left()).isZero());

        PosSession.Open last = recounted(first, "700000");
        assertThat(last.recounts()).isEqualTo(2);
        assertRejected(() -> close(last, counted("700000"), STRICT), new ShiftError.DifferenceUnexplained(last.id()));
        assertThat(close(last, counted("700000", "lost 30"), STRICT))
                .isInstanceOfSatisfying(PosSession.Outcome.Closed.class, closed -> {
                    assertThat(closed.explained()).isTrue();
                    assertThat(closed.session().recounts()).isEqualTo(2);
                });
        assertThat(close(last, counted("730000"), STRICT))
                .as("the last recount fits")
                .isInstanceOfSatisfying(
                        PosSession.Outcome.Closed.class,
                        closed -> assertThat(closed.explained()).isFalse());
    }

    // SHIFT-7
    @Test
    void uncountedCloseNeedsANote_andHasNoDifference() {
        PosSession.CloseRequest uncounted = new PosSession.CloseRequest(Optional.empty(), Optional.empty(), false);
        assertRejected(
                () -> close(opened(1), uncounted, STRICT),
                new ShiftError.DifferenceUnexplained(opened(1).id()));

        PosSession.CloseRequest lost = new PosSession.CloseRequest(Optional.empty(), Optional.of("till stolen"), false);
        assertThat(close(opened(1), lost, STRICT)).isInstanceOfSatisfying(PosSession.Outcome.Closed.class, closed -> {
            assertThat(closed.explained()).isTrue();
            assertThat(closed.session().closing().discrepancy()).isEmpty();
        });
    }

    // SHIFT-8
    @Test
    void ordersThatWaitForMoneyAreHandedOver_cartsJustGoOn() {
        OpenOrders carts = new OpenOrders(List.of(sum(OrderStatus.DRAFT, 3)));
        OpenOrders waiting = new OpenOrders(
                List.of(sum(OrderStatus.DRAFT, 3), sum(OrderStatus.PARTIAL, 1), sum(OrderStatus.PROCESSING, 2)));
        PosSession.Open session = opened(1);

        assertThat(session.close(counted("730000"), FIGURES, carts, STRICT, WAITER, NOON))
                .isInstanceOf(PosSession.Outcome.Closed.class);
        assertRejected(
                () -> session.close(counted("730000"), FIGURES, waiting, STRICT, WAITER, NOON),
                new ShiftError.OrdersOpen(session.id(), 3));
        PosSession.CloseRequest handOver = new PosSession.CloseRequest(
                Optional.of(CashCount.of(new BigDecimal("730000"))), Optional.empty(), true);
        assertThat(session.close(handOver, FIGURES, waiting, STRICT, WAITER, NOON))
                .isInstanceOfSatisfying(
                        PosSession.Outcome.Closed.class,
                        closed -> assertThat(closed.session().closing().handOver())
                                .isTrue());
    }

    private static OpenOrders.Sum sum(OrderStatus status, long orders) {
        return new OpenOrders.Sum(status, CurrencyCode.VND, orders, BigDecimal.TEN, BigDecimal.ZERO);
    }

    @Test
    void onlyAnOpenShiftIsChanged_andOnlyAClosedOneHasAClosing() {
        PosSession open = opened(1);
        PosSession closed = TestShifts.closed(opened(1), counted("730000"), FIGURES);

        assertThat(open.requireOpen()).isSameAs(open);
        assertThat(open.findClosing()).isEmpty();
        assertRejected(closed::requireOpen, new ShiftError.Closed(closed.id()));
        assertThat(closed.findClosing()).isPresent();
        assertRejected(() -> closed.expect(Optional.of(1L)), new RequestError.RevisionMismatch(2));
    }
}
