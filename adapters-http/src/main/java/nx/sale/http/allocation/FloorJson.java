package nx.sale.http.allocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationLayout;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.FloorViews;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.order.OrderStatus;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** The JSON that the routes of the floor take and give. */
public final class FloorJson {
    private FloorJson() {}

    public record Position(
            @Rules.Means("from the left; the plan has units of its own") @Rules.Between(min = 0, max = 100_000)
            Integer x,

            @Rules.Means("from the top") @Rules.Between(min = 0, max = 100_000)
            Integer y,

            @Rules.Between(min = 0, max = 100_000) Optional<Integer> width,
            @Rules.Between(min = 0, max = 100_000) Optional<Integer> height,

            @Rules.Means("in degrees") @Rules.Between(min = 0, max = 359)
            Optional<Integer> rotation) {
        AllocationLayout.Spot spot() {
            return new AllocationLayout.Spot(x, y, width.orElse(0), height.orElse(0), rotation.orElse(0));
        }
    }

    public record WantedUnit(
            @Rules.Means("of a unit that is there already") Optional<Long> id,

            @Rules.Means("as people call it; unique in the layout")
            String code,

            @Rules.Means("TABLE when absent") Optional<AllocationLayout.Kind> kind,

            @Rules.Means("how many guests it takes") @Rules.Between(min = 1, max = 1000)
            Integer capacity,

            @Rules.Means("where it is drawn") Optional<Position> position,

            @Rules.Means("whether several parties may have it at once")
            Optional<Boolean> shareable) {
        AllocationLayout.UnitPlan plan() {
            return new AllocationLayout.UnitPlan(
                    id.map(UnitId::new),
                    code,
                    kind.orElse(AllocationLayout.Kind.TABLE),
                    capacity,
                    position.map(Position::spot).orElse(AllocationLayout.Spot.SOMEWHERE),
                    shareable.orElse(false));
        }
    }

    public record WantedInnerZone(
            @Rules.Means("of a zone that is there already") Optional<Long> id,
            String name,

            @Rules.Means("all units of the zone") @Rules.Size(min = 0, max = 200)
            Optional<List<WantedUnit>> units) {
        AllocationLayout.ZonePlan plan() {
            return new AllocationLayout.ZonePlan(id.map(FloorZoneId::new), name, List.of(), plans(units));
        }
    }

    public record WantedZone(
            @Rules.Means("of a zone that is there already") Optional<Long> id,

            String name,

            @Rules.Means("inner zones; they have none") @Rules.Size(min = 0, max = 50)
            Optional<List<WantedInnerZone>> zones,

            @Rules.Means("all units of the zone that are in none of its inner zones") @Rules.Size(min = 0, max = 200)
            Optional<List<WantedUnit>> units) {
        AllocationLayout.ZonePlan plan() {
            return new AllocationLayout.ZonePlan(
                    id.map(FloorZoneId::new),
                    name,
                    zones.orElse(List.of()).stream().map(WantedInnerZone::plan).toList(),
                    plans(units));
        }
    }

    private static List<AllocationLayout.UnitPlan> plans(Optional<List<WantedUnit>> units) {
        return units.orElse(List.of()).stream().map(WantedUnit::plan).toList();
    }

    static List<AllocationLayout.ZonePlan> zonePlans(List<WantedZone> zones) {
        return zones.stream().map(WantedZone::plan).toList();
    }

    @Rules.Example("""
            {
              "name": "Ground floor",
              "zones": [{
                "name": "Terrace",
                "units": [{"code": "T1", "kind": "TABLE", "capacity": 4, "position": {"x": 10, "y": 20, "width": 80, "height": 80}}]
              }]
            }""")
    public record Draw(
            String name,

            @Rules.Means("the whole floor") @Rules.Size(min = 0, max = 50)
            Optional<List<WantedZone>> zones) {}

    @Rules.Example("""
            {"name": "Roof", "zones": [{"name": "Terrace", "units": [{"code": "T1", "capacity": 6}]}]}""")
    @Rules.Patch
    public record Redraw(
            Optional<String> name,

            @Rules.Means("the whole floor: units that are not named are removed") @Rules.Size(min = 0, max = 50)
            Optional<List<WantedZone>> zones) {}

