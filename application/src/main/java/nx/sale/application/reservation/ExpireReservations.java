package nx.sale.application.reservation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.application.upkeep.Failures;
import nx.sale.application.upkeep.Turns;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.reservation.ReservationViews;
import nx.sale.domain.reservation.Reservations;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Ends reservations whose guests did not come and nobody cancelled; their units are free. Part of the sweep.
 */
public final class ExpireReservations {
    /**
     * @param limit so many at most
     * @param each so many of a merchant before others have their turn
     */
    public record Command(int limit, int each, Origin origin) {}

    private final ReservationViews views;
    private final SettingsStore settings;
    private final UnitOfWork work;
    private final Reservations reservations;
    private final Usages usages;
    private final AuditTrail audit;
    private final Screens screens;
    private final Clock clock;

    public ExpireReservations(
            ReservationViews views,
            SettingsStore settings,
            UnitOfWork work,
            Reservations reservations,
            Usages usages,
            AuditTrail audit,
            Screens screens,
            Clock clock) {
        this.views = views;
        this.settings = settings;
        this.work = work;
        this.reservations = reservations;
        this.usages = usages;
        this.audit = audit;
        this.screens = screens;
        this.clock = clock;
    }

    /** Returns how many have expired. */
    public int handle(Command c) {
        return (int) Turns.take(
                c.limit(),
                (without, limit) ->
                        views.listWithMissed(clock.instant(), Settings.DEFAULT.reservationGrace(), without, limit),
                (merchant, left) -> expire(merchant, (int) Math.min(c.each(), left), c.origin()));
    }

    private int expire(MerchantId merchant, int atMost, Origin origin) {
        Settings merchantSettings = settings.get(merchant);
        Failures failures = new Failures();
        int expired = 0;
        for (ReservationId id :
                views.listMissed(merchant, clock.instant(), merchantSettings.reservationGrace(), atMost)) {
            boolean[] missed = {false};
            failures.tried(() -> missed[0] = work.run(tx -> expire(tx, merchant, id, merchantSettings, origin)));
            expired += missed[0] ? 1 : 0;
        }
        failures.rethrow();
        return expired;
    }

    /** Looks again under the lock: the guests may have come in the last moment. */
    private boolean expire(Tx tx, MerchantId merchant, ReservationId id, Settings merchantSettings, Origin origin) {
        Instant at = clock.instant();
        Reservation reservation = reservations.lock(tx, merchant, id);
        if (!reservation.missed(merchantSettings.reservationGrace(), at)) {
            return false;
        }
        Reservation expired = reservation.expired(origin.actor(), at);
        reservations.update(tx, expired);
        usages.updateEnd(
                tx,
                merchant,
                Taker.reservation(expired.id()),
                AllocationUsage.Status.EXPIRED,
                origin,
                at,
                ended -> screens.usagesNow(ended, LiveAction.USAGE_EXPIRED));
        audit.append(tx, new Booked(expired, List.of()).entry(AuditAction.RESERVATION_EXPIRED, at), origin);
        screens.reservation(tx, expired, LiveAction.RESERVATION_EXPIRED);
        return true;
    }
}
