package nx.sale.postgres.allocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.postgres.sql.Rows;
import org.jspecify.annotations.Nullable;

/** The rows of one floor, unit after unit and of each unit usage after usage, to the floor. */
final class FloorRows {
    private final List<FloorViews.UnitNow> units = new ArrayList<>();
    private @Nullable LayoutId layout;
    private String name = "";
    private @Nullable FloorUnit unit;
    private List<FloorViews.Sitting> sittings = new ArrayList<>();
    private FloorViews.@Nullable Coming coming;

    /** Takes one row; returns whether it was the first of a unit. */
    boolean add(ResultSet row) throws SQLException {
        if (layout == null) {
            layout = new LayoutId(row.getLong("layoutId"));
            name = row.getString("layoutName");
        }
        long id = row.getLong("unitId");
        boolean first = !row.wasNull() && (unit == null || unit.id().value() != id);
        if (first) {
            finish();
            unit = unit(row, id, layout);
        }
        long usage = row.getLong("usageRow");
        if (!row.wasNull()) {
            if (row.getBoolean("begun")) {
                sittings.add(sitting(row, new UsageId(usage)));
            } else if (coming == null) {
                coming = coming(row);
            }
        }
        return first;
    }

    private void finish() {
        if (unit != null) {
            units.add(new FloorViews.UnitNow(unit, sittings, Optional.ofNullable(coming)));
        }
        sittings = new ArrayList<>();
        coming = null;
    }

    /** What all rows came to; empty when there were none. Asked for once. */
    Optional<FloorViews.FloorNow> floor() {
        finish();
        return Optional.ofNullable(layout).map(id -> new FloorViews.FloorNow(id, name, units));
    }

    private static FloorUnit unit(ResultSet row, long id, LayoutId layout) throws SQLException {
        String zone = row.getString("zoneName");
        String outer = row.getString("outerZoneName");
        return new FloorUnit(
                new UnitId(id),
                row.getString("unitCode"),
                row.getInt("capacity"),
                row.getBoolean("shareable"),
                layout,
                new FloorZoneId(row.getLong("zoneId")),
                outer == null ? List.of(zone) : List.of(outer, zone));
    }

    private static FloorViews.Sitting sitting(ResultSet row, UsageId id) throws SQLException {
        return new FloorViews.Sitting(
                id,
                new Taker(Taker.Kind.valueOf(row.getString("usageType")), row.getLong("usageId")),
                new Window(Rows.instant(row, "startsAt"), Rows.instant(row, "endsAt")),
                Rows.optionalText(row, "assigneeId"),
                row.getBoolean("overstayed"),
                order(row));
    }

    private static Optional<FloorViews.OrderThere> order(ResultSet row) throws SQLException {
        long id = row.getLong("orderId");
        if (row.wasNull()) {
            return Optional.empty();
        }
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        OptionalInt guests = Rows.optionalInt(row, "guestCount");
        return Optional.of(new FloorViews.OrderThere(
                new OrderId(id),
                row.getString("orderNumber"),
                row.getString("orderName"),
                row.getString("orderStatus"),
                guests.isPresent() ? Optional.of(guests.getAsInt()) : Optional.empty(),
                Rows.money(row, "total", currency),
                Rows.money(row, "paid", currency),
                Rows.instant(row, "draftAt")));
    }

    private static FloorViews.@Nullable Coming coming(ResultSet row) throws SQLException {
        long reservation = row.getLong("reservationId");
        return row.wasNull()
                ? null
                : new FloorViews.Coming(
                        new ReservationId(reservation),
                        row.getString("guestName"),
                        row.getInt("partySize"),
                        Rows.instant(row, "startsAt"));
    }
}
