package nx.sale.domain.allocation;

import java.time.Instant;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.DomainError;

/** What a caller can do wrong with tables. */
public sealed interface AllocationError extends DomainError {
    /** No such layout at this merchant. */
    record LayoutNotFound(LayoutId layoutId) implements AllocationError {
        @Override
        public String code() {
            return "layout-not-found";
        }
    }

    /** The layout has no such zone. */
    record ZoneNotFound(FloorZoneId zoneId) implements AllocationError {
        @Override
        public String code() {
            return "zone-not-found";
        }
    }

    /** No such unit at this merchant. */
    record UnitNotFound(UnitId unitId) implements AllocationError {
        @Override
        public String code() {
            return "unit-not-found";
        }
    }

    /** Two units of a layout would have the same code. */
    record UnitCodeTwice(String unitCode) implements AllocationError {
        @Override
        public String code() {
            return "unit-code-twice";
        }
    }

    /** Somebody has the unit: it stays as it is. */
    record UnitInUse(UnitId unitId, String unitCode) implements AllocationError {
        @Override
        public String code() {
            return "unit-in-use";
        }
    }

    /**
     * Somebody else has the unit at that time.
     *
     * @param usageType SALE_ORDER or RESERVATION
     * @param usageId the order or the reservation that has it
     * @param nextFreeAt when it is free for the requested duration, as planned now
     */
    record UnitTaken(
            UnitId unitId,
            String unitCode,
            Taker.Kind usageType,
            String usageId,
            Instant takenFrom,
            Instant takenUntil,
            Instant nextFreeAt)
            implements AllocationError {
        @Override
        public String code() {
            return "unit-taken";
        }
    }

    /** No such usage at this merchant. */
    record UsageNotFound(UsageId allocationUsageId) implements AllocationError {
        @Override
        public String code() {
            return "usage-not-found";
        }
    }

    /** The usage has ended. */
    record UsageEnded(UsageId allocationUsageId, AllocationUsage.Status usageStatus) implements AllocationError {
        @Override
        public String code() {
            return "usage-ended";
        }
    }

    /** The usage is not over: complete or cancel it before it is deleted. */
    record UsageActive(UsageId allocationUsageId) implements AllocationError {
        @Override
        public String code() {
            return "usage-active";
        }
    }

    /** A time that ends before it begins. */
    record WindowEmpty(Instant startsAt, Instant endsAt) implements AllocationError {
        @Override
        public String code() {
            return "window-empty";
        }
    }

    /** A time that is over already. */
    record WindowOver(Instant endsAt) implements AllocationError {
        @Override
        public String code() {
            return "window-over";
        }
    }

    /** A time longer than a unit is taken for at once. */
    record WindowTooLong(Instant startsAt, Instant endsAt, int mostDays) implements AllocationError {
        @Override
        public String code() {
            return "window-too-long";
        }
    }
}
