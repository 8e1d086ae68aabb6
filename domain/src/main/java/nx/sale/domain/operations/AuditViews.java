package nx.sale.domain.operations;

import static nx.sale.domain.listing.ListField.filtered;
import static nx.sale.domain.listing.ListField.sorted;
import static nx.sale.domain.listing.ListQuery.FieldType.ID;
import static nx.sale.domain.listing.ListQuery.FieldType.INSTANT;
import static nx.sale.domain.listing.ListQuery.FieldType.TEXT;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListField;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.shared.AuditTrail;

/** The audit of a merchant, for reading. */
public interface AuditViews extends Listing<AuditViews.Recorded> {
    /** What the audit can be listed by. */
    List<ListField<Recorded>> FIELDS = List.of(
            sorted("id", ID, Recorded::id),
            sorted("action", TEXT, Recorded::action),
            sorted("actor", TEXT, recorded -> recorded.actor().label()),
            filtered("saleOrderId", ID),
            filtered("deviceId", TEXT),
            sorted("requestId", TEXT, Recorded::requestId),
            sorted("createdAt", INSTANT, Recorded::at));

    /** Somebody did something. */
    record Recorded(
            long id,
            String action,
            AuditTrail.Who actor,
            Optional<OrderId> order,
            Optional<String> deviceId,
            Optional<String> reason,
            String requestId,
            Map<String, String> details,
            Instant at) {
        public Recorded {
            details = Map.copyOf(details);
        }
    }
}
