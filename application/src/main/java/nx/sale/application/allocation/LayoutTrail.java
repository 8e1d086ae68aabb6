package nx.sale.application.allocation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** How a change of floor plans reads in the audit. */
final class LayoutTrail {
    private LayoutTrail() {}

    static AuditTrail.Entry entry(AuditAction action, AllocationLayout layout, Instant at) {
        return new AuditTrail.Entry(
                layout.merchant(),
                Optional.empty(),
                action,
                Optional.empty(),
                Map.of(
                        "layoutId", layout.id().toString(),
                        "name", layout.name(),
                        "units", Long.toString(layout.units().count())),
                at);
    }
}
