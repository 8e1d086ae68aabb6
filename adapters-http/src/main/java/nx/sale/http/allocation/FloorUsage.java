package nx.sale.http.allocation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Taker;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** A unit in use, by an order or a reservation. */
@Rules.Means("a unit in use, by an order or a reservation")
public record FloorUsage(
        String id,
        String merchantId,
        @JsonUnwrapped UsedUnit unit,
        @Rules.Means("what has the unit") Taker.Kind usageType,
        @Rules.Means("id of the order or the reservation") String usageId,
        String startsAt,

        @Rules.Means("until when the unit is taken; extended while the party stays on")
        String endsAt,

        AllocationUsage.Status status,
        @Rules.Means("the waiter") @Nullable String assigneeId,
        @JsonUnwrapped Ends ends,

        @Rules.Means("the moves of the party, in their order")
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

            @Rules.Means("as the unit was called when it was taken")
            String unitCode,

            @Rules.Means("how many guests the unit takes") int capacity,

            @Rules.Means("whether several parties may have it at once")
            boolean shareable,

            String layoutId,
            String zoneId,

            @Rules.Means("the names of its zones, the outer one first")
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
            @Rules.Means("when the party left") @Nullable String completedAt,

            @Rules.Means("when it was called off: the party never sat down") @Nullable
            String cancelledAt,

            @Nullable String expiredAt,

            @Rules.Means("when the party was still there, and the next one due") @Nullable
            String overstayAt) {
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