    public record UnitPosition(
            int x,
            int y,
            int width,
            int height,
            @Rules.Means("in degrees") int rotation) {}

    public record Unit(
            String id,

            @Rules.Means("as people call it; unique in the layout")
            String code,

            AllocationLayout.Kind kind,
            @Rules.Means("how many guests it takes") int capacity,
            UnitPosition position,

            @Rules.Means("whether several parties may have it at once")
            boolean shareable) {
        static Unit of(AllocationLayout.Unit unit) {
            AllocationLayout.Spot spot = unit.spot();
            return new Unit(
                    unit.id().toString(),
                    unit.code(),
                    unit.kind(),
                    unit.capacity(),
                    new UnitPosition(spot.x(), spot.y(), spot.width(), spot.height(), spot.rotation()),
                    unit.shareable());
        }
    }

    public record InnerZone(String id, String name, List<Unit> units) {}

    public record Zone(
            String id,
            String name,
            @Rules.Means("inner zones") List<InnerZone> zones,

            @Rules.Means("those that are in none of its inner zones")
            List<Unit> units) {
        static Zone of(AllocationLayout.Zone zone) {
            return new Zone(
                    zone.id().toString(),
                    zone.name(),
                    zone.zones().stream()
                            .map(inner -> new InnerZone(
                                    inner.id().toString(),
                                    inner.name(),
                                    inner.units().stream().map(Unit::of).toList()))
                            .toList(),
                    zone.units().stream().map(Unit::of).toList());
        }
    }

    @Rules.Means("a floor plan with its zones and units")
    public record Layout(
            String id,
            String merchantId,
            String name,
            List<Zone> zones,
            String createdAt,
            String modifiedAt,
            long revision) {
        static Layout of(AllocationLayout layout) {
            return new Layout(
                    layout.id().toString(),
                    layout.merchant().toString(),
                    layout.name(),
                    layout.zones().stream().map(Zone::of).toList(),
                    layout.trace().createdAt().toString(),
                    layout.trace().modifiedAt().toString(),
                    layout.revision());
        }
    }

    @Rules.Example("""
            {"unitId": "250525119116488707", "usageType": "SALE_ORDER", "usageId": "250525119116488704", "assigneeId": "7"}""")
    public record TakeUnit(
            Long unitId,

            @Rules.Means("SALE_ORDER or RESERVATION") Taker.Kind usageType,

            @Rules.Means("id of the order or the reservation")
            Long usageId,

            @Rules.Means("now when absent; a reservation has its own time")
            Optional<Instant> startsAt,

            @Rules.Means("the merchant's turn after the start when absent")
            Optional<Instant> endsAt,

            @Rules.Means("the waiter") Optional<String> assigneeId) {}

    @Rules.Example("""
            {"assigneeId": "7"}""")
    @Rules.Patch
    public record ChangeUsage(
            @Rules.Means("until when the unit is taken") Optional<Instant> endsAt,
            @Rules.Means("the waiter; null for nobody") Optional<Optional<String>> assigneeId) {}

    @Rules.Example("""
            {"unitId": "250525119116488707"}""")
    public record Transfer(
            @Rules.Means("where the party goes") Long unitId) {}

    @Rules.Example("""
            {"usageIds": ["250525119116488708"]}""")
    public record UsageIds(
            @Rules.Means("those that end, all or none") List<Long> usageIds) {}

    @Rules.Example("{}")
    public record Nothing() {}

    public record Moved(String fromUnitId, String toUnitId, String movedAt) {
        static Moved of(AllocationUsage.Move move) {
            return new Moved(
                    move.from().toString(), move.to().toString(), move.at().toString());
        }
    }

    @Rules.Means("a unit that is free throughout the time")
    public record FreeUnit(
            String id,
            @Rules.Means("as people call it") String code,
            @Rules.Means("how many guests it takes") int capacity,

            @Rules.Means("whether several parties may have it at once")
            boolean shareable,

            String layoutId,
            String zoneId,

            @Rules.Means("the names of its zones, the outer one first")
            List<String> zonePath) {
        static FreeUnit of(FloorUnit unit) {
            return new FreeUnit(
                    unit.id().toString(),
                    unit.code(),
                    unit.capacity(),
                    unit.shareable(),
                    unit.layout().toString(),
                    unit.zone().toString(),
                    unit.zonePath());
        }
    }

