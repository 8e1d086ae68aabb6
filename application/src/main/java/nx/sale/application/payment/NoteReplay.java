package nx.sale.application.payment;

import java.time.Clock;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;

/** Writes down that an operator tried to have a webhook applied by hand, which failed: a success is written down with it. */
public final class NoteReplay {
    /**
     * @param merchant the operator's, since the webhook may belong to none yet
     */
    public record Command(MerchantId merchant, long webhook, Origin origin) {}

    private final UnitOfWork work;
    private final AuditTrail audit;
    private final Clock clock;

    public NoteReplay(UnitOfWork work, AuditTrail audit, Clock clock) {
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    public void handle(Command c) {
        work.run(tx -> {
            audit.append(tx, ReplayTrail.entry(c.merchant(), c.webhook(), clock.instant()), c.origin());
            return c;
        });
    }
}
