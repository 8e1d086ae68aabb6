package nx.sale.postgres.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/**
 * Who has which unit when. An exclusion constraint refuses a second party at a unit; rows go in by unit and give way to what is there
 * ({@code on conflict do nothing}), so that two requests never wait for each other, and the refusal can name who won (FLOOR-6).
 */
public final class PostgresUsages implements Usages {
    private static final int TRIES = 3;

    private final Reads reads;

    public PostgresUsages(Reads reads) {
        this.reads = reads;
    }

    @Override
    public List<FloorUnit> lockUnits(Tx tx, MerchantId merchant, Collection<UnitId> units) {
        List<FloorUnit> found =
                UnitLocks.hold(tx, UnitLocks.UNITS, merchant, units, sql -> sql).units();
        units.stream()
                .filter(id -> found.stream().noneMatch(unit -> unit.id().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw new Rejected(new AllocationError.UnitNotFound(id));
                });
        return found;
    }

    private static final Sql ADD = Sql.of("""
            insert into "AllocationUsage"
                   (id, merchantId, unitId, unitCode, capacity, shareable, layoutId, zoneId, zonePath, usageType, usageId,
                    startsAt, endsAt, status, assigneeId, moves, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :unitId, :unitCode, :capacity, :shareable, :layoutId, :zoneId, :zonePath, :usageType, :usageId,
                    :startsAt, :endsAt, :status, :assigneeId, :moves, :modifiedAt, :modifiedBy, :modifiedAt, :modifiedBy, :revision)
                on conflict do nothing
            returning id
            """);

    @Override
    public void add(Tx tx, List<AllocationUsage> usages) {
        requireStored(tx, usages, PostgresUsages::added);
    }

    /** A stale revision is refused by the statement itself. What would meet another's usage is left out, and named. */
    private static final Sql UPDATE = Sql.of("""
            update "AllocationUsage" u
               set unitId = n.unitId, unitCode = n.unitCode, capacity = n.capacity, shareable = n.shareable,
                   layoutId = n.layoutId, zoneId = n.zoneId, zonePath = n.zonePath, usageType = n.usageType,
                   usageId = n.usageId, startsAt = n.startsAt, endsAt = n.endsAt, status = n.status,
                   assigneeId = n.assigneeId, completedAt = n.completedAt, cancelledAt = n.cancelledAt,
                   expiredAt = n.expiredAt, overstayAt = n.overstayAt, moves = n.moves, modifiedAt = n.modifiedAt,
                   modifiedBy = n.modifiedBy,
                   revision = case when u.revision < n.revision then n.revision else refuse_stale_revision(u.revision) end
              from jsonb_to_recordset(cast(:usages as jsonb)) as n
                   (id bigint, unitId bigint, unitCode text, capacity integer, shareable boolean, layoutId bigint,
                    zoneId bigint, zonePath text[], usageType text, usageId bigint, startsAt timestamptz, endsAt timestamptz,
                    status text, assigneeId text, completedAt timestamptz, cancelledAt timestamptz, expiredAt timestamptz,
                    overstayAt timestamptz, moves jsonb, modifiedAt timestamptz, modifiedBy text, revision integer)
             where u.id = n.id and u.merchantId = :merchant
               and (n.status <> 'ACTIVE' or n.shareable or not exists (
                     select 1 from "AllocationUsage" o
                      where o.merchantId = :merchant and o.unitId = n.unitId and o.id <> n.id and o.status = 'ACTIVE' and not o.shareable
                        and o.deletedAt is null
                        and (tstzrange(o.startsAt, o.endsAt) && tstzrange(n.startsAt, n.endsAt)
                             or n.usageType = 'SALE_ORDER' and o.usageType = 'SALE_ORDER')))
            returning u.id
            """);

    @Override
    public void update(Tx tx, List<AllocationUsage> usages) {
        if (!usages.isEmpty()) {
            requireStored(tx, usages, PostgresUsages::updated);
        }
    }

    private static List<Long> added(PostgresTx tx, MerchantId merchant, List<AllocationUsage> usages) {
        return tx.ask(
                usages.stream()
                        .sorted(Comparator.comparing(usage -> usage.unit().id()))
                        .map(usage -> ADD.bind("merchant", merchant.value())
                                .bindFields(UsageRows.fields(usage))
                                .bindTexts("zonePath", usage.unit().zonePath()))
                        .toList(),
                row -> row.getLong("id"));
    }

    private static List<Long> updated(PostgresTx tx, MerchantId merchant, List<AllocationUsage> usages) {
        return tx.ask(
                        UPDATE.bind("usages", UsageRows.json(usages)).bind("merchant", merchant.value()),
                        row -> row.getLong("id"))
                .rows();
    }

    /** Stores usages of one merchant and returns the ids of those that were in nobody's way. */
    private interface Store {
        List<Long> store(PostgresTx tx, MerchantId merchant, List<AllocationUsage> usages);
    }

