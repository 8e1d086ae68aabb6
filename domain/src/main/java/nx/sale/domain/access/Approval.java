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

    /** What an approval is given for: an order or a shift. */
    public record About(Optional<OrderId> order, Optional<SessionId> session) {
        public static About order(OrderId order) {
            return new About(Optional.of(order), Optional.empty());
        }

        public static About session(SessionId session) {
            return new About(Optional.empty(), Optional.of(session));
        }
    }

    /**
     * The permissions that can be lent for one action. Where money is at stake and no guest is present, two agree: on ending a
     * stuck order, on counting damaged sums again, on completing for money that was proven outside (ACCESS-14). A shift is closed with
     * an approval when its drawer differs too much, or was not counted.
     */
    public static final Set<String> ACTIONS = Set.of(
            Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED,
            Permissions.KITCHEN_TICKET_ITEM_RECALL,
            Permissions.SALE_ORDER_CANCEL_PAID,
            Permissions.SALE_ORDER_ITEM_REMOVE_SERVED,
            Permissions.OPERATIONS_CANCEL_STUCK,
            Permissions.OPERATIONS_RECOMPUTE,
            Permissions.OPERATIONS_COMPLETE,
            Permissions.SHIFT_CLOSE_WITH_DIFFERENCE);

    /** Whether an action is about a shift; all others are about an order. */
    public static boolean aboutShift(String action) {
        return action.equals(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE);
    }
}
