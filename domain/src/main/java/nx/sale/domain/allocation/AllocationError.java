package nx.sale.domain.allocation;

import java.time.Instant;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with tables. */
public sealed interface AllocationError extends DomainError {
    /** No such layout at this merchant. */
    @ErrorCode("layout-not-found")
    record LayoutNotFound(LayoutId layoutId) implements AllocationError {}

    /** The layout has no such zone. */
    @ErrorCode("zone-not-found")
    record ZoneNotFound(FloorZoneId zoneId) implements AllocationError {}

    /** No such unit at this merchant. */
    @ErrorCode("unit-not-found")
    record UnitNotFound(UnitId unitId) implements AllocationError {}

    /** Two units of a layout would have the same code. */
    @ErrorCode("unit-code-twice")
    record UnitCodeTwice(String unitCode) implements AllocationError {}

    /** Somebody has the unit: it stays as it is. */
    @ErrorCode("unit-in-use")
    record UnitInUse(UnitId unitId, String unitCode) implements AllocationError {}

    /**
     * Somebody else has the unit at that time.
     *
     * @param usageType SALE_ORDER or RESERVATION
     * @param usageId the order or the reservation that has it
     * @param nextFreeAt when it is free for the requested duration, as planned now
     */
    @ErrorCode("unit-taken")
    record UnitTaken(
            UnitId unitId,
            String unitCode,
            Taker.Kind usageType,
            String usageId,
            Instant takenFrom,
            Instant takenUntil,
            Instant nextFreeAt)
            implements AllocationError {}

    /** No such usage at this merchant. */
    @ErrorCode("usage-not-found")
    record UsageNotFound(UsageId allocationUsageId) implements AllocationError {}

    /** The usage has ended. */
    @ErrorCode("usage-ended")
    record UsageEnded(UsageId allocationUsageId, AllocationUsage.Status usageStatus) implements AllocationError {}

    /** The usage is not over: complete or cancel it before it is deleted. */
    @ErrorCode("usage-active")
    record UsageActive(UsageId allocationUsageId) implements AllocationError {}

    /** A time that ends before it begins. */
    @ErrorCode("window-empty")
    record WindowEmpty(Instant startsAt, Instant endsAt) implements AllocationError {}

    /** A time that is over already. */
    @ErrorCode("window-over")
    record WindowOver(Instant endsAt) implements AllocationError {}

    /** A time longer than a unit is taken for at once. */
    @ErrorCode("window-too-long")
    record WindowTooLong(Instant startsAt, Instant endsAt, int mostDays) implements AllocationError {}
}
