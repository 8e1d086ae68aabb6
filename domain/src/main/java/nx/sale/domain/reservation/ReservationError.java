package nx.sale.domain.reservation;

import java.time.Instant;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.shared.DomainError;

/** What a caller can do wrong with a reservation. */
public sealed interface ReservationError extends DomainError {
    /** No such reservation at this merchant. */
    record NotFound(ReservationId reservationId) implements ReservationError {
        @Override
        public String code() {
            return "reservation-not-found";
        }
    }

    /** The reservation's status does not allow the action. */
    record NotAllowed(ReservationId reservationId, Reservation.Status reservationStatus, Reservation.Action action)
            implements ReservationError {
        @Override
        public String code() {
            return "reservation-not-allowed";
        }
    }

    /** The guests may still come. */
    record NoShowTooEarly(ReservationId reservationId, Instant possibleFrom) implements ReservationError {
        @Override
        public String code() {
            return "no-show-too-early";
        }
    }

    /** The units have no room for the party. */
    record TooSmall(int partySize, int capacity) implements ReservationError {
        @Override
        public String code() {
            return "party-too-large";
        }
    }
}
