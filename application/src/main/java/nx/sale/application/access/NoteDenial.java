package nx.sale.application.access;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.UnitOfWork;

/** Writes down that somebody was refused a permission, in a transaction of its own (ACCESS-6). */
public final class NoteDenial {
    public record Command(MerchantId merchant, String permission, String operation, Origin origin) {}

    private final UnitOfWork work;
    private final AuditTrail audit;
    private final Clock clock;

    public NoteDenial(UnitOfWork work, AuditTrail audit, Clock clock) {
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    public void handle(Command c) {
        AuditTrail.Entry entry = new AuditTrail.Entry(
                c.merchant(),
                Optional.empty(),
                AuditAction.DENIED,
                Optional.empty(),
                Map.of("permission", c.permission(), "operation", c.operation()),
                clock.instant());
        work.run(tx -> {
            audit.append(tx, entry, c.origin());
            return entry;
        });
    }
}
