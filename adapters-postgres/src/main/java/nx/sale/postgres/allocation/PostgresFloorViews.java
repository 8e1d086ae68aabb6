package nx.sale.postgres.allocation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.listing.Listing;
import nx.sale.postgres.sql.NaturalOrder;
import nx.sale.postgres.sql.PostgresListing;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** The floor for reading. */
public final class PostgresFloorViews implements FloorViews {
    private final Reads reads;
    private final PostgresListing<AllocationLayout> layouts;
    private final PostgresListing<AllocationUsage> usages;

    public PostgresFloorViews(Reads reads) {
        this.reads = reads;
        layouts = new PostgresListing<>(
                reads,
                PostgresLayouts.LAYOUT,
                "\"AllocationLayout\"",
                PostgresLayouts::layout,
                PostgresFloorViews::withZones);
        usages = new PostgresListing<>(reads, UsageRows.COLUMNS, "\"AllocationUsage\" u", UsageRows::read);
    }

    private static List<AllocationLayout> withZones(Trip trip, List<AllocationLayout> found) {
        List<Long> ids = found.stream().map(layout -> layout.id().value()).toList();
        long merchant = found.getFirst().merchant().value();
        Trip.Reply<PostgresLayouts.ZoneRow> zones = trip.read(
                PostgresLayouts.ZONES_OF.bind("ids", ids).bind("merchant", merchant), PostgresLayouts.ZoneRow::read);
        Trip.Reply<PostgresLayouts.UnitRow> units = trip.read(
                PostgresLayouts.UNITS_OF.bind("ids", ids).bind("merchant", merchant), PostgresLayouts.UnitRow::read);
        return found.stream()
                .map(layout -> PostgresLayouts.whole(layout, zones.rows(), units.rows()))
                .toList();
    }

    private static final Sql LAYOUT = Sql.of("select " + PostgresLayouts.LAYOUT + """
              from "AllocationLayout"
             where id = :id and merchantId = :merchant and deletedAt is null
            """);

    @Override
    public Optional<AllocationLayout> findLayout(MerchantId merchant, LayoutId id) {
        return reads.trip(trip -> {
            List<AllocationLayout> found = trip.read(
                            LAYOUT.bind("id", id.value()).bind("merchant", merchant.value()), PostgresLayouts::layout)
                    .rows();
            return found.isEmpty()
                    ? Optional.empty()
                    : withZones(trip, found).stream().findFirst();
        });
    }

    @Override
    public Listing<AllocationLayout> layouts() {
        return layouts;
    }

    private static final Sql USAGE = Sql.of("select " + UsageRows.COLUMNS + """
              from "AllocationUsage" u
             where u.id = :id and u.merchantId = :merchant and u.deletedAt is null
            """);

    @Override
    public Optional<AllocationUsage> find(MerchantId merchant, UsageId id) {
        return reads.first(USAGE.bind("id", id.value()).bind("merchant", merchant.value()), UsageRows::read);
    }

    @Override
    public Listing<AllocationUsage> usages() {
        return usages;
    }

    private static final Sql OF = Sql.of("select " + UsageRows.COLUMNS + """
              from "AllocationUsage" u
             where u.usageId = :taker and u.usageType = :kind and u.merchantId = :merchant and u.deletedAt is null
             order by u.id
            """);

    @Override
    public List<AllocationUsage> listOf(MerchantId merchant, Taker taker) {
        return reads.list(
                OF.bind("taker", taker.id()).bind("kind", taker.kind()).bind("merchant", merchant.value()),
                UsageRows::read);
    }

    /** A party that overstays still has the unit at this moment, though its time is over. */
    private static final Sql FREE =
            Sql.of("select " + UsageRows.UNIT + UsageRows.UNITS + """
             where n.merchantId = :merchant and n.deletedAt is null and n.capacity >= :party
               and (cast(:zone as bigint) is null or z.id = :zone or z.parentZoneId = :zone)
               and (n.shareable or not exists (
                     select 1 from "AllocationUsage" u
                      where u.merchantId = :merchant and u.unitId = n.id and u.status = 'ACTIVE' and u.deletedAt is null
                        and (u.usageType <> 'RESERVATION' or u.usageId is distinct from cast(:changing as bigint))
                        and (tstzrange(u.startsAt, u.endsAt) && tstzrange(:from, :until)
                             or u.usageType = 'SALE_ORDER' and u.endsAt <= now() and :from <= now())))
             order by n.capacity,\s
            """ + NaturalOrder.of("n.code") + """
            , n.code, n.id
             limit :limit
            """);

    @Override
    public List<FloorUnit> listFree(
            MerchantId merchant, Window window, int partySize, Optional<FloorZoneId> zone, int limit) {
        return listFree(merchant, window, partySize, zone, Optional.empty(), limit);
    }

    @Override
    public List<FloorUnit> listFree(
            MerchantId merchant,
            Window window,
            int partySize,
            Optional<FloorZoneId> zone,
            Optional<ReservationId> changing,
            int limit) {
        return reads.list(
                FREE.bind("merchant", merchant.value())
                        .bind("party", partySize)
                        .bind("zone", zone.map(FloorZoneId::value))
                        .bind("changing", changing.map(ReservationId::value))
                        .bind("from", window.from())
                        .bind("until", window.until())
                        .bind("limit", limit),
                UsageRows::unit);
    }

    /** Of each unit a row for every usage that has begun and for every reservation of the next day, and one when there is none. */
    private static final Sql FLOOR = Sql.of("""
            select l.id as layoutId, l.name as layoutName, n.id as unitId, n.code as unitCode, n.capacity, n.shareable, n.zoneId,
                   z.name as zoneName, p.name as outerZoneName,
                   u.id as usageRow, u.usageType, u.usageId, u.startsAt, u.endsAt, u.assigneeId,
                   u.overstayAt is not null as overstayed, u.startsAt <= :at as begun,
                   o.id as orderId, o.orderNumber, o.name as orderName, o.status as orderStatus, o.guestCount, o.currency, o.total,
                   o.paid, o.draftAt, r.id as reservationId, r.guestName, r.partySize
              from "AllocationLayout" l
              left join "AllocationUnit" n on n.merchantId = :merchant and n.layoutId = l.id and n.deletedAt is null
              left join "AllocationZone" z on z.merchantId = :merchant and z.id = n.zoneId
              left join "AllocationZone" p on p.merchantId = :merchant and p.id = z.parentZoneId
              left join "AllocationUsage" u
                on u.merchantId = :merchant and u.unitId = n.id and u.status = 'ACTIVE' and u.deletedAt is null
               and u.startsAt < :soon and (u.startsAt <= :at or u.usageType = 'RESERVATION')
              left join "SaleOrder" o on o.merchantId = :merchant and o.id = u.usageId and u.usageType = 'SALE_ORDER'
              left join "Reservation" r
                on r.merchantId = :merchant and r.id = u.usageId and u.usageType = 'RESERVATION' and u.startsAt > :at
             where l.id = :layout and l.merchantId = :merchant and l.deletedAt is null
             order by n.place, n.id, u.startsAt, u.id
            """);

    @Override
    public Optional<FloorNow> findNow(MerchantId merchant, LayoutId layout, Instant at) {
        FloorRows rows = new FloorRows();
        reads.list(
                FLOOR.bind("layout", layout.value())
                        .bind("merchant", merchant.value())
                        .bind("at", at)
                        .bind("soon", at.plus(Duration.ofDays(1))),
                rows::add);
        return rows.floor();
    }
}
