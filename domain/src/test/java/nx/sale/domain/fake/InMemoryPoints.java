package nx.sale.domain.fake;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;

/** Points in memory. */
public final class InMemoryPoints implements Points {
    private final InMemoryStore store;

    public InMemoryPoints(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public void add(Tx tx, PointTransaction earned) {
        tx.rank(LockRank.POINTS);
        Map<OrderId, PointTransaction> rows = new TreeMap<>(store.get("points", Map.<OrderId, PointTransaction>of()));
        rows.putIfAbsent(earned.order(), earned);
        store.put("points", rows);
    }

    /** Everything earned, by order. */
    public List<PointTransaction> all() {
        return List.copyOf(
                store.get("points", Map.<OrderId, PointTransaction>of()).values());
    }
}
