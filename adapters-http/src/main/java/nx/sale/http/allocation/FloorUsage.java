package nx.sale.http.allocation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import org.jspecify.annotations.Nullable;

/** A unit in use, by an order or a reservation. */
public record FloorUsage(
        String id,
        String merchantId,
        @JsonUnwrapped UsedUnit unit,
        Taker.Kind usageType,
        String usageId,
        String startsAt,
        String endsAt,
        AllocationUsage.Status status,
        @Nullable String assigneeId,
        @JsonUnwrapped Ends ends,
        List<FloorJson.Moved> transfers,
        String createdAt,
        String modifiedAt,
        long revision) {
    public static FloorUsage of(AllocationUsage usage) {
        return new FloorUsage(
                usage.id().toString(),
                usage.merchant().toString(),
                UsedUnit.of(usage.unit()),
                usage.taker().kind(),
                Long.toString(usage.taker().id()),
                usage.window().from().toString(),
                usage.window().until().toString(),
                usage.status(),
                usage.assignee().orElse(null),
                Ends.of(usage),
                usage.moves().stream().map(FloorJson.Moved::of).toList(),
                usage.trace().createdAt().toString(),
                usage.trace().modifiedAt().toString(),
                usage.revision());
    }

    /** The unit, as it was drawn when it was taken. */
    record UsedUnit(
            String unitId,
            String unitCode,
            int capacity,
            boolean shareable,
            String layoutId,
            String zoneId,
            List<String> zonePath) {
        static UsedUnit of(FloorUnit unit) {
            return new UsedUnit(
                    unit.id().toString(),
                    unit.code(),
                    unit.capacity(),
                    unit.shareable(),
                    unit.layout().toString(),
                    unit.zone().toString(),
                    unit.zonePath());
        }
    }

    /** How it ended, and since when its time is over. */
    record Ends(
            @Nullable String completedAt,
            @Nullable String cancelledAt,
            @Nullable String expiredAt,
            @Nullable String overstayAt) {
        static Ends of(AllocationUsage usage) {
            return new Ends(
                    text(usage.stamps().completedAt()),
                    text(usage.stamps().cancelledAt()),
                    text(usage.stamps().expiredAt()),
                    text(usage.overstayAt()));
        }
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
