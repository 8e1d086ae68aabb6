package nx.sale.domain.live;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;

/** Tells whose the things are that screens watch. */
public interface RoomOwners {
    /** What can be watched. */
    enum Kind {
        ORDER,
        STATION,
        ZONE,
        UNIT
    }

    /** The merchant it belongs to; empty when there is no such thing. */
    Optional<MerchantId> find(Kind kind, long id);
}
