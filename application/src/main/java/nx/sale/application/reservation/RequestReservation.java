package nx.sale.application.reservation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.allocation.TakeUnits;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/**
 * Reserves units for guests who come later, units and reservation in one. Rejects: unit-not-found, party-too-large,
 * unit-taken, window-empty, window-over, window-too-long.
 */
public final class RequestReservation {
    /**
     * @param to the merchant's turn after the start when empty
     * @param anyCapacity whether units that are too small for the party will do
     */
    public record Command(
            Request request,
            MerchantId merchant,
            Reservation.Guest guest,
            int partySize,
            Instant from,
            Optional<Instant> to,
            Reservation.Source source,
            List<UnitId> units,
            boolean anyCapacity) {}

    private final SettingsStore settings;
    private final Requests requests;
    private final Reservations reservations;
    private final TakeUnits takeUnits;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public RequestReservation(
            SettingsStore settings,
            Requests requests,
            Reservations reservations,
            TakeUnits takeUnits,
            AuditTrail audit,
            Screens screens,
            Ids ids) {
        this.settings = settings;
        this.requests = requests;
        this.reservations = reservations;
        this.takeUnits = takeUnits;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Booked, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Settings merchantSettings = settings.get(c.merchant());
            return attempt.runOnFloor(c.merchant(), (tx, at) -> {
                var origin = c.request().origin();
                Reservation reservation = Reservation.requested(
                        new ReservationId(ids.next()),
                        c.merchant(),
                        c.guest(),
                        c.partySize(),
                        window(c, merchantSettings, at),
                        c.source(),
                        origin.actor(),
                        at);
                reservations.add(tx, reservation);
                Booked booked = new Booked(
                        reservation, takeUnits.forReservation(tx, reservation, c.units(), c.anyCapacity(), origin, at));
                audit.append(tx, booked.entry(AuditAction.RESERVATION_REQUESTED, at), origin);
                screens.reservation(tx, reservation, LiveAction.RESERVATION_CREATED);
                return booked;
            });
        });
    }

    private static Window window(Command c, Settings merchantSettings, Instant now) {
        return Window.wanted(c.from(), c.to().orElseGet(() -> c.from().plus(merchantSettings.turn())), now);
    }
}
