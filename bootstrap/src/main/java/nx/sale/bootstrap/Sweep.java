package nx.sale.bootstrap;

import java.util.Optional;
import nx.sale.application.allocation.ExtendOverdue;
import nx.sale.application.reservation.ExpireReservations;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.postgres.shared.PgLeadership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what time does to the floor: reservations that were missed, parties that stay on. One replica does it; when that one
 * dies, another has the lead within a round.
 */
final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int BATCH = 100;
    private static final Origin ORIGIN = new Origin(Actor.system("sweep"), Optional.empty(), "sweep");

    private final PgLeadership leadership;
    private final ExpireReservations expire;
    private final ExtendOverdue extend;

    Sweep(PgLeadership leadership, ExpireReservations expire, ExtendOverdue extend) {
        this.leadership = leadership;
        this.expire = expire;
        this.extend = extend;
    }

    /** One round, when this replica leads. */
    void round() {
        if (!leadership.leads()) {
            return;
        }
        int expired = expire.handle(new ExpireReservations.Command(BATCH, ORIGIN));
        int staying = extend.handle(new ExtendOverdue.Command(BATCH, ORIGIN));
        if (expired + staying > 0) {
            log.info("swept expiredReservations={} overduePartiesLookedAfter={}", expired, staying);
        }
    }
}