    /** Who was in the way may have left while we looked who it was: then it is tried again. */
    private static void requireStored(Tx tx, List<AllocationUsage> usages, Store store) {
        Map<MerchantId, List<AllocationUsage>> merchants = new HashMap<>();
        usages.forEach(usage -> merchants
                .computeIfAbsent(usage.merchant(), id -> new ArrayList<>())
                .add(usage));
        merchants.forEach((merchant, own) -> {
            List<AllocationUsage> left = own;
            for (int again = 1; !left.isEmpty(); again++) {
                List<Long> stored = store.store(PostgresTx.of(tx), merchant, left);
                left = left.stream()
                        .filter(usage -> !stored.contains(usage.id().value()))
                        .toList();
                left.stream()
                        .min(Comparator.comparing(usage -> usage.unit().id()))
                        .ifPresent(usage -> requireNoConflict(tx, usage));
                if (again == TRIES && !left.isEmpty()) {
                    throw new Unavailable(Unavailable.Part.ORDER_BUSY, null);
                }
            }
        });
    }

    private static final Sql IN_THE_WAY = Sql.of("select " + UsageRows.COLUMNS + """
              from "AllocationUsage" u
             where u.unitId = :unit and u.merchantId = :merchant and u.id <> :id and u.status = 'ACTIVE' and u.deletedAt is null
               and (u.endsAt > :from or u.usageType = 'SALE_ORDER')
             order by u.startsAt
            """);

    /** Names who has the unit, and when it is free for as long as was asked. */
    private static void requireNoConflict(Tx tx, AllocationUsage wanted) {
        List<AllocationUsage> others = PostgresTx.of(tx)
                .ask(
                        IN_THE_WAY
                                .bind("unit", wanted.unit().id().value())
                                .bind("merchant", wanted.merchant().value())
                                .bind("id", wanted.id().value())
                                .bind("from", wanted.window().from()),
                        UsageRows::read)
                .rows();
        wanted.takenBy(others).ifPresent(taken -> {
            throw new Rejected(taken);
        });
    }

    private static final Sql LOCK = Sql.of("select " + UsageRows.COLUMNS + """
              from "AllocationUsage" u
             where u.id = any(:ids) and u.merchantId = :merchant and u.deletedAt is null
             order by u.id
               for update
            """);

    @Override
    public List<AllocationUsage> lock(Tx tx, MerchantId merchant, Collection<UsageId> ids, Collection<UnitId> wanted) {
        List<Long> values = ids.stream().map(UsageId::value).distinct().toList();
        UnitLocks.Holding holding =
                UnitLocks.hold(tx, UnitLocks.UNITS_OF_USAGES, merchant, wanted, sql -> sql.bind("ids", values));
        List<AllocationUsage> found = PostgresTx.of(tx)
                .ask(LOCK.bind("ids", values).bind("merchant", merchant.value()), UsageRows::read)
                .rows();
        ids.stream()
                .filter(id -> found.stream().noneMatch(usage -> usage.id().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw new Rejected(new AllocationError.UsageNotFound(id));
                });
        return holding.requireAtThem(found);
    }

    private static final String ACTIVE_OF = """
              from "AllocationUsage" u
             where u.usageId = :taker and u.usageType = :kind and u.merchantId = :merchant and u.status = 'ACTIVE'
               and u.deletedAt is null
            """;

    private static final String LOCKED = " order by u.id for update";

    private static final Sql LOCK_OF = Sql.of("select " + UsageRows.COLUMNS + ACTIVE_OF + LOCKED);

    @Override
    public List<AllocationUsage> lockOf(Tx tx, MerchantId merchant, Taker taker, Collection<UnitId> wanted) {
        UnitLocks.Holding holding = UnitLocks.hold(
                tx,
                UnitLocks.UNITS_OF_TAKER,
                merchant,
                wanted,
                sql -> sql.bind("kind", taker.kind()).bind("taker", taker.id()));
        return holding.requireAtThem(PostgresTx.of(tx)
                .ask(of(LOCK_OF, merchant, taker), UsageRows::read)
                .rows());
    }

    private static Sql.Bound of(Sql sql, MerchantId merchant, Taker taker) {
        return sql.bind("merchant", merchant.value()).bind("kind", taker.kind()).bind("taker", taker.id());
    }

