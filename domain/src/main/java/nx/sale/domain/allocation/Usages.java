package nx.sale.domain.allocation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Who has which unit when, for changing. */
public interface Usages {
    /**
     * The units, by id, kept from being changed, and from being taken or left by others, to the end of {@code tx}. Whoever changes who has
     * a unit holds it first, units in one order: then nobody waits for a unit in a circle (FLOOR-6). A shared unit is only kept from
     * being changed. Rejects with {@link AllocationError.UnitNotFound}.
     */
    List<FloorUnit> lockUnits(Tx tx, MerchantId merchant, Collection<UnitId> units);

    /** Takes the units, all or none. Rejects with {@link AllocationError.UnitTaken}, naming who has the first that is taken. */
    void add(Tx tx, List<AllocationUsage> usages);

    /**
     * These usages, ascending, after their units and those that are {@code wanted} for them, which are held as by {@link #lockUnits}.
     * Rejects with {@link AllocationError.UsageNotFound}.
     */
    List<AllocationUsage> lock(Tx tx, MerchantId merchant, Collection<UsageId> ids, Collection<UnitId> wanted);

    /** As above, the active usages of an order or a reservation. */
    List<AllocationUsage> lockOf(Tx tx, MerchantId merchant, Taker taker, Collection<UnitId> wanted);

    /** Stores usages locked in {@code tx}. Rejects with {@link AllocationError.UnitTaken} when one would meet another's. */
    void update(Tx tx, List<AllocationUsage> usages);

    /** Takes an ended usage out of all lists. */
    void remove(Tx tx, AllocationUsage usage, Origin origin, Instant at);

    /**
     * Ends every active usage of an order or a reservation.
     *
     * @param ended learns of them once {@code tx} has committed
     */
    void updateEnd(
            Tx tx,
            MerchantId merchant,
            Taker taker,
            AllocationUsage.Status how,
            Origin origin,
            Instant at,
            Consumer<List<AllocationUsage>> ended);

    /**
     * Lets tables follow a merge, and go back when it is undone, with orders that were locked in {@code tx}.
     *
     * @param moved learns of them once {@code tx} has committed
     */
    void follow(Tx tx, OrderOperation operation, Origin origin, Instant at, Consumer<List<AllocationUsage>> moved);

    /** Merchants with parties whose time is over, whose is over longest first; {@code without} some. */
    List<MerchantId> listWithOverdue(Instant at, Collection<MerchantId> without, int limit);

    /** The parties of a merchant whose time is over, at most {@code limit}, skipping those somebody is busy with; with the next reservation. */
    List<Overdue> lockOverdue(Tx tx, MerchantId merchant, Instant at, int limit);

    /**
     * A party that is still there after its time.
     *
     * @param next when somebody else has the unit; empty when nobody does
     */
    record Overdue(AllocationUsage usage, Optional<Instant> next) {}
}
