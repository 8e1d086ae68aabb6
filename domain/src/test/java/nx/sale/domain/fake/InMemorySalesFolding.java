package nx.sale.domain.fake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.report.SalesEntry;
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

    private record Noted(MerchantId merchant, OrderId order, Instant at) {}

    /** What changed beside totals, in the order in which it was noted. */
    public List<SalesEntry> entries() {
        return store.get("entries", List.<SalesEntry>of());
    }

    @Override
    public void addEntry(Tx tx, SalesEntry entry) {
        List<SalesEntry> longer = new ArrayList<>(entries());
        longer.add(entry);
        store.put("entries", longer);
    }

    private Map<OrderId, Noted> waiting() {
        return new LinkedHashMap<>(store.get("unfolded", Map.<OrderId, Noted>of()));
    }

    /** The orders to be folded, in the order in which they were noted. */
    public List<OrderId> unfolded() {
        return List.copyOf(waiting().keySet());
    }

    @Override
    public void add(Tx tx, MerchantId merchant, OrderId order, Instant at) {
        Map<OrderId, Noted> longer = waiting();
        if (longer.putIfAbsent(order, new Noted(merchant, order, at)) != null) {
            throw new IllegalStateException("order " + order + " is noted already");
        }
        store.put("unfolded", longer);
    }

    @Override
    public void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at) {
        Map<OrderId, Noted> longer = waiting();
        orders.all()
                .filter(order -> order.merchant().equals(merchant)
                        && order.currency().equals(currency)
                        && order.status() == OrderStatus.COMPLETED
                        && order.state().businessDate().equals(Optional.of(businessDate)))
                .forEach(order -> longer.putIfAbsent(order.id(), new Noted(merchant, order.id(), at)));
        store.put("unfolded", longer);
    }

    @Override
    public List<MerchantId> listWithUnfolded(Instant before, Collection<MerchantId> without, int limit) {
        return oldest(before)
                .map(Noted::merchant)
                .filter(merchant -> !without.contains(merchant))
                .distinct()
                .limit(limit)
                .toList();
    }

    private Stream<Noted> oldest(Instant before) {
        return waiting().values().stream()
                .filter(noted -> noted.at().isBefore(before))
                .sorted(Comparator.comparing(Noted::at));
    }

    @Override
    public int update(Tx tx, MerchantId merchant, Instant before, int limit) {
        Map<OrderId, Noted> left = waiting();
        List<OrderId> folded = oldest(before)
                .filter(noted -> noted.merchant().equals(merchant))
                .map(Noted::order)
                .limit(limit)
                .toList();
        left.keySet().removeAll(folded);
        store.put("unfolded", left);
        return folded.size();
    }
}