    public record OrderThere(
            String id,
            String orderNumber,
            String name,
            @Rules.OneOf(OrderStatus.class) String status,
            @Nullable Integer guestCount,
            String total,
            String paid,
            String since) {
        static OrderThere of(FloorViews.OrderThere order) {
            return new OrderThere(
                    order.id().toString(),
                    order.orderNumber(),
                    order.name(),
                    order.status(),
                    order.guestCount().orElse(null),
                    order.total().canonical(),
                    order.paid().canonical(),
                    order.since().toString());
        }
    }

    public record Sitting(
            @Rules.Means("of the usage itself") String usageId,
            Taker.Kind usageType,
            @Rules.Means("the order or the reservation") String takerId,
            String startsAt,
            @Rules.Means("until when the unit is taken") String endsAt,
            @Rules.Means("the waiter") @Nullable String assigneeId,

            @Rules.Means("the order that sits there; null of a reservation") @Nullable
            OrderThere order) {
        static Sitting of(FloorViews.Sitting sitting) {
            return new Sitting(
                    sitting.usage().toString(),
                    sitting.taker().kind(),
                    Long.toString(sitting.taker().id()),
                    sitting.window().from().toString(),
                    sitting.window().until().toString(),
                    sitting.assignee().orElse(null),
                    sitting.order().map(OrderThere::of).orElse(null));
        }
    }

    public record Coming(
            String reservationId,
            String guestName,
            int partySize,
            @Rules.Means("when the guests are expected") String from) {}

    /** What a unit looks like to whoever seats guests. */
    public enum State {
        FREE,
        OCCUPIED,
        /** The party is there, and so is the time of the next one. */
        OVERSTAYED,
        /** Promised to guests who should be there now. */
        RESERVED
    }

    public record UnitNow(
            String id,
            @Rules.Means("as people call it") String code,
            @Rules.Means("how many guests it takes") int capacity,

            @Rules.Means("whether several parties may have it at once")
            boolean shareable,

            String zoneId,

            @Rules.Means("the names of its zones, the outer one first")
            List<String> zonePath,

            @Rules.Means(
                    "OVERSTAYED: the party is there, and so is the time of the next one; RESERVED: promised to guests who should be there now")
            State state,

            @Rules.Means("who has it now") List<Sitting> usages,

            @Rules.Means("the next reservation of it") @Nullable
            Coming next) {
        static UnitNow of(FloorViews.UnitNow now, Instant at) {
            FloorUnit unit = now.unit();
            List<FloorViews.Sitting> there = now.usages().stream()
                    .filter(sitting -> sitting.order().isPresent()
                            || sitting.window().until().isAfter(at))
                    .toList();
            return new UnitNow(
                    unit.id().toString(),
                    unit.code(),
                    unit.capacity(),
                    unit.shareable(),
                    unit.zone().toString(),
                    unit.zonePath(),
                    state(there),
                    there.stream().map(Sitting::of).toList(),
                    now.next()
                            .map(next -> new Coming(
                                    next.id().toString(),
                                    next.guestName(),
                                    next.partySize(),
                                    next.from().toString()))
                            .orElse(null));
        }

        private static State state(List<FloorViews.Sitting> there) {
            if (there.isEmpty()) {
                return State.FREE;
            }
            if (there.stream().anyMatch(FloorViews.Sitting::overstayed)) {
                return State.OVERSTAYED;
            }
            return there.stream().anyMatch(sitting -> sitting.taker().kind() == Taker.Kind.SALE_ORDER)
                    ? State.OCCUPIED
                    : State.RESERVED;
        }
    }

    @Rules.Means("the floor as it is now")
    public record Floor(
            String layoutId,
            String name,
            @Rules.Means("the moment that is shown") String at,
            List<UnitNow> units) {
        static Floor of(FloorViews.FloorNow floor, Instant at) {
            return new Floor(
                    floor.layout().toString(),
                    floor.name(),
                    at.toString(),
                    floor.units().stream().map(unit -> UnitNow.of(unit, at)).toList());
        }
    }
}
