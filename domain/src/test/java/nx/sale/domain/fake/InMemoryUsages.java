package nx.sale.domain.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Who has which unit when, in memory. */
public final class InMemoryUsages implements Usages {
    private record Step(OrderId from, OperationId operation) {}

    private record Row(AllocationUsage usage, List<Step> journey) {}

    private final InMemoryStore store;

    public InMemoryUsages(InMemoryStore store) {
        this.store = store;
    }

    /** Lets a unit exist at a merchant. */
    public void unit(MerchantId merchant, FloorUnit unit) {
        store.put("unit " + merchant + " " + unit.id(), unit);
    }

    void removeUnit(MerchantId merchant, UnitId unit) {
        store.put("unit " + merchant + " " + unit, null);
    }

    private Map<UsageId, Row> rows() {
        return new TreeMap<>(store.get("usages", Map.<UsageId, Row>of()));
    }

    private void save(Map<UsageId, Row> rows) {
        store.put("usages", rows);
    }

    /** Every usage, oldest first. */
    public List<AllocationUsage> all() {
        return rows().values().stream().map(Row::usage).toList();
    }

    @Override
    public List<FloorUnit> lockUnits(Tx tx, MerchantId merchant, Collection<UnitId> units) {
        tx.rank(LockRank.ALLOCATION);
        return units.stream()
                .distinct()
                .sorted()
                .map(id -> Optional.ofNullable(store.<FloorUnit>get("unit " + merchant + " " + id, null))
                        .orElseThrow(() -> new Rejected(new AllocationError.UnitNotFound(id))))
                .toList();
    }

    @Override
    public void add(Tx tx, List<AllocationUsage> usages) {
        Map<UsageId, Row> rows = rows();
        usages.stream().sorted(Comparator.comparing(usage -> usage.unit().id())).forEach(usage -> {
            requireFree(usage, rows);
            rows.put(usage.id(), new Row(usage, List.of()));
        });
        save(rows);
    }

    private static void requireFree(AllocationUsage wanted, Map<UsageId, Row> rows) {
        if (wanted.unit().shareable() || wanted.status() != AllocationUsage.Status.ACTIVE) {
            return;
        }
        List<AllocationUsage> others = rows.values().stream()
                .map(Row::usage)
                .filter(other -> !other.id().equals(wanted.id())
                        && other.unit().id().equals(wanted.unit().id())
                        && other.status() == AllocationUsage.Status.ACTIVE)
                .sorted(Comparator.comparing(other -> other.window().from()))
                .toList();
        wanted.takenBy(others).ifPresent(taken -> {
            throw new Rejected(taken);
        });
    }

    @Override
    public List<AllocationUsage> lock(Tx tx, MerchantId merchant, Collection<UsageId> ids, Collection<UnitId> wanted) {
        tx.rank(LockRank.ALLOCATION);
        Map<UsageId, Row> rows = rows();
        return ids.stream()
                .distinct()
                .sorted()
                .map(id -> Optional.ofNullable(rows.get(id))
                        .map(Row::usage)
                        .filter(usage -> usage.merchant().equals(merchant))
                        .orElseThrow(() -> new Rejected(new AllocationError.UsageNotFound(id))))
                .toList();
    }

    @Override
    public List<AllocationUsage> lockOf(Tx tx, MerchantId merchant, Taker taker, Collection<UnitId> wanted) {
        tx.rank(LockRank.ALLOCATION);
        return all().stream()
                .filter(usage -> usage.merchant().equals(merchant)
                        && usage.taker().equals(taker)
                        && usage.status() == AllocationUsage.Status.ACTIVE)
                .toList();
    }

    @Override
    public void update(Tx tx, List<AllocationUsage> usages) {
        Map<UsageId, Row> rows = rows();
        for (AllocationUsage usage : usages) {
            Row row = rows.get(usage.id());
            if (row.usage().revision() >= usage.revision()) {
                throw new IllegalStateException("stale revision");
            }
            requireFree(usage, rows);
            rows.put(usage.id(), new Row(usage, row.journey()));
        }
        save(rows);
    }

    @Override
    public void remove(Tx tx, AllocationUsage usage, Origin origin, Instant at) {
        Map<UsageId, Row> rows = rows();
        rows.remove(usage.id());
        save(rows);
    }

