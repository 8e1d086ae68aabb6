package nx.sale.domain.fake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tx;

/** Which orders are to be folded, in memory. The sums themselves are SQL, and are proven on PostgreSQL. */
public final class InMemorySalesFolding implements SalesFolding {
    private final InMemoryStore store;
    private final InMemoryOrders orders;

    public InMemorySalesFolding(InMemoryStore store, InMemoryOrders orders) {
        this.store = store;
        this.orders = orders;
    }

    private Map<OrderId, Instant> waiting() {
        return new LinkedHashMap<>(store.get("unfolded", Map.<OrderId, Instant>of()));
    }

    /** The orders to be folded, in the order in which they were noted. */
    public List<OrderId> unfolded() {
        return List.copyOf(waiting().keySet());
    }

    @Override
    public void add(Tx tx, MerchantId merchant, OrderId order, Instant at) {
        Map<OrderId, Instant> longer = waiting();
        if (longer.putIfAbsent(order, at) != null) {
            throw new IllegalStateException("order " + order + " is noted already");
        }
        store.put("unfolded", longer);
    }

    @Override
    public void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at) {
        Map<OrderId, Instant> longer = waiting();
        orders.all()
                .filter(order -> order.merchant().equals(merchant)
                        && order.currency().equals(currency)
                        && order.status() == OrderStatus.COMPLETED
                        && order.state().businessDate().equals(Optional.of(businessDate)))
                .forEach(order -> longer.putIfAbsent(order.id(), at));
        store.put("unfolded", longer);
    }

    @Override
    public int update(Tx tx, Instant before, int limit) {
        Map<OrderId, Instant> left = waiting();
        List<OrderId> folded = left.entrySet().stream()
                .filter(noted -> noted.getValue().isBefore(before))
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
        left.keySet().removeAll(folded);
        store.put("unfolded", left);
        return folded.size();
    }
}
