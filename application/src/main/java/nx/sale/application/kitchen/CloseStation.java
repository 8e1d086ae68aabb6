package nx.sale.application.kitchen;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import nx.sale.application.shared.Reply;
import nx.sale.application.shared.Request;
import nx.sale.application.shared.Requests;
import nx.sale.domain.kitchen.KitchenStation;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.RequestError;
import nx.sale.domain.shared.StationId;

/** Closes a kitchen station at which nothing waits. Rejects: station-not-found, station-busy, revision-mismatch. */
public final class CloseStation {
    public record Command(Request request, MerchantId merchant, StationId station, Optional<Long> expected) {}

    private final Requests requests;
    private final Kitchens kitchens;
    private final AuditTrail audit;
    private final Clock clock;

    public CloseStation(Requests requests, Kitchens kitchens, AuditTrail audit, Clock clock) {
        this.requests = requests;
        this.kitchens = kitchens;
        this.audit = audit;
        this.clock = clock;
    }

    public Answer handle(Command c, Reply<KitchenStation> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(tx -> {
                    var origin = c.request().origin();
                    Instant at = clock.instant();
                    KitchenStation station = kitchens.lockStation(tx, c.merchant(), c.station());
                    RequestError.expect(station.revision(), c.expected());
                    kitchens.updateGone(tx, station, origin, at);
                    audit.append(tx, StationTrail.entry("STATION_CLOSED", station, at), origin);
                    return station;
                }));
    }
}
