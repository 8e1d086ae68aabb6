package nx.sale.domain.fake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;

/** The checks in memory. */
public final class InMemoryBills implements Bills, BillViews {
    private record Row(MerchantId merchant, SaleCheck check, boolean freed) {}

    private final InMemoryStore store;

    public InMemoryBills(InMemoryStore store) {
        this.store = store;
    }

    private Map<CheckId, Row> rows() {
        return store.get("checks", Map.of());
    }

    @Override
    public Bill read(Tx tx, SaleOrder order) {
        tx.rank(LockRank.CHECK);
        store.requireLocked(tx, order.header().id());
        return Bill.rehydrate(
                order, list(order.header().merchant(), order.header().id()));
    }

    @Override
    public void update(Tx tx, Bill bill) {
        Bill.Changes changes = bill.changes();
        store.requireLocked(tx, changes.order().header().id());
        MerchantId merchant = changes.order().header().merchant();
        Map<CheckId, Row> after = new TreeMap<>(rows());
        put(after, merchant, changes.created(), false);
        put(after, merchant, changes.changed(), false);
        put(after, merchant, changes.freed(), true);
        store.put("checks", after);
    }

    private static void put(Map<CheckId, Row> rows, MerchantId merchant, Collection<SaleCheck> checks, boolean freed) {
        checks.forEach(check -> rows.put(check.id(), new Row(merchant, check, freed)));
    }

    @Override
    public List<SaleCheck> list(MerchantId merchant, OrderId order) {
        return rows().values().stream()
                .filter(row -> !row.freed() && row.merchant().equals(merchant))
                .map(Row::check)
                .filter(check -> check.order().equals(order))
                .toList();
    }

    @Override
    public Optional<SaleCheck> find(MerchantId merchant, CheckId id) {
        return Optional.ofNullable(rows().get(id))
                .filter(row -> !row.freed() && row.merchant().equals(merchant))
                .map(Row::check);
    }

    @Override
    public Optional<Owner> findOwner(CheckId id) {
        return Optional.ofNullable(rows().get(id))
                .map(row -> new Owner(row.merchant(), row.check().order()));
    }

    @Override
    public Optional<Owner> findOwner(MerchantId merchant, CheckId id) {
        return findOwner(id).filter(owner -> owner.merchant().equals(merchant));
    }
}
