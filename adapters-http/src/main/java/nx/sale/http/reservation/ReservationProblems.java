package nx.sale.http.reservation;

import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationError;
import nx.sale.http.problem.Wall;
import nx.sale.http.problem.Words;

/** Status and words of a reservation's refusals. */
public final class ReservationProblems {
    private ReservationProblems() {}

    public static Words words(ReservationError error, Wall wall) {
        return switch (error) {
            case ReservationError.NotFound e ->
                new Words(404, "Reservation not found", "There is no reservation " + e.reservationId() + ".");
            case ReservationError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Reservation " + e.reservationId() + " is " + e.reservationStatus() + ": " + e.action()
                                + " is not possible. " + firstStep(e.reservationStatus()));
            case ReservationError.NoShowTooEarly e ->
                new Words(
                        409,
                        "The guests may still come",
                        "Reservation " + e.reservationId() + " counts as a no-show from " + wall.shows(e.possibleFrom())
                                + ".");
            case ReservationError.TooSmall e ->
                new Words(
                        409,
                        "Too small for the party",
                        "The units have room for " + e.capacity() + ", not for " + e.partySize()
                                + ". Set overrideCapacity when that does not matter.");
        };
    }

    /** What has to be done first, when the status does not allow it: the sentence that ends such a refusal. */
    private static String firstStep(Reservation.Status status) {
        return switch (status) {
            case PENDING -> "Confirm it first.";
            case CONFIRMED -> "Read it again: it may have changed.";
            case CHECKED_IN -> "The party is here: work with its order and its table.";
            case CANCELLED, EXPIRED -> "It is over: make a new one.";
        };
    }
}
