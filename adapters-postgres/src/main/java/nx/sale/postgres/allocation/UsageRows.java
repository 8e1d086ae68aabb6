package nx.sale.postgres.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Rows;
import org.jspecify.annotations.Nullable;

/** Rows of usages and of units with where they stand, and back. */
final class UsageRows {
    static final String COLUMNS = """
            u.id, u.merchantId, u.unitId, u.unitCode, u.capacity, u.shareable, u.layoutId, u.zoneId, u.zonePath, u.usageType,
            u.usageId, u.startsAt, u.endsAt, u.status, u.assigneeId, u.completedAt, u.cancelledAt, u.expiredAt, u.overstayAt,
            u.moves, u.revision, u.createdAt, u.createdBy, u.modifiedAt, u.modifiedBy
            """;

    /** A unit {@code n} in its zone {@code z}, which may be in an outer one {@code p}. */
    static final String UNIT = """
            n.id as unitId, n.code as unitCode, n.capacity, n.shareable, n.layoutId, n.zoneId,
            case when p.id is null then array[z.name] else array[p.name, z.name] end as zonePath
            """;

    static final String UNITS = """
              from "AllocationUnit" n
              join "AllocationZone" z on z.merchantId = :merchant and z.id = n.zoneId
              left join "AllocationZone" p on p.merchantId = :merchant and p.id = z.parentZoneId
            """;

    private UsageRows() {}

    static FloorUnit unit(ResultSet row) throws SQLException {
        return new FloorUnit(
                new UnitId(row.getLong("unitId")),
                row.getString("unitCode"),
                row.getInt("capacity"),
                row.getBoolean("shareable"),
                new LayoutId(row.getLong("layoutId")),
                new FloorZoneId(row.getLong("zoneId")),
                Rows.texts(row, "zonePath"));
    }

    static AllocationUsage read(ResultSet row) throws SQLException {
        return new AllocationUsage(
                new UsageId(row.getLong("id")),
                new MerchantId(row.getLong("merchantId")),
                unit(row),
                new Taker(Taker.Kind.valueOf(row.getString("usageType")), row.getLong("usageId")),
                new Window(Rows.instant(row, "startsAt"), Rows.instant(row, "endsAt")),
                AllocationUsage.Status.valueOf(row.getString("status")),
                Rows.optionalText(row, "assigneeId"),
                new AllocationUsage.Stamps(
                        Rows.optionalInstant(row, "completedAt"),
                        Rows.optionalInstant(row, "cancelledAt"),
                        Rows.optionalInstant(row, "expiredAt")),
                Rows.optionalInstant(row, "overstayAt"),
                moves(row.getString("moves")),
                row.getLong("revision"),
                Rows.trace(row));
    }

    private static List<AllocationUsage.Move> moves(String json) {
        List<AllocationUsage.Move> moves = new ArrayList<>();
        for (JsonNode node : Jsonb.node(json)) {
            moves.add(new AllocationUsage.Move(
                    new UnitId(Long.parseLong(node.get("fromUnitId").textValue())),
                    new UnitId(Long.parseLong(node.get("toUnitId").textValue())),
                    Jsonb.instant(node.get("movedAt").textValue())));
        }
        return moves;
    }

    static String json(Collection<AllocationUsage> usages) {
        return Jsonb.text(usages.stream().map(UsageRows::fields).toList());
    }

    static Map<String, @Nullable Object> fields(AllocationUsage usage) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        FloorUnit unit = usage.unit();
        row.put("id", usage.id().value());
        row.put("unitid", unit.id().value());
        row.put("unitcode", unit.code());
        row.put("capacity", unit.capacity());
        row.put("shareable", unit.shareable());
        row.put("layoutid", unit.layout().value());
        row.put("zoneid", unit.zone().value());
        row.put("zonepath", unit.zonePath());
        row.put("usagetype", usage.taker().kind().name());
        row.put("usageid", usage.taker().id());
        row.put("startsat", usage.window().from().toString());
        row.put("endsat", usage.window().until().toString());
        row.put("status", usage.status().name());
        row.put("assigneeid", usage.assignee().orElse(null));
        row.put("completedat", text(usage.stamps().completedAt()));
        row.put("cancelledat", text(usage.stamps().cancelledAt()));
        row.put("expiredat", text(usage.stamps().expiredAt()));
        row.put("overstayat", text(usage.overstayAt()));
        row.put(
                "moves",
                usage.moves().stream()
                        .map(move -> Map.of(
                                "fromUnitId", move.from().toString(),
                                "toUnitId", move.to().toString(),
                                "movedAt", move.at().toString()))
                        .toList());
        row.put("modifiedat", usage.trace().modifiedAt().toString());
        row.put("modifiedby", usage.trace().modifiedBy());
        row.put("revision", usage.revision());
        return row;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
