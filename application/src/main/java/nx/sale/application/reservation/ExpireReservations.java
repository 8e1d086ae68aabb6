package nx.sale.application.reservation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
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
    public record Command(int limit, Origin origin) {}

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
        int expired = 0;
        for (ReservationViews.Due due :
                views.listMissed(clock.instant(), Settings.DEFAULT.reservationGrace(), c.limit())) {
            Settings merchantSettings = settings.get(due.merchant());
            expired += work.run(tx -> expire(tx, due, merchantSettings, c.origin())) ? 1 : 0;
        }
        return expired;
    }

    /** Looks again under the lock: the guests may have come in the last moment. */
    private boolean expire(Tx tx, ReservationViews.Due due, Settings merchantSettings, Origin origin) {
        Instant at = clock.instant();
        Reservation reservation = reservations.lock(tx, due.merchant(), due.id());
        if (!reservation.missed(merchantSettings.reservationGrace(), at)) {
            return false;
        }
        Reservation expired = reservation.expired(origin.actor(), at);
        reservations.update(tx, expired);
        usages.updateEnd(
                tx,
                due.merchant(),
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
