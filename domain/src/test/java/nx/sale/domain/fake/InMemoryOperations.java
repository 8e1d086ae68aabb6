package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.shared.Tx;

/** What was done to families of orders, in memory, as it happened. */
public final class InMemoryOperations implements OrderOperations, OperationViews {
    private final InMemoryStore store;

    public InMemoryOperations(InMemoryStore store) {
        this.store = store;
    }

    private List<OrderOperation> all() {
        return store.get("operations", List.of());
    }

    @Override
    public List<OrderOperation> readOpen(
            Tx tx, MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines) {
        return listOpen(merchant, orders, lines);
    }

    @Override
    public List<OrderOperation> listOpen(MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines) {
        return all().stream()
                .filter(operation -> operation.merchant().equals(merchant) && operation.open())
                .filter(operation -> orders.contains(operation.order())
                        || operation.lines().stream().anyMatch(lines::contains))
                .toList();
    }

    @Override
    public void add(Tx tx, OrderOperation operation) {
        List<OrderOperation> longer = new ArrayList<>(all());
        longer.add(operation);
        store.put("operations", longer);
    }

    @Override
    public void update(Tx tx, OrderOperation operation) {
        store.put(
                "operations",
                all().stream()
                        .map(known -> known.id().equals(operation.id()) ? operation : known)
                        .toList());
    }

    @Override
    public Optional<OrderOperation> find(MerchantId merchant, OperationId id) {
        return all().stream()
                .filter(operation ->
                        operation.merchant().equals(merchant) && operation.id().equals(id))
                .findFirst();
    }

    @Override
    public Page<OrderOperation> list(
            MerchantId merchant, OrderId order, int limit, Optional<Long> after, boolean counted) {
        List<OrderOperation> rows = all().stream()
                .filter(operation -> operation.merchant().equals(merchant)
                        && operation.orders().contains(order))
                .toList();
        return new Page<>(rows, counted ? OptionalLong.of(rows.size()) : OptionalLong.empty(), Optional.empty());
    }
}
