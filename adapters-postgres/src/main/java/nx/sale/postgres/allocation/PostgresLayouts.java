package nx.sale.postgres.allocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationError;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.Layouts;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;
import org.jspecify.annotations.Nullable;

/** Floor plans, each read and written as one. */
public final class PostgresLayouts implements Layouts {
    static final String LAYOUT = "id, merchantId, name, revision, createdAt, createdBy, modifiedAt, modifiedBy ";

    private static final String ZONES = """
            select id, layoutId, parentZoneId, place, name from "AllocationZone"
             where layoutId = any(:ids) and merchantId = :merchant and deletedAt is null
             order by place, id
            """;

    private static final String UNITS = """
            select id, layoutId, zoneId, place, code, kind, capacity, x, y, width, height, rotation, shareable
              from "AllocationUnit"
             where layoutId = any(:ids) and merchantId = :merchant and deletedAt is null
            """;

    static final Sql ZONES_OF = Sql.of(ZONES);
    static final Sql UNITS_OF = Sql.of(UNITS + " order by place, id");
    private static final Sql LOCK_UNITS_OF = Sql.of(UNITS + " order by shareable, id for update");

    private static final Sql LOCK = Sql.of("select " + LAYOUT + """
              from "AllocationLayout"
             where id = :id and merchantId = :merchant and deletedAt is null
               for update
            """);

    record ZoneRow(FloorZoneId id, LayoutId layout, Optional<FloorZoneId> parent, String name) {
        static ZoneRow read(ResultSet row) throws SQLException {
            return new ZoneRow(
                    new FloorZoneId(row.getLong("id")),
                    new LayoutId(row.getLong("layoutId")),
                    Rows.optionalLong(row, "parentZoneId").map(FloorZoneId::new),
                    row.getString("name"));
        }
    }

    record UnitRow(FloorZoneId zone, int place, AllocationLayout.Unit unit) {
        static UnitRow read(ResultSet row) throws SQLException {
            return new UnitRow(
                    new FloorZoneId(row.getLong("zoneId")),
                    row.getInt("place"),
                    new AllocationLayout.Unit(
                            new UnitId(row.getLong("id")),
                            row.getString("code"),
                            AllocationLayout.Kind.valueOf(row.getString("kind")),
                            row.getInt("capacity"),
                            new AllocationLayout.Spot(
                                    row.getInt("x"),
                                    row.getInt("y"),
                                    row.getInt("width"),
                                    row.getInt("height"),
                                    row.getInt("rotation")),
                            row.getBoolean("shareable")));
        }
    }

    /** A layout without its zones. */
    static AllocationLayout layout(ResultSet row) throws SQLException {
        return new AllocationLayout(
                new LayoutId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                row.getString("name"),
                List.of(),
                row.getLong("revision"),
                Rows.trace(row));
    }

    /** The layout with the zones and units that are its own. */
    static AllocationLayout whole(AllocationLayout layout, List<ZoneRow> zones, List<UnitRow> units) {
        List<ZoneRow> own =
                zones.stream().filter(zone -> zone.layout().equals(layout.id())).toList();
        return new AllocationLayout(
                layout.id(),
                layout.merchant(),
                layout.name(),
                under(Optional.empty(), own, units),
                layout.revision(),
                layout.trace());
    }

    private static List<AllocationLayout.Zone> under(
            Optional<FloorZoneId> parent, List<ZoneRow> zones, List<UnitRow> units) {
        return zones.stream()
                .filter(zone -> zone.parent().equals(parent))
                .map(zone -> new AllocationLayout.Zone(
                        zone.id(),
                        zone.name(),
                        under(Optional.of(zone.id()), zones, units),
                        units.stream()
                                .filter(unit -> unit.zone().equals(zone.id()))
                                .sorted(Comparator.comparingInt(UnitRow::place))
                                .map(UnitRow::unit)
                                .toList()))
                .toList();
    }

    @Override
    public AllocationLayout lock(Tx tx, MerchantId merchant, LayoutId id) {
        tx.rank(LockRank.ALLOCATION);
        PostgresTx pg = PostgresTx.of(tx);
        Trip.Reply<AllocationLayout> layout =
                pg.ask(LOCK.bind("id", id.value()).bind("merchant", merchant.value()), PostgresLayouts::layout);
        Trip.Reply<ZoneRow> zones = pg.ask(of(ZONES_OF, merchant, id), ZoneRow::read);
        Trip.Reply<UnitRow> units = pg.ask(of(LOCK_UNITS_OF, merchant, id), UnitRow::read);
        AllocationLayout found = layout.first().orElseThrow(() -> new Rejected(new AllocationError.LayoutNotFound(id)));
        return whole(found, zones.rows(), units.rows());
    }

    private static Sql.Bound of(Sql sql, MerchantId merchant, LayoutId id) {
        return sql.bind("ids", List.of(id.value())).bind("merchant", merchant.value());
    }

    private static final Sql ADD = Sql.of("""
            insert into "AllocationLayout" (id, merchantId, name, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :name, :at, :by, :at, :by, :revision)
            """);

    @Override
    public void add(Tx tx, AllocationLayout layout) {
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(header(ADD, layout));
        put(pg, layout);
    }

    private static final Sql UPDATE = Sql.of("""
            update "AllocationLayout"
               set name = :name, modifiedAt = :at, modifiedBy = :by,
                   revision = case when revision < :revision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant
            """);

    private static Sql.Bound header(Sql sql, AllocationLayout layout) {
        return sql.bind("id", layout.id().value())
                .bind("merchant", layout.merchant().value())
                .bind("name", layout.name())
                .bind("at", layout.trace().modifiedAt())
                .bind("by", layout.trace().modifiedBy())
                .bind("revision", layout.revision());
    }

