package nx.sale.domain.allocation;

import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** The floor plans, for changing. */
public interface Layouts {
    /** Holds the layout and its units to the end of {@code tx}. Rejects with {@link AllocationError.LayoutNotFound}. */
    AllocationLayout lock(Tx tx, MerchantId merchant, LayoutId id);

    /** Stores a new layout. */
    void add(Tx tx, AllocationLayout layout);

    /**
     * Stores a layout that was locked in {@code tx} as {@code before}. Rejects with {@link AllocationError.UnitInUse} when somebody
     * has a unit that would go or change hands otherwise.
     */
    void update(Tx tx, AllocationLayout before, AllocationLayout after);

    /** Removes a layout locked in {@code tx}, softly. Rejects with {@link AllocationError.UnitInUse}. */
    void remove(Tx tx, AllocationLayout layout, Origin origin, java.time.Instant at);
}
