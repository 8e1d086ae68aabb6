package nx.sale.postgres.allocation;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.SqlFailure;
import nx.sale.postgres.sql.Trip;

/**
 * Who changes who has a unit holds the unit first: the units one party has alone before those that are shared, each in ascending order.
 * Then nobody waits in a circle for a unit that another is about to leave (FLOOR-6).
 */
final class UnitLocks {
    private UnitLocks() {}

    /**
     * The units found in one way, held by who changes who has them: one after the other in ascending order, those that one party has
     * alone before those that are shared. What is wanted must be there; what is left may be deleted. For a shared unit no rule makes anybody wait, so that it is held against changes of itself only.
     */
    record Held(Sql alone, Sql shared) {
        static Held of(String found) {
            String units = "select " + UsageRows.UNIT + UsageRows.UNITS + " where n.id in (" + found
                    + ") and n.merchantId = :merchant and (n.deletedAt is null or n.id <> all(:wanted)) and ";
            return new Held(
                    Sql.of(units + "not n.shareable order by n.id for no key update of n"),
                    Sql.of(units + "n.shareable order by n.id for share of n"));
        }
    }

    private static final String WANTED = "select unnest(cast(:wanted as bigint[]))";
    static final Held UNITS = Held.of(WANTED);
    static final Held UNITS_OF_USAGES = Held.of(WANTED
            + " union all select unitId from \"AllocationUsage\" where merchantId = :merchant and id = any(:ids)");
    static final Held UNITS_OF_TAKER = Held.of(WANTED + """
             union all
            select unitId from "AllocationUsage"
             where merchantId = :merchant and usageId = :taker and usageType = :kind and status = 'ACTIVE' and deletedAt is null
            """);

    /** What is held once the trip was made. */
    record Holding(Trip.Reply<FloorUnit> alone, Trip.Reply<FloorUnit> shared) {
        List<FloorUnit> units() {
            return Stream.concat(alone.rows().stream(), shared.rows().stream())
                    .sorted(Comparator.comparing(FloorUnit::id))
                    .toList();
        }

        /** A party that moved to another unit while its own were waited for is looked at anew, from the beginning. */
        List<AllocationUsage> requireAtThem(List<AllocationUsage> found) {
            Set<UnitId> held = units().stream().map(FloorUnit::id).collect(Collectors.toSet());
            found.stream()
                    .filter(usage -> usage.status() == AllocationUsage.Status.ACTIVE)
                    .filter(usage -> !held.contains(usage.unit().id()))
                    .findFirst()
                    .ifPresent(usage -> {
                        throw SqlFailure.lostRace("usage " + usage.id() + " moved to another unit");
                    });
            return found;
        }
    }

    static Holding hold(
            Tx tx, Held held, MerchantId merchant, Collection<UnitId> wanted, UnaryOperator<Sql.Bound> more) {
        tx.rank(LockRank.ALLOCATION);
        PostgresTx pg = PostgresTx.of(tx);
        List<Long> ids = wanted.stream().map(UnitId::value).distinct().toList();
        UnaryOperator<Sql.Bound> bound =
                sql -> more.apply(sql.bind("merchant", merchant.value()).bind("wanted", ids));
        return new Holding(
                pg.ask(bound.apply(held.alone().bound()), UsageRows::unit),
                pg.ask(bound.apply(held.shared().bound()), UsageRows::unit));
    }

    /**
     * The units of these usages, as {@link Held}, within the statement that changes the usages: {@code HOLDING} makes it wait for them
     * first. For whoever has no trip of its own to spare.
     */
    static String held(String usages) {
        return """
            with held as (
              select n.id from "AllocationUnit" n
               where n.merchantId = :merchant and n.id in (select u.unitId %s) and not n.shareable
               order by n.id
                 for no key update
            )
            """.formatted(usages);
    }

    static final String HOLDING = " and (select count(*) from held) >= 0";
}