    private static final Sql REMOVE = Sql.of("""
            update "AllocationUsage" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void remove(Tx tx, AllocationUsage usage, Origin origin, Instant at) {
        PostgresTx.of(tx)
                .later(REMOVE.bind("id", usage.id().value())
                        .bind("merchant", usage.merchant().value())
                        .bind("at", at)
                        .bind("by", origin.actor().label()));
    }

    private static final Sql END = Sql.of(UnitLocks.held(ACTIVE_OF) + ", mine as (select u.id " + ACTIVE_OF
            + UnitLocks.HOLDING + LOCKED + """
            )
            update "AllocationUsage" u
               set status = :status,
                   completedAt = case when :status = 'SUCCESS' then cast(:at as timestamptz) end,
                   cancelledAt = case when :status = 'CANCELLED' then cast(:at as timestamptz) end,
                   expiredAt = case when :status = 'EXPIRED' then cast(:at as timestamptz) end,
                   modifiedAt = :at, modifiedBy = :by, revision = u.revision + 1
              from mine
             where u.merchantId = :merchant and u.id = mine.id
            returning
            """ + UsageRows.COLUMNS);

    @Override
    public void updateEnd(
            Tx tx,
            MerchantId merchant,
            Taker taker,
            AllocationUsage.Status how,
            Origin origin,
            Instant at,
            Consumer<List<AllocationUsage>> ended) {
        tx.rank(LockRank.ALLOCATION);
        PostgresTx.of(tx)
                .later(
                        of(END, merchant, taker)
                                .bind("status", how.name())
                                .bind("at", at)
                                .bind("by", origin.actor().label()),
                        UsageRows::read,
                        ended);
    }

    /** Where each table comes from is noted with it, so that the undo can send it back. */
    private static final String OF_ORDERS = """
              from "AllocationUsage" u
             where u.usageType = 'SALE_ORDER' and u.usageId = any(:from) and u.merchantId = :merchant and u.status = 'ACTIVE'
               and u.deletedAt is null
            """;

    private static final Sql FOLLOW = Sql.of(UnitLocks.held(OF_ORDERS) + ", mine as (select u.id " + OF_ORDERS
            + UnitLocks.HOLDING + LOCKED + """
            )
            update "AllocationUsage" u
               set usageId = :to,
                   journey = u.journey || cast('{"from": ' || cast(u.usageId as text)
                                               || ', "operation": ' || cast(cast(:operation as bigint) as text) || '}' as jsonb),
                   modifiedAt = :at, modifiedBy = :by, revision = u.revision + 1
              from mine
             where u.merchantId = :merchant and u.id = mine.id
            returning
            """ + UsageRows.COLUMNS);

    private static final String CAME_BY = """
              from "AllocationUsage" u
             where u.usageType = 'SALE_ORDER' and u.usageId = :from and u.merchantId = :merchant and u.status = 'ACTIVE'
               and u.deletedAt is null and cast(u.journey -> -1 ->> 'operation' as bigint) = :operation
            """;

    private static final Sql RETURN = Sql.of(UnitLocks.held(CAME_BY) + ", mine as (select u.id " + CAME_BY
            + UnitLocks.HOLDING + LOCKED + """
            )
            update "AllocationUsage" u
               set usageId = cast(u.journey -> -1 ->> 'from' as bigint), journey = u.journey - (-1), modifiedAt = :at,
                   modifiedBy = :by, revision = u.revision + 1
              from mine
             where u.merchantId = :merchant and u.id = mine.id
            returning
            """ + UsageRows.COLUMNS);

    @Override
    public void follow(
            Tx tx, OrderOperation operation, Origin origin, Instant at, Consumer<List<AllocationUsage>> moved) {
        tx.rank(LockRank.ALLOCATION);
        switch (operation.kind()) {
            case MERGE, UNDO_SPLIT ->
                later(
                        tx,
                        FOLLOW.bind(
                                        "from",
                                        operation.others().stream()
                                                .map(OrderId::value)
                                                .toList())
                                .bind("to", operation.order().value())
                                .bind("operation", operation.id().value()),
                        operation,
                        origin,
                        at,
                        moved);
            case UNDO_MERGE ->
                later(
                        tx,
                        RETURN.bind("from", operation.order().value())
                                .bind(
                                        "operation",
                                        operation
                                                .undoes()
                                                .map(OperationId::value)
                                                .orElseThrow()),
                        operation,
                        origin,
                        at,
                        moved);
            case SPLIT, DIVIDE_BILL, REJOIN_BILL -> {}
        }
    }

    private static void later(
            Tx tx,
            Sql.Bound statement,
            OrderOperation operation,
            Origin origin,
            Instant at,
            Consumer<List<AllocationUsage>> moved) {
        PostgresTx.of(tx)
                .later(
                        statement
                                .bind("merchant", operation.merchant().value())
                                .bind("at", at)
                                .bind("by", origin.actor().label()),
                        UsageRows::read,
                        moved);
    }

    @Override
    public List<MerchantId> listWithOverdue(Instant at, Collection<MerchantId> without, int limit) {
        return reads.merchants(OverdueParties.WHOSE.bind("at", at), without, limit);
    }

    @Override
    public List<Overdue> lockOverdue(Tx tx, MerchantId merchant, Instant at, int limit) {
        tx.rank(LockRank.ALLOCATION);
        return PostgresTx.of(tx)
                .ask(
                        OverdueParties.OF_MERCHANT
                                .bind("merchant", merchant.value())
                                .bind("at", at)
                                .bind("limit", limit),
                        row -> new Overdue(UsageRows.read(row), Rows.optionalInstant(row, "nextAt")))
                .rows();
    }
}
