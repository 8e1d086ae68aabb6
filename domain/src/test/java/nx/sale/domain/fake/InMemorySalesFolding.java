package nx.sale.domain.fake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tx;

/** Remembers what is to be folded. */
public final class InMemorySalesFolding implements SalesFolding {
    private final InMemoryStore store;

    public InMemorySalesFolding(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public void add(Tx tx, MerchantId merchant, OrderId order, Instant at) {
        List<OrderId> noted = new ArrayList<>(store.get("unfolded", List.<OrderId>of()));
        noted.add(order);
        store.put("unfolded", noted);
    }

    @Override
    public void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at) {
        throw new UnsupportedOperationException("sums are proven on PostgreSQL");
    }

    @Override
    public int update(Tx tx, Instant before, int limit) {
        throw new UnsupportedOperationException("sums are proven on PostgreSQL");
    }
}
