package nx.sale.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;

/**
 * A manager's word for one action on one order, or on one shift, good once and for five minutes (ACCESS-12).
 *
 * @param action the permission it grants
 * @param about what it is given for
 * @param approver who gave it
 */
public record Approval(
        ApprovalId id,
        MerchantId merchant,
        String action,
        About about,
        String approver,
        String reason,
        Instant givenAt,
        Instant expiresAt) {
    public static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** Closing a shift whose drawer differs too much, or was not counted. */
    public static final String CLOSE_WITH_DIFFERENCE = "Shift.closeWithDifference";

    /** Ending an order that is stuck: money is at stake and no guest is present, so two people agree (ACCESS-14). */
    public static final String CANCEL_STUCK = "Operations.cancelStuck";

    /** Counting damaged sums of an order again on which money was paid: nobody corrects paid amounts alone. */
    public static final String RECOMPUTE = "Operations.recompute";

    /** Completing an order for money that was proven outside: nobody says alone that money came. */
    public static final String COMPLETE = "Operations.complete";

    /** What an approval is given for: an order or a shift. */
    public record About(Optional<OrderId> order, Optional<SessionId> session) {
        public static About order(OrderId order) {
            return new About(Optional.of(order), Optional.empty());
        }

        public static About session(SessionId session) {
            return new About(Optional.empty(), Optional.of(session));
        }
    }

    /** The permissions that can be lent for one action. */
    public static final Set<String> ACTIONS = Set.of(
            "KitchenTicketItem.voidStarted",
            "KitchenTicketItem.recall",
            "SaleOrder.cancelPaid",
            "SaleOrderItem.removeServed",
            CANCEL_STUCK,
            RECOMPUTE,
            COMPLETE,
            CLOSE_WITH_DIFFERENCE);

    /** Whether an action is about a shift; all others are about an order. */
    public static boolean aboutShift(String action) {
        return action.equals(CLOSE_WITH_DIFFERENCE);
    }
}
