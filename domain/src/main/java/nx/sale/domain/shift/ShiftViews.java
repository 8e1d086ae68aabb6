package nx.sale.domain.shift;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.listing.Listing;

/** Shifts, for reading. */
public interface ShiftViews extends Listing<PosSession> {
    Optional<PosSession> find(MerchantId merchant, SessionId id);

    /** The open shift of a till. */
    Optional<PosSession.Open> findOpen(MerchantId merchant, DeviceId device);

    /** The movements of a shift, in their order. */
    List<CashMovement> listMovements(MerchantId merchant, SessionId session);

    /** Who works, or worked, in a shift, in the order they came. */
    List<Enrolment> listEnrolments(MerchantId merchant, SessionId session);

    /** The current shift and its figures: an X. All of one moment. */
    Optional<ShiftReading> findReading(MerchantId merchant, SessionId session, Instant at);

    /** The Z of a shift. */
    Optional<ZReport> findZ(MerchantId merchant, SessionId session);
}
