package nx.sale.domain.allocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.listing.Listing;
import nx.sale.domain.shared.Money;

/** The floor, for reading. */
public interface FloorViews {
    Optional<AllocationLayout> findLayout(MerchantId merchant, LayoutId id);

    Listing<AllocationLayout> layouts();

    Optional<AllocationUsage> find(MerchantId merchant, UsageId id);

    Listing<AllocationUsage> usages();

    /** Every usage of an order or a reservation, oldest first. */
    List<AllocationUsage> listOf(MerchantId merchant, Taker taker);

    /**
     * The units free throughout a window for so many guests, the smallest first.
     *
     * @param zone only there, and in its inner zones
     */
    List<FloorUnit> listFree(MerchantId merchant, Window window, int partySize, Optional<FloorZoneId> zone, int limit);

    /**
     * Likewise for a reservation that is about to change: what it has counts as free. A store that cannot tell gives what is free for
     * anybody.
     */
    default List<FloorUnit> listFree(
            MerchantId merchant,
            Window window,
            int partySize,
            Optional<FloorZoneId> zone,
            Optional<ReservationId> changing,
            int limit) {
        return listFree(merchant, window, partySize, zone, limit);
    }

    /** A layout with every unit and who has it, in the order they were drawn, as it is stored at one moment. */
    Optional<FloorNow> findNow(MerchantId merchant, LayoutId layout, Instant at);

    record FloorNow(LayoutId layout, String name, List<UnitNow> units) {
        public FloorNow {
            units = List.copyOf(units);
        }
    }

    /**
     * A unit as it is now.
     *
     * @param usages the active ones that have begun
     * @param next the next reservation, within a day
     */
    record UnitNow(FloorUnit unit, List<Sitting> usages, Optional<Coming> next) {
        public UnitNow {
            usages = List.copyOf(usages);
        }
    }

    /**
     * A usage with its order, when it has one.
     *
     * @param overstayed whether the party is there after its time
     */
    record Sitting(
            UsageId usage,
            Taker taker,
            Window window,
            Optional<String> assignee,
            boolean overstayed,
            Optional<OrderThere> order) {}

    record OrderThere(
            OrderId id,
            String orderNumber,
            String name,
            String status,
            Optional<Integer> guestCount,
            Money total,
            Money paid,
            Instant since) {}

    record Coming(ReservationId id, String guestName, int partySize, Instant from) {}
}