    @Override
    public void update(Tx tx, AllocationLayout before, AllocationLayout after) {
        PostgresTx pg = PostgresTx.of(tx);
        requireUnused(pg, before, before.disturbedBy(after));
        pg.later(header(UPDATE, after));
        put(pg, after);
    }

    private static final Sql IN_USE = Sql.of("""
            select distinct unitId from "AllocationUsage"
             where unitId = any(:units) and merchantId = :merchant and status = 'ACTIVE' and deletedAt is null
            """);

    private static void requireUnused(PostgresTx tx, AllocationLayout layout, List<AllocationLayout.Unit> units) {
        if (units.isEmpty()) {
            return;
        }
        List<Long> used = tx.ask(
                        IN_USE.bind(
                                        "units",
                                        units.stream()
                                                .map(unit -> unit.id().value())
                                                .toList())
                                .bind("merchant", layout.merchant().value()),
                        row -> row.getLong("unitId"))
                .rows();
        units.stream()
                .filter(unit -> used.contains(unit.id().value()))
                .findFirst()
                .ifPresent(unit -> {
                    throw new Rejected(new AllocationError.UnitInUse(unit.id(), unit.code()));
                });
    }

    private static final Sql PUT_ZONES = Sql.of("""
            insert into "AllocationZone" as z
                   (id, merchantId, layoutId, parentZoneId, place, name, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :layout, :parentZoneId, :place, :name, :at, :by, :at, :by, 1)
                on conflict (merchantId, id) do update
               set parentZoneId = excluded.parentZoneId, place = excluded.place, name = excluded.name,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = z.revision + 1
            """);

    private static final Sql PUT_UNITS = Sql.of("""
            insert into "AllocationUnit" as u
                   (id, merchantId, layoutId, zoneId, place, code, kind, capacity, x, y, width, height, rotation, shareable,
                    createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :layout, :zoneId, :place, :code, :kind, :capacity, :x, :y, :width, :height, :rotation,
                    :shareable, :at, :by, :at, :by, 1)
                on conflict (merchantId, id) do update
               set zoneId = excluded.zoneId, place = excluded.place, code = excluded.code, kind = excluded.kind,
                   capacity = excluded.capacity, x = excluded.x, y = excluded.y, width = excluded.width,
                   height = excluded.height, rotation = excluded.rotation, shareable = excluded.shareable,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = u.revision + 1
            """);

    private static final Sql DROP_UNITS = Sql.of("""
            update "AllocationUnit" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and layoutId = :layout and deletedAt is null and id <> all(:kept)
            """);

    private static final Sql DROP_ZONES = Sql.of("""
            update "AllocationZone" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and layoutId = :layout and deletedAt is null and id <> all(:kept)
            """);

    private static void put(PostgresTx tx, AllocationLayout layout) {
        List<Map<String, @Nullable Object>> zones = new ArrayList<>();
        List<Map<String, @Nullable Object>> units = new ArrayList<>();
        layout.zones().forEach(zone -> flatten(zone, null, zones, units));
        tx.later(zones.stream()
                .map(zone -> of(PUT_ZONES, layout).bindFields(zone))
                .toList());
        tx.later(units.stream()
                .map(unit -> of(PUT_UNITS, layout).bindFields(unit))
                .toList());
        drop(
                tx,
                layout,
                layout.units().map(unit -> unit.id().value()).toList(),
                layout.allZones().map(zone -> zone.id().value()).toList());
    }

    private static Sql.Bound of(Sql sql, AllocationLayout layout) {
        return sql.bind("merchant", layout.merchant().value())
                .bind("layout", layout.id().value())
                .bind("at", layout.trace().modifiedAt())
                .bind("by", layout.trace().modifiedBy());
    }

    private static void drop(PostgresTx tx, AllocationLayout layout, List<Long> keptUnits, List<Long> keptZones) {
        tx.later(of(DROP_UNITS, layout).bind("kept", keptUnits));
        tx.later(of(DROP_ZONES, layout).bind("kept", keptZones));
    }

    private static void flatten(
            AllocationLayout.Zone zone,
            @Nullable Long parent,
            List<Map<String, @Nullable Object>> zones,
            List<Map<String, @Nullable Object>> units) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", zone.id().value());
        row.put("parentzoneid", parent);
        row.put("place", zones.size());
        row.put("name", zone.name());
        zones.add(row);
        for (AllocationLayout.Unit unit : zone.units()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("id", unit.id().value());
            fields.put("zoneid", zone.id().value());
            fields.put("place", units.size());
            fields.put("code", unit.code());
            fields.put("kind", unit.kind().name());
            fields.put("capacity", unit.capacity());
            fields.put("x", unit.spot().x());
            fields.put("y", unit.spot().y());
            fields.put("width", unit.spot().width());
            fields.put("height", unit.spot().height());
            fields.put("rotation", unit.spot().rotation());
            fields.put("shareable", unit.shareable());
            units.add(fields);
        }
        zone.zones().forEach(inner -> flatten(inner, zone.id().value(), zones, units));
    }

    private static final Sql REMOVE = Sql.of("""
            update "AllocationLayout" set deletedAt = :at, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void remove(Tx tx, AllocationLayout layout, Origin origin, Instant at) {
        PostgresTx pg = PostgresTx.of(tx);
        requireUnused(pg, layout, layout.units().toList());
        pg.later(REMOVE.bind("id", layout.id().value())
                .bind("merchant", layout.merchant().value())
                .bind("at", at)
                .bind("by", origin.actor().label()));
        drop(pg, layout, List.of(), List.of());
    }
}
