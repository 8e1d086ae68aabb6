package nx.sale.application.kitchen;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** Closes a kitchen station at which nothing waits. Rejects: station-not-found, station-busy, revision-mismatch. */
public final class CloseStation {
    public record Command(Request request, MerchantId merchant, StationId station, Optional<Long> expected) {}

    private final Requests requests;
    private final Stations stations;
    private final AuditTrail audit;

    public CloseStation(Requests requests, Stations stations, AuditTrail audit) {
        this.requests = requests;
        this.stations = stations;
        this.audit = audit;
    }

    public <A> A handle(Command c, Reply<KitchenStation, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    var origin = c.request().origin();
                    KitchenStation station = stations.lock(tx, c.merchant(), c.station());
                    RequestError.expect(station.revision(), c.expected());
                    stations.remove(tx, station, origin, at);
                    audit.append(tx, StationTrail.entry(AuditAction.STATION_CLOSED, station, at), origin);
                    return station;
                }));
    }
}
