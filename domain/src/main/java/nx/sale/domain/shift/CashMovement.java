package nx.sale.domain.shift;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.payment.refund.RefundId;
import nx.sale.domain.shared.Money;

/**
 * Cash that went into the drawer or out of it other than by a sale. Never edited: a mistake is reversed by a counter-entry.
 *
 * @param amount above zero, also of a counter-entry
 * @param reverses the movement this one takes back
 * @param cause what was given back to a guest, for REFUND, or who was paid, for TIP_OUT
 * @param by who moved it
 */
public record CashMovement(
        MovementId id,
        SessionId session,
        Kind kind,
        Money amount,
        String reason,
        Optional<MovementId> reverses,
        Cause cause,
        String by,
        Instant at) {
    /**
     * The review or the refund that money was given back for; nothing of both for what is moved by hand.
     *
     * @param user to whom tips were paid, when somebody is named
     */
    public record Cause(Optional<ReviewId> review, Optional<RefundId> refund, Optional<String> user) {
        public static final Cause NONE = new Cause(Optional.empty(), Optional.empty(), Optional.empty());

        static Cause of(ReviewId review) {
            return new Cause(Optional.of(review), Optional.empty(), Optional.empty());
        }

        public static Cause of(RefundId refund) {
            return new Cause(Optional.empty(), Optional.of(refund), Optional.empty());
        }

        static Cause tipsOf(String user) {
            return new Cause(Optional.empty(), Optional.empty(), Optional.of(user));
        }
    }

    /** What for. */
    public enum Kind {
        /** Into the drawer: change from the bank. */
        PAY_IN,
        /** Out of it: ice bought next door. */
        PAY_OUT,
        /** Out of it into the safe. */
        DROP,
        /** Out of it to a guest whose money was too much, or for an order that is not served. */
        REFUND,
        /** Out of it to the staff: tips that came with payments. */
        TIP_OUT
    }

    /** By how much the drawer holds more because of it. */
    public Money effect() {
        boolean in = (kind == Kind.PAY_IN) == reverses.isEmpty();
        return in ? amount : amount.negate();
    }
}
