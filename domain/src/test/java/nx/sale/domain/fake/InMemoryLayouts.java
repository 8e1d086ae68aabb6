package nx.sale.domain.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Floor plans in memory; their units are what the usages take. */
public final class InMemoryLayouts implements Layouts {
    private final InMemoryStore store;
    private final InMemoryUsages usages;

    public InMemoryLayouts(InMemoryStore store, InMemoryUsages usages) {
        this.store = store;
        this.usages = usages;
    }

    private static String key(LayoutId id) {
        return "layout " + id;
    }

    Optional<AllocationLayout> find(MerchantId merchant, LayoutId id) {
        return Optional.ofNullable(store.<AllocationLayout>get(key(id), null))
                .filter(layout -> layout.merchant().equals(merchant));
    }

    @Override
    public AllocationLayout lock(Tx tx, MerchantId merchant, LayoutId id) {
        tx.rank(LockRank.ALLOCATION);
        return find(merchant, id).orElseThrow(() -> new Rejected(new AllocationError.LayoutNotFound(id)));
    }

    @Override
    public void add(Tx tx, AllocationLayout layout) {
        store.put(key(layout.id()), layout);
        layout.zones().forEach(zone -> units(layout, zone, List.of()));
    }

    private void units(AllocationLayout layout, AllocationLayout.Zone zone, List<String> outer) {
        List<String> path = new ArrayList<>(outer);
        path.add(zone.name());
        zone.units()
                .forEach(unit -> usages.unit(
                        layout.merchant(),
                        new FloorUnit(
                                unit.id(),
                                unit.code(),
                                unit.capacity(),
                                unit.shareable(),
                                layout.id(),
                                zone.id(),
                                path)));
        zone.zones().forEach(inner -> units(layout, inner, path));
    }

    @Override
    public void update(Tx tx, AllocationLayout before, AllocationLayout after) {
        requireUnused(before.disturbedBy(after));
        if (find(before.merchant(), before.id()).orElseThrow().revision() >= after.revision()) {
            throw new IllegalStateException("stale revision");
        }
        before.units().forEach(unit -> usages.removeUnit(before.merchant(), unit.id()));
        add(tx, after);
    }

    @Override
    public void remove(Tx tx, AllocationLayout layout, Origin origin, Instant at) {
        requireUnused(layout.units().toList());
        layout.units().forEach(unit -> usages.removeUnit(layout.merchant(), unit.id()));
        store.put(key(layout.id()), null);
    }

    private void requireUnused(List<AllocationLayout.Unit> units) {
        units.stream()
                .filter(unit -> usages.all().stream()
                        .anyMatch(usage ->
                                usage.unit().id().equals(unit.id()) && usage.status() == AllocationUsage.Status.ACTIVE))
                .findFirst()
                .ifPresent(unit -> {
                    throw new Rejected(new AllocationError.UnitInUse(unit.id(), unit.code()));
                });
    }
}
