package nx.sale.domain.reservation;

import java.time.Instant;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with a reservation. */
public sealed interface ReservationError extends DomainError {
    /** No such reservation at this merchant. */
    @ErrorCode("reservation-not-found")
    record NotFound(ReservationId reservationId) implements ReservationError {}

    /** The reservation's status does not allow the action. */
    @ErrorCode("reservation-not-allowed")
    record NotAllowed(ReservationId reservationId, Reservation.Status reservationStatus, Reservation.Action action)
            implements ReservationError {}

    /** The guests may still come. */
    @ErrorCode("no-show-too-early")
    record NoShowTooEarly(ReservationId reservationId, Instant possibleFrom) implements ReservationError {}

    /** The units have no room for the party. */
    @ErrorCode("party-too-large")
    record TooSmall(int partySize, int capacity) implements ReservationError {}
}
