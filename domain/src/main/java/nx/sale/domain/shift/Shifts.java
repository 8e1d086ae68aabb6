package nx.sale.domain.shift;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Shifts, tills and their books, for changing. */
public interface Shifts {
    /** The open shift of a till, shared with others to the end of {@code tx}: it is not closed before. */
    Optional<SessionId> lockOpen(Tx tx, MerchantId merchant, DeviceId device);

    /** Holds the shift alone to the end of {@code tx}. Rejects with {@link ShiftError.NotFound}. */
    PosSession lock(Tx tx, MerchantId merchant, SessionId id);

    /** Holds the books of a till alone; {@link Till#fresh} for one that never had a shift. */
    Till lockTill(Tx tx, MerchantId merchant, DeviceId device);

    /** The till of a shift, and what its books say: read once they are held, so that nothing is on its way into them. */
    record Books(Till till, ShiftFigures figures, OpenOrders open) {}

    /** Holds the books of a shift's till alone and adds them up. */
    Books lockBooks(Tx tx, PosSession.Open session);

    /** Stores a new shift at a till held in {@code tx}; what was held for the till's next shift is its own now, marked. */
    void add(Tx tx, PosSession.Open session, Till opened);

    /** Stores an open shift locked in {@code tx}. */
    void update(Tx tx, PosSession.Open session);

    /** Stores a closed shift with its Z, at a till held in {@code tx}; everybody leaves. */
    void update(Tx tx, PosSession.Closed closed, ZReport z, Till after);

    /** The closed shift of this drawer to which a payment of an order was booked when it was paid; empty when it can still change. */
    Optional<SessionId> readClosed(Tx tx, MerchantId merchant, DeviceId drawer, OrderId order, Instant paidAt);

    /** A movement of a shift locked in {@code tx}, and whether it was reversed. */
    record RecordedMovement(CashMovement movement, boolean reversed) {}

    /** Rejects with {@link ShiftError.MovementNotFound}. */
    RecordedMovement readMovement(Tx tx, PosSession.Open session, MovementId id);

    void addMovement(Tx tx, MerchantId merchant, CashMovement movement);

    /** Notes that somebody works in this shift; nothing happens when that is known. */
    void addEnrolment(Tx tx, PosSession.Open session, String userId, Origin origin, Instant at);

    /** Notes that somebody has left. Rejects with {@link ShiftError.NotEnrolled}. */
    void removeEnrolment(Tx tx, PosSession.Open session, String userId, Instant at);

    /**
     * Writes into the books of the drawer's till, as the last but points of {@code tx}: into the open shift, or, when it has just been
     * closed, for the next one. A till that never had a shift keeps no books.
     */
    void addBooking(Tx tx, TillBooking booking);

    /** As above, what a return brings; cash that went back is a movement of the shift in the end. */
    void addBooking(Tx tx, ReturnBooking booking);
}
