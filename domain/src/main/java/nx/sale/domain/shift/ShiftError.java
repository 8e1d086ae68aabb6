package nx.sale.domain.shift;

import java.math.BigDecimal;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainError;

/** What a caller can do wrong with a shift. */
public sealed interface ShiftError extends DomainError {
    /** No such shift at this merchant. */
    record NotFound(SessionId posSessionId) implements ShiftError {
        @Override
        public String code() {
            return "session-not-found";
        }
    }

    /** The till has a shift open already. */
    record AlreadyOpen(DeviceId deviceId, SessionId posSessionId) implements ShiftError {
        @Override
        public String code() {
            return "session-open";
        }
    }

    /** The shift has ended. */
    record Closed(SessionId posSessionId) implements ShiftError {
        @Override
        public String code() {
            return "session-closed";
        }
    }

    /** The merchant's orders need an open shift, and this till has none. */
    record NoneOpen(DeviceId deviceId) implements ShiftError {
        @Override
        public String code() {
            return "no-open-session";
        }
    }

    /** The request does not say at which till. */
    record NoDevice() implements ShiftError {
        @Override
        public String code() {
            return "device-required";
        }
    }

    /** Orders of the till wait for money, and nobody hands them over. */
    record OrdersOpen(SessionId posSessionId, long orders) implements ShiftError {
        @Override
        public String code() {
            return "session-orders-open";
        }
    }

    /** The drawer differs, or was not counted, and nobody says why. Tells no figures: the count is blind. */
    record DifferenceUnexplained(SessionId posSessionId) implements ShiftError {
        @Override
        public String code() {
            return "difference-unexplained";
        }
    }

    /** There is no cash for such a part of a coin. */
    record NotPayable(BigDecimal amount, CurrencyCode currency) implements ShiftError {
        @Override
        public String code() {
            return "cash-not-payable";
        }
    }

    /** A movement of nothing. */
    record NothingMoved() implements ShiftError {
        @Override
        public String code() {
            return "nothing-moved";
        }
    }

    /** The drawer holds another currency. */
    record OtherCurrency(SessionId posSessionId, CurrencyCode currency, CurrencyCode wanted) implements ShiftError {
        @Override
        public String code() {
            return "drawer-currency-mismatch";
        }
    }

    /** No such movement in this shift. */
    record MovementNotFound(MovementId movementId) implements ShiftError {
        @Override
        public String code() {
            return "movement-not-found";
        }
    }

    /** It was reversed already, or is a counter-entry itself. */
    record MovementFinal(MovementId movementId) implements ShiftError {
        @Override
        public String code() {
            return "movement-final";
        }
    }

    /** That person does not work in this shift. */
    record NotEnrolled(String userId) implements ShiftError {
        @Override
        public String code() {
            return "not-enrolled";
        }
    }

    /** The shift is still open, so it has no Z. */
    record NoZReport(SessionId posSessionId) implements ShiftError {
        @Override
        public String code() {
            return "z-report-not-found";
        }
    }
}
