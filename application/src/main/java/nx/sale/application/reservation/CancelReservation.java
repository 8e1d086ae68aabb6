package nx.sale.application.reservation;

import java.util.List;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Calls a reservation off; its units are free. The reason NO_SHOW is for guests who did not come. Rejects:
 * reason-unknown, reservation-not-found, reservation-not-allowed, no-show-too-early, revision-mismatch.
 */
public final class CancelReservation {
    public record Command(
            Request request, MerchantId merchant, ReservationId reservation, Optional<Long> expected, String reason) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Reservations reservations;
    private final Usages usages;
    private final AuditTrail audit;
    private final Screens screens;

    public CancelReservation(
            SettingsStore settings,
            Requests requests,
            Reservations reservations,
            Usages usages,
            AuditTrail audit,
            Screens screens) {
        this.settings = settings;
        this.requests = requests;
        this.reservations = reservations;
        this.usages = usages;
        this.audit = audit;
        this.screens = screens;
    }

    public <A> A handle(Command c, Reply<Reservation, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            String reason = merchantSettings.money().reasons().accept(ReasonKind.CANCEL, c.reason());
            return attempt.runOnFloor(c.merchant(), (tx, at) -> {
                var origin = c.request().origin();
                Reservation reservation = reservations.lock(tx, c.merchant(), c.reservation());
                RequestError.expect(reservation.revision(), c.expected());
                Reservation cancelled = reservation.cancelled(reason, merchantSettings.noShow(), origin.actor(), at);
                reservations.update(tx, cancelled);
                usages.updateEnd(
                        tx,
                        c.merchant(),
                        Taker.reservation(cancelled.id()),
                        AllocationUsage.Status.CANCELLED,
                        origin,
                        at,
                        ended -> screens.usagesNow(ended, LiveAction.USAGE_CANCELLED));
                audit.append(tx, new Booked(cancelled, List.of()).entry(AuditAction.RESERVATION_CANCELLED, at), origin);
                screens.reservation(tx, cancelled, LiveAction.RESERVATION_CANCELLED);
                return cancelled;
            });
        });
    }
}
