package nx.sale.domain.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.listing.Listing;

/** The reservations, for reading. */
public interface ReservationViews extends Listing<Reservation> {
    Optional<Reservation> find(MerchantId merchant, ReservationId id);

    /** One that may have been missed, at whatever merchant. */
    record Due(MerchantId merchant, ReservationId id) {}

    /**
     * Those whose time and whose merchant's grace are over, the longest over first.
     *
     * @param otherwise the grace of a merchant that never changed a setting
     */
    List<Due> listMissed(Instant at, Duration otherwise, int limit);
}
