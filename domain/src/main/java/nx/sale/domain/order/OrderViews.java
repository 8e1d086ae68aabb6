package nx.sale.domain.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.shared.AuditTrail;

/** Orders, for reading: no lock, no aggregate. */
public interface OrderViews extends Listing<OrderHeader> {
    /** The order with its live lines, in id order; empty for another merchant's or a deleted one. */
    Optional<OrderSnapshot> find(MerchantId merchant, OrderId id);

    /** Those of these orders that are there, with their live lines, by id. */
    List<OrderSnapshot> list(MerchantId merchant, Collection<OrderId> ids);

    Optional<OrderHeader> findHeader(MerchantId merchant, OrderId id);

    /** Whose order it is; empty for a deleted one: the payment webhook names only the order (STORE-4). */
    Optional<MerchantId> findMerchant(OrderId id);

    /** What happened to the order, oldest first, at most {@code limit} entries after the cursor (the last entry's id). */
    List<HistoryEntry> listHistory(MerchantId merchant, OrderId id, int limit, Optional<Long> after);

    /** How many entries the history has. */
    long countHistory(MerchantId merchant, OrderId id);

    /** One entry of the audit trail. */
    record HistoryEntry(
            long id,
            Instant at,
            String action,
            AuditTrail.Who actor,
            Optional<String> device,
            Optional<String> reason,
            String requestId,
            Map<String, String> details) {}
}