    @Override
    public void updateEnd(
            Tx tx,
            MerchantId merchant,
            Taker taker,
            AllocationUsage.Status how,
            Origin origin,
            Instant at,
            Consumer<List<AllocationUsage>> ended) {
        List<AllocationUsage> over = lockOf(tx, merchant, taker, List.of()).stream()
                .map(usage -> usage.ended(how, origin.actor(), at))
                .toList();
        update(tx, over);
        tx.afterCommit(() -> ended.accept(over));
    }

    @Override
    public void follow(
            Tx tx, OrderOperation operation, Origin origin, Instant at, Consumer<List<AllocationUsage>> moved) {
        tx.rank(LockRank.ALLOCATION);
        List<AllocationUsage> touched = new ArrayList<>();
        Map<UsageId, Row> rows = rows();
        rows.replaceAll((id, row) -> {
            Row after = followed(row, operation, origin, at);
            if (after != row) {
                touched.add(after.usage());
            }
            return after;
        });
        save(rows);
        tx.afterCommit(() -> moved.accept(touched));
    }

    private static Row followed(Row row, OrderOperation operation, Origin origin, Instant at) {
        Optional<OrderId> order = row.usage().taker().asOrder();
        if (order.isEmpty() || row.usage().status() != AllocationUsage.Status.ACTIVE) {
            return row;
        }
        List<Step> journey = new ArrayList<>(row.journey());
        switch (operation.kind()) {
            case MERGE, UNDO_SPLIT -> {
                if (!operation.others().contains(order.get())) {
                    return row;
                }
                journey.add(new Step(order.get(), operation.id()));
                return new Row(movedTo(row.usage(), operation.order(), origin, at), journey);
            }
            case UNDO_MERGE -> {
                if (!operation.order().equals(order.get())
                        || journey.isEmpty()
                        || !operation
                                .undoes()
                                .equals(Optional.of(journey.getLast().operation()))) {
                    return row;
                }
                OrderId previous = journey.removeLast().from();
                return new Row(movedTo(row.usage(), previous, origin, at), journey);
            }
            case SPLIT, DIVIDE_BILL, REJOIN_BILL -> {
                return row;
            }
        }
        return row;
    }

    private static AllocationUsage movedTo(AllocationUsage usage, OrderId order, Origin origin, Instant at) {
        return usage.checkedIn(order, usage.window(), origin.actor(), at);
    }

    @Override
    public List<MerchantId> listWithOverdue(Instant at, Collection<MerchantId> without, int limit) {
        return overdue(at)
                .sorted(Comparator.comparing(overdue -> overdue.usage().window().until()))
                .map(overdue -> overdue.usage().merchant())
                .filter(merchant -> !without.contains(merchant))
                .distinct()
                .limit(limit)
                .toList();
    }

    @Override
    public List<Overdue> lockOverdue(Tx tx, MerchantId merchant, Instant at, int limit) {
        tx.rank(LockRank.ALLOCATION);
        return overdue(at)
                .filter(overdue -> overdue.usage().merchant().equals(merchant))
                .limit(limit)
                .toList();
    }

    private Stream<Overdue> overdue(Instant at) {
        Map<UnitId, List<AllocationUsage>> active = new HashMap<>();
        all().stream()
                .filter(usage -> usage.status() == AllocationUsage.Status.ACTIVE)
                .forEach(usage -> active.computeIfAbsent(usage.unit().id(), unit -> new ArrayList<>())
                        .add(usage));
        return all().stream()
                .filter(usage -> usage.status() == AllocationUsage.Status.ACTIVE
                        && usage.taker().kind() == Taker.Kind.SALE_ORDER
                        && !usage.window().until().isAfter(at))
                .map(usage -> new Overdue(
                        usage,
                        active.get(usage.unit().id()).stream()
                                .filter(other -> !other.id().equals(usage.id())
                                        && !other.unit().shareable()
                                        && other.window()
                                                .until()
                                                .isAfter(usage.window().until()))
                                .map(other -> other.window().from())
                                .min(Comparator.naturalOrder())))
                .filter(overdue -> overdue.usage().overstayAt().isEmpty()
                        || overdue.next().filter(next -> !next.isAfter(at)).isEmpty());
    }
}
