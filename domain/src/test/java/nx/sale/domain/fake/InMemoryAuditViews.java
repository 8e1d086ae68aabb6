package nx.sale.domain.fake;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.operations.AuditViews;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;

/** The audit in memory. */
public final class InMemoryAuditViews implements AuditViews {
    private final InMemoryListing<Recorded> listing = new InMemoryListing<>(FIELDS, this::of);
    private final InMemoryOutbox audit;

    public InMemoryAuditViews(InMemoryOutbox audit) {
        this.audit = audit;
    }

    private Stream<Recorded> of(MerchantId merchant) {
        List<InMemoryOutbox.Recorded> all = audit.audit();
        return IntStream.range(0, all.size())
                .filter(index -> all.get(index).entry().merchant().equals(merchant))
                .mapToObj(index -> recorded(index + 1L, all.get(index)));
    }

    private static Recorded recorded(long number, InMemoryOutbox.Recorded recorded) {
        AuditTrail.Entry entry = recorded.entry();
        Origin origin = recorded.origin();
        return new Recorded(
                number,
                entry.action().name(),
                AuditTrail.Who.of(origin.actor()),
                entry.order(),
                origin.device().map(DeviceId::value),
                entry.reason(),
                origin.requestId(),
                entry.details(),
                entry.at());
    }

    @Override
    public List<Recorded> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }
}
