package nx.sale.domain.fake;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.loyalty.PointFields;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.PointTransactionId;
import nx.sale.domain.loyalty.PointViews;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;

/** Points in memory. */
public final class InMemoryPoints implements Points, PointViews {
    private final InMemoryStore store;
    private final InMemoryListing<PointTransaction> listing = new InMemoryListing<>(PointFields.ALL, this::of);

    public InMemoryPoints(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public void add(Tx tx, PointTransaction earned) {
        tx.rank(LockRank.POINTS);
        Map<String, PointTransaction> rows = new TreeMap<>(store.get("points", Map.<String, PointTransaction>of()));
        rows.putIfAbsent(earned.goods().map(goods -> "return " + goods).orElse("order " + earned.order()), earned);
        store.put("points", rows);
    }

    @Override
    public List<PointTransaction> read(Tx tx, MerchantId merchant, OrderId order) {
        return of(merchant)
                .filter(transaction -> transaction.order().equals(order))
                .sorted(Comparator.comparing(PointTransaction::id))
                .toList();
    }

    /** Everything earned, by order, and what went with returns. */
    public List<PointTransaction> all() {
        return List.copyOf(
                store.get("points", Map.<String, PointTransaction>of()).values());
    }

    @Override
    public Optional<PointTransaction> find(MerchantId merchant, PointTransactionId id) {
        return of(merchant).filter(earned -> earned.id().equals(id)).findFirst();
    }

    @Override
    public long getBalance(MerchantId merchant, CustomerId customer) {
        return of(merchant)
                .filter(earned -> earned.customer().equals(customer))
                .mapToLong(PointTransaction::points)
                .sum();
    }

    private Stream<PointTransaction> of(MerchantId merchant) {
        return all().stream().filter(earned -> earned.merchant().equals(merchant));
    }

    @Override
    public List<PointTransaction> list(MerchantId merchant, ListQuery query) {
        return listing.list(merchant, query);
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        return listing.count(merchant, where);
    }
}
