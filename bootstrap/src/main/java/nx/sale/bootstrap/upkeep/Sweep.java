package nx.sale.bootstrap.upkeep;

import java.util.Optional;
import nx.sale.application.allocation.ExtendOverdue;
import nx.sale.application.report.FoldSales;
import nx.sale.application.reservation.ExpireReservations;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Origin;
import nx.sale.postgres.leadership.PostgresLeadership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after what time brings: reservations that were missed, parties that stay on, sales to be folded into daily sums. One replica does
 * it; when that one dies, another has the lead within a round.
 */
public final class Sweep {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);
    private static final int BATCH = 100;
    private static final int ORDERS_AT_ONCE = 1_000;
    private static final int FOLDS = 20;
    private static final Origin ORIGIN = new Origin(Actor.system("sweep"), Optional.empty(), "sweep");

    private final PostgresLeadership leadership;
    private final ExpireReservations expire;
    private final ExtendOverdue extend;
    private final FoldSales fold;

    public Sweep(PostgresLeadership leadership, ExpireReservations expire, ExtendOverdue extend, FoldSales fold) {
        this.leadership = leadership;
        this.expire = expire;
        this.extend = extend;
        this.fold = fold;
    }

    /** One round, when this replica leads. */
    public void round() {
        if (!leadership.leads()) {
            return;
        }
        int expired = expire.handle(new ExpireReservations.Command(BATCH, ORIGIN));
        int staying = extend.handle(new ExtendOverdue.Command(BATCH, ORIGIN));
        int folded = fold.handle(new FoldSales.Command(ORDERS_AT_ONCE, FOLDS));
        if (expired + staying + folded > 0) {
            log.atInfo()
                    .addKeyValue("expiredReservations", expired)
                    .addKeyValue("overduePartiesExtended", staying)
                    .addKeyValue("salesFolded", folded)
                    .log("Sweep finished");
        }
    }
}
