package nx.sale.domain.shift;

import java.math.BigDecimal;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** What a caller can do wrong with a shift. */
public sealed interface ShiftError extends DomainError {
    /** No such shift at this merchant. */
    @ErrorCode("session-not-found")
    record NotFound(SessionId posSessionId) implements ShiftError {}

    /** The till has a shift open already. */
    @ErrorCode("session-open")
    record AlreadyOpen(DeviceId deviceId, SessionId posSessionId) implements ShiftError {}

    /** The shift has ended. */
    @ErrorCode("session-closed")
    record Closed(SessionId posSessionId) implements ShiftError {}

    /** The merchant's orders need an open shift, and this till has none. */
    @ErrorCode("no-open-session")
    record NoneOpen(DeviceId deviceId) implements ShiftError {}

    /** The request does not say at which till. */
    @ErrorCode("device-required")
    record NoDevice() implements ShiftError {}

    /** What was booked to a shift that is closed stays as it is. */
    @ErrorCode("shift-closed")
    record BookedInClosed(SessionId posSessionId) implements ShiftError {}

    /** Orders of the till wait for money, and nobody hands them over. */
    @ErrorCode("session-orders-open")
    record OrdersOpen(SessionId posSessionId, long orders) implements ShiftError {}

    /** The drawer differs, or was not counted, and nobody says why. Tells no figures: the count is blind. */
    @ErrorCode("difference-unexplained")
    record DifferenceUnexplained(SessionId posSessionId) implements ShiftError {}

    /** There is no cash for such a part of a coin. */
    @ErrorCode("cash-not-payable")
    record NotPayable(BigDecimal amount, CurrencyCode currency) implements ShiftError {}

    /** A movement of nothing. */
    @ErrorCode("nothing-moved")
    record NothingMoved() implements ShiftError {}

    /** The drawer holds another currency. */
    @ErrorCode("drawer-currency-mismatch")
    record OtherCurrency(SessionId posSessionId, CurrencyCode currency, CurrencyCode wanted) implements ShiftError {}

    /** No such movement in this shift. */
    @ErrorCode("movement-not-found")
    record MovementNotFound(MovementId movementId) implements ShiftError {}

    /** It was reversed already, or is a counter-entry itself. */
    @ErrorCode("movement-final")
    record MovementFinal(MovementId movementId) implements ShiftError {}

    /** That person does not work in this shift. */
    @ErrorCode("not-enrolled")
    record NotEnrolled(String userId) implements ShiftError {}

    /** The shift is still open, so it has no Z. */
    @ErrorCode("z-report-not-found")
    record NoZReport(SessionId posSessionId) implements ShiftError {}
}
