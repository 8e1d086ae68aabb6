package nx.sale.domain.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * A floor plan: zones, at most two levels deep, and the units in them.
 *
 * @param zones the outer ones, as they are to be shown
 */
public record AllocationLayout(
        LayoutId id, MerchantId merchant, String name, List<Zone> zones, long revision, Trace trace) {
    public AllocationLayout {
        zones = List.copyOf(zones);
    }

    /**
     * A part of the floor.
     *
     * @param zones the inner ones; an inner zone has none
     */
    public record Zone(FloorZoneId id, String name, List<Zone> zones, List<Unit> units) {
        public Zone {
            zones = List.copyOf(zones);
            units = List.copyOf(units);
        }

        Stream<Zone> all() {
            return Stream.concat(Stream.of(this), zones.stream().flatMap(Zone::all));
        }
    }

    /** What kinds of units there are. */
    public enum Kind {
        TABLE,
        SEAT,
        LOCKER
    }

    /**
     * Something a party can have.
     *
     * @param code as people call it: {@code T12}; unique in the layout
     * @param capacity guests it is for
     * @param shareable whether several parties may have it at once
     */
    public record Unit(UnitId id, String code, Kind kind, int capacity, Spot spot, boolean shareable) {}

    /** Its place on the canvas, in the canvas's own units. */
    public record Spot(int x, int y, int width, int height, int rotation) {
        public static final Spot SOMEWHERE = new Spot(0, 0, 0, 0, 0);
    }

    /** A zone as it is wanted; one with an id is there already. */
    public record ZonePlan(Optional<FloorZoneId> id, String name, List<ZonePlan> zones, List<UnitPlan> units) {
        public ZonePlan {
            zones = List.copyOf(zones);
            units = List.copyOf(units);
        }
    }

    /** A unit as it is wanted; one with an id is there already. */
    public record UnitPlan(Optional<UnitId> id, String code, Kind kind, int capacity, Spot spot, boolean shareable) {}

    /** A new layout. Rejects a code that is there twice. */
    public static AllocationLayout drawn(
            LayoutId id, MerchantId merchant, String name, List<ZonePlan> plan, Ids ids, Actor by, Instant at) {
        return new AllocationLayout(id, merchant, name, List.of(), 0, Trace.created(at, by))
                .redrawn(Optional.of(name), Optional.of(plan), ids, by, at);
    }

    /**
     * The layout as it is wanted now; zones and units that are not in the plan are removed. Rejects an id that the layout does not have,
     * and a code that is there twice.
     */
    public AllocationLayout redrawn(
            Optional<String> newName, Optional<List<ZonePlan>> plan, Ids ids, Actor by, Instant at) {
        List<Zone> drawn = plan.map(zonePlans -> zones(zonePlans, ids)).orElse(zones);
        AllocationLayout redrawn =
                new AllocationLayout(id, merchant, newName.orElse(name), drawn, revision + 1, trace.touched(at, by));
        redrawn.requireDistinct();
        return redrawn;
    }

    private List<Zone> zones(List<ZonePlan> plans, Ids ids) {
        Set<FloorZoneId> knownZones = allZones().map(Zone::id).collect(Collectors.toSet());
        Set<UnitId> knownUnits = units().map(Unit::id).collect(Collectors.toSet());
        return plans.stream()
                .map(plan -> zone(plan, knownZones, knownUnits, ids))
                .toList();
    }

    private static Zone zone(ZonePlan plan, Set<FloorZoneId> knownZones, Set<UnitId> knownUnits, Ids ids) {
        plan.id().filter(zone -> !knownZones.remove(zone)).ifPresent(zone -> {
            throw new Rejected(new AllocationError.ZoneNotFound(zone));
        });
        List<Unit> units = new ArrayList<>();
        for (UnitPlan unit : plan.units()) {
            unit.id().filter(id -> !knownUnits.remove(id)).ifPresent(id -> {
                throw new Rejected(new AllocationError.UnitNotFound(id));
            });
            units.add(new Unit(
                    unit.id().orElseGet(() -> new UnitId(ids.next())),
                    unit.code(),
                    unit.kind(),
                    unit.capacity(),
                    unit.spot(),
                    unit.shareable()));
        }
        return new Zone(
                plan.id().orElseGet(() -> new FloorZoneId(ids.next())),
                plan.name(),
                plan.zones().stream()
                        .map(inner -> zone(inner, knownZones, knownUnits, ids))
                        .toList(),
                units);
    }

    private void requireDistinct() {
        Set<String> seen = new HashSet<>();
        units().filter(unit -> !seen.add(unit.code().toLowerCase(Locale.ROOT)))
                .findFirst()
                .ifPresent(unit -> {
                    throw new Rejected(new AllocationError.UnitCodeTwice(unit.code()));
                });
    }

    /** Every zone, outer ones before those in them. */
    public Stream<Zone> allZones() {
        return zones.stream().flatMap(Zone::all);
    }

    public Stream<Unit> units() {
        return allZones().flatMap(zone -> zone.units().stream());
    }

    /** The units of this layout that the new one no longer has, or shares otherwise: nobody may have them just now. */
    public List<Unit> disturbedBy(AllocationLayout redrawn) {
        Map<UnitId, Unit> after = new HashMap<>();
        redrawn.units().forEach(unit -> after.put(unit.id(), unit));
        return units().filter(unit -> {
                    Unit now = after.get(unit.id());
                    return now == null || now.shareable() != unit.shareable();
                })
                .toList();
    }
}
