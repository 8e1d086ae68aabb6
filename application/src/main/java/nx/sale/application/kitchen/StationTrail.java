package nx.sale.application.kitchen;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** How a change of stations reads in the audit. */
final class StationTrail {
    private StationTrail() {}

    static AuditTrail.Entry entry(AuditAction action, KitchenStation station, Instant at) {
        return new AuditTrail.Entry(
                station.merchant(),
                Optional.empty(),
                action,
                Optional.empty(),
                Map.of(
                        "stationId", station.id().toString(),
                        "code", station.code(),
                        "name", station.name(),
                        "categories", String.join(" ", station.categories()),
                        "soonMinutes", Long.toString(station.targets().soon().toMinutes()),
                        "lateMinutes", Long.toString(station.targets().late().toMinutes())),
                at);
    }
}
