package nx.sale.domain.reservation;

import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** The reservations, for changing. */
public interface Reservations {
    /** Holds the row to the end of {@code tx}. Rejects with {@link ReservationError.NotFound}. */
    Reservation lock(Tx tx, MerchantId merchant, ReservationId id);

    /** Stores a new reservation. */
    void add(Tx tx, Reservation reservation);

    /** Stores a reservation locked in {@code tx}. */
    void update(Tx tx, Reservation reservation);

    /** Removes a reservation locked in {@code tx}, softly. */
    void remove(Tx tx, Reservation reservation, Origin origin, Instant at);
}
