package nx.sale.application.payment;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;

/**
 * Writes down that an operator has a webhook applied by hand, before it is: in a transaction of its own, so that it stands there whatever
 * becomes of the webhook.
 */
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
            audit.append(
                    tx,
                    new AuditTrail.Entry(
                            c.merchant(),
                            Optional.empty(),
                            "WEBHOOK_REPLAYED",
                            Optional.empty(),
                            Map.of("webhookId", Long.toString(c.webhook())),
                            clock.instant()),
                    c.origin());
            return c;
        });
    }
}
