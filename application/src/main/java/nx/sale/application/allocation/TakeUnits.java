package nx.sale.application.allocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.reservation.Reservation;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Takes units for an order or a reservation, all or none, and updates the floor screens. */
public final class TakeUnits {
    private final Usages usages;
    private final AuditTrail audit;
    private final Screens screens;
    private final Ids ids;

    public TakeUnits(Usages usages, AuditTrail audit, Screens screens, Ids ids) {
        this.usages = usages;
        this.audit = audit;
        this.screens = screens;
        this.ids = ids;
    }

    /** The order must have been locked, or added, in {@code tx}. Rejects: unit-not-found, unit-taken. */
    public List<AllocationUsage> forOrder(
            Tx tx,
            OrderHeader order,
            List<UnitId> units,
            Window window,
            Optional<String> assignee,
            Origin origin,
            Instant at) {
        List<FloorUnit> found = usages.lockUnits(tx, order.merchant(), units);
        List<AllocationUsage> taken =
                take(tx, order.merchant(), found, Taker.order(order.id()), window, assignee, origin, at);
        note(tx, order.merchant(), order.id(), AuditAction.SEATED, taken, origin, at);
        return taken;
    }

    /**
     * The reservation must have been locked, or added, in {@code tx}. Rejects: unit-not-found, party-too-large, unit-taken.
     *
     * @param anyCapacity whether units that are too small will do
     */
    public List<AllocationUsage> forReservation(
            Tx tx, Reservation reservation, List<UnitId> units, boolean anyCapacity, Origin origin, Instant at) {
        if (units.isEmpty()) {
            return List.of();
        }
        List<FloorUnit> found = usages.lockUnits(tx, reservation.merchant(), units);
        if (!anyCapacity) {
            reservation.requireRoomAt(found);
        }
        return take(
                tx,
                reservation.merchant(),
                found,
                Taker.reservation(reservation.id()),
                reservation.window(),
                Optional.empty(),
                origin,
                at);
    }

    private List<AllocationUsage> take(
            Tx tx,
            MerchantId merchant,
            List<FloorUnit> units,
            Taker taker,
            Window window,
            Optional<String> assignee,
            Origin origin,
            Instant at) {
        List<AllocationUsage> taken = units.stream()
                .map(unit -> AllocationUsage.of(
                        new UsageId(ids.next()), merchant, unit, taker, window, assignee, origin.actor(), at))
                .toList();
        usages.add(tx, taken);
        screens.usages(tx, taken, LiveAction.USAGE_CREATED);
        return taken;
    }

    /** Writes into the order's history what happened to its tables. */
    public void note(
            Tx tx,
            MerchantId merchant,
            OrderId order,
            AuditAction action,
            List<AllocationUsage> touched,
            Origin origin,
            Instant at) {
        audit.append(
                tx,
                new AuditTrail.Entry(
                        merchant,
                        Optional.of(order),
                        action,
                        Optional.empty(),
                        Map.of(
                                "units",
                                touched.stream()
                                        .map(usage -> usage.unit().code())
                                        .collect(Collectors.joining(" "))),
                        at),
                origin);
    }
}
