package nx.sale.application.kitchen;

import java.util.List;
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

/** Describes a kitchen station anew. Rejects: station-not-found, station-code-taken, revision-mismatch. */
public final class DescribeStation {
    /** What is empty stays. */
    public record Command(
            Request request,
            MerchantId merchant,
            StationId station,
            Optional<Long> expected,
            Optional<String> code,
            Optional<String> name,
            Optional<List<String>> categories,
            Optional<KitchenStation.Targets> targets) {}

    private final Requests requests;
    private final Stations stations;
    private final AuditTrail audit;

    public DescribeStation(Requests requests, Stations stations, AuditTrail audit) {
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
                    KitchenStation described = station.with(c.targets().orElse(station.targets()))
                            .described(
                                    c.code().orElse(station.code()),
                                    c.name().orElse(station.name()),
                                    c.categories().orElse(station.categories()),
                                    station.trace().touched(at, origin.actor()));
                    stations.update(tx, described);
                    audit.append(tx, StationTrail.entry(AuditAction.STATION_DESCRIBED, described, at), origin);
                    return described;
                }));
    }
}
