package nx.sale.application.kitchen;

import java.util.List;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.Stations;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Trace;

/** Opens a kitchen station. Rejects: station-code-taken. */
public final class OpenStation {
    public record Command(
            Request request,
            MerchantId merchant,
            String code,
            String name,
            List<String> categories,
            KitchenStation.Targets targets) {}

    private final Requests requests;
    private final Stations stations;
    private final AuditTrail audit;
    private final Ids ids;

    public OpenStation(Requests requests, Stations stations, AuditTrail audit, Ids ids) {
        this.requests = requests;
        this.stations = stations;
        this.audit = audit;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<KitchenStation, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run((tx, at) -> {
                    var origin = c.request().origin();
                    KitchenStation station = new KitchenStation(
                            new StationId(ids.next()),
                            c.merchant(),
                            c.code(),
                            c.name(),
                            c.categories(),
                            c.targets(),
                            1,
                            Trace.created(at, origin.actor()));
                    stations.add(tx, station);
                    audit.append(tx, StationTrail.entry(AuditAction.STATION_OPENED, station, at), origin);
                    return station;
                }));
    }
}
