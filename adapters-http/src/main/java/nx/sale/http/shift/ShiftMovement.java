package nx.sale.http.shift;

import nx.sale.domain.shift.CashMovement;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** Cash that was moved, as it is shown. */
@Rules.Means("cash that was moved into the drawer or out of it other than by a sale")
public record ShiftMovement(
        String id,
        String posSessionId,
        @Rules.Means("REFUND is of a payment review") CashMovement.Kind kind,

        @Rules.Means("above 0, also of one that takes another back")
        String amount,

        String currency,

        @Rules.Means("how much more is in the drawer because of it")
        String effect,

        String reason,

        @Rules.Means("the movement that it takes back") @Nullable
        String reverses,

        @Rules.Means("of a REFUND") @Nullable String paymentReviewId,

        @Rules.Means("of money that went back") @Nullable String refundId,

        @Rules.Means("of TIP_OUT: who was paid") @Nullable String userId,

        String createdAt,
        String createdBy) {
    static ShiftMovement of(CashMovement movement) {
        return new ShiftMovement(
                movement.id().toString(),
                movement.session().toString(),
                movement.kind(),
                movement.amount().canonical(),
                movement.amount().currency().value(),
                movement.effect().canonical(),
                movement.reason(),
                movement.reverses().map(Object::toString).orElse(null),
                movement.cause().review().map(Object::toString).orElse(null),
                movement.cause().refund().map(Object::toString).orElse(null),
                movement.cause().user().orElse(null),
                movement.at().toString(),
                movement.by());
    }
}
