package nx.sale.domain.kitchen;

import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Kitchen stations, for changing. */
public interface Stations {
    /** Holds the station to the end of {@code tx}. Rejects with {@link KitchenError.StationNotFound}. */
    KitchenStation lock(Tx tx, MerchantId merchant, StationId id);

    /** Stores a new station. Rejects a code that another one has. */
    void add(Tx tx, KitchenStation station);

    /** Stores a station locked in {@code tx}. Rejects a code that another one has. */
    void update(Tx tx, KitchenStation station);

    /** Removes a station locked in {@code tx}, softly. Rejects while something waits there. */
    void remove(Tx tx, KitchenStation station, Origin origin, Instant at);
}
