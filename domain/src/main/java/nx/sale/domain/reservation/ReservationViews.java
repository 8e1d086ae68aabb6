package nx.sale.domain.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.listing.Listing;

/** The reservations, for reading. */
public interface ReservationViews extends Listing<Reservation> {
    Optional<Reservation> find(MerchantId merchant, ReservationId id);

    /**
     * Merchants with reservations whose time and grace are over, whose is over longest first; {@code without} some.
     *
     * @param otherwise the grace of a merchant that never changed a setting
     */
    List<MerchantId> listWithMissed(Instant at, Duration otherwise, Collection<MerchantId> without, int limit);

    /** Those of a merchant whose time and grace are over, the longest over first. */
    List<ReservationId> listMissed(MerchantId merchant, Instant at, Duration grace, int limit);
}
