package nx.sale.domain.reservation;

import static nx.sale.domain.fixture.Rejections.assertRejected;
import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UnitId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reservation goes through. */
class ReservationTest {
    private static final Duration NO_SHOW = Duration.ofMinutes(30);

    private final Reservation pending = Reservation.requested(
            new ReservationId(1),
            MERCHANT,
            new Reservation.Guest("Lan", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            5,
            new Window(NOON, NOON.plusSeconds(5_400)),
            Reservation.Source.PHONE,
            WAITER,
            NOON);
    private final Reservation confirmed = pending.confirmed(WAITER, NOON);
    private final Reservation arrived = confirmed.checkedIn(new OrderId(100), WAITER, NOON);

    private static ReservationError notAllowed(Reservation reservation, Reservation.Action action) {
        return new ReservationError.NotAllowed(reservation.id(), reservation.status(), action);
    }

    // RESERVATION-1, RESERVATION-4
    @Test
    void seatingGuestsConfirmsTheirReservation() {
        Reservation seated = pending.checkedIn(new OrderId(100), WAITER, NOON.plusSeconds(60));

        assertThat(seated.status()).isEqualTo(Reservation.Status.CHECKED_IN);
        assertThat(seated.stamps().of(Reservation.Status.CONFIRMED)).contains(NOON.plusSeconds(60));
        assertThat(seated.stamps().of(Reservation.Status.CHECKED_IN)).contains(NOON.plusSeconds(60));
        Reservation cancelled = pending.cancelled("ill", NO_SHOW, WAITER, NOON);
        assertRejected(
                () -> cancelled.checkedIn(new OrderId(100), WAITER, NOON),
                notAllowed(cancelled, Reservation.Action.CHECK_IN));
    }

    // RESERVATION-1, RESERVATION-10
    @Test
    void guestsComeToAConfirmedReservation_once() {
        assertThat(arrived.order()).contains(new OrderId(100));
        assertThat(arrived.stamps().of(Reservation.Status.CONFIRMED)).contains(NOON);
        assertRejected(
                () -> arrived.checkedIn(new OrderId(101), WAITER, NOON),
                notAllowed(arrived, Reservation.Action.CHECK_IN));
        assertRejected(
                () -> arrived.cancelled("x", NO_SHOW, WAITER, NOON), notAllowed(arrived, Reservation.Action.CANCEL));
        assertRejected(() -> arrived.expired(WAITER, NOON), notAllowed(arrived, Reservation.Action.EXPIRE));
        assertRejected(arrived::requireDeletable, notAllowed(arrived, Reservation.Action.DELETE));
        assertRejected(arrived::requireOpen, notAllowed(arrived, Reservation.Action.CHANGE));
    }

    // RESERVATION-5
    @Test
    void noShowNeedsAWait_andOtherReasonsNone() {
        assertRejected(
                () -> confirmed.cancelled(Reservation.NO_SHOW, NO_SHOW, WAITER, NOON.plusSeconds(1_799)),
                new ReservationError.NoShowTooEarly(confirmed.id(), NOON.plusSeconds(1_800)));
        assertThat(confirmed
                        .cancelled(Reservation.NO_SHOW, NO_SHOW, WAITER, NOON.plusSeconds(1_800))
                        .status())
                .isEqualTo(Reservation.Status.CANCELLED);
        assertThat(pending.cancelled("ill", NO_SHOW, WAITER, NOON).cancellationReason())
                .contains("ill");
    }

    // RESERVATION-6
    @Test
    void reservationExpiresAfterItsTimeAndTheGrace() {
        Duration grace = Duration.ofMinutes(15);
        var end = pending.window().until().plus(grace);

        assertThat(pending.missed(grace, end)).isFalse();
        assertThat(confirmed.missed(grace, end.plusMillis(1))).isTrue();
        assertThat(arrived.missed(grace, end.plusMillis(1))).isFalse();
        assertThat(pending.expired(WAITER, end).stamps().of(Reservation.Status.EXPIRED))
                .contains(end);
    }

    // RESERVATION-3
    @Test
    void theUnitsTogetherHaveRoomForTheParty() {
        FloorUnit four =
                new FloorUnit(new UnitId(1), "T1", 4, false, new LayoutId(1), new FloorZoneId(1), List.of("Room"));

        assertRejected(() -> pending.requireRoomAt(List.of(four)), new ReservationError.TooSmall(5, 4));
        pending.requireRoomAt(List.of(four, four));
        pending.requireRoomAt(List.of());
    }

    @ParameterizedTest
    @ValueSource(classes = {Reservation.class, Reservation.Guest.class, Reservation.Stamps.class})
    void noTwoComponentsAreOfOneType_soThatASwapDoesNotCompile(Class<?> type) {
        assertThat(type.getRecordComponents())
                .extracting(RecordComponent::getGenericType)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Reservation.Status.class)
    void endedReservationIsNotOpen(Reservation.Status status) {
        assertThat(status.open())
                .isEqualTo(status == Reservation.Status.PENDING || status == Reservation.Status.CONFIRMED);
    }
}
