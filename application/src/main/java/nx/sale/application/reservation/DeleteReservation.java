package nx.sale.application.reservation;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Takes a reservation that is over out of the lists. Rejects: reservation-not-found, reservation-not-allowed,
 * revision-mismatch.
 */
public final class DeleteReservation {
    public record Command(Request request, MerchantId merchant, ReservationId reservation, Optional<Long> expected) {}

    private final Requests requests;
    private final Reservations reservations;
    private final AuditTrail audit;

    public DeleteReservation(Requests requests, Reservations reservations, AuditTrail audit) {
        this.requests = requests;
        this.reservations = reservations;
        this.audit = audit;
    }

    public <A> A handle(Command c, Reply<Reservation, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    var origin = c.request().origin();
                    Reservation reservation = reservations.lock(tx, c.merchant(), c.reservation());
                    RequestError.expect(reservation.revision(), c.expected());
                    reservation.requireDeletable();
                    reservations.remove(tx, reservation, origin, at);
                    audit.append(
                            tx, new Booked(reservation, List.of()).entry(AuditAction.RESERVATION_DELETED, at), origin);
                    return reservation;
                }));
    }
}
