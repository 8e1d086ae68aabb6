package nx.sale.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Money;

/**
 * A manager's word for one action on one order, or on one shift, good once and for five minutes (ACCESS-12). One for a discount is good
 * for so much on that order, or on that line of it (ACCESS-19).
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
    public record About(Optional<OrderId> order, Optional<SessionId> session, Optional<Discount> discount) {
        public static About order(OrderId order) {
            return new About(Optional.of(order), Optional.empty(), Optional.empty());
        }

        public static About session(SessionId session) {
            return new About(Optional.empty(), Optional.of(session), Optional.empty());
        }

        public static About discount(OrderId order, Discount discount) {
            return new About(Optional.of(order), Optional.empty(), Optional.of(discount));
        }

        /** Whether an approval for this is one for what is wanted: the same thing, and for a discount as much of it. */
        public boolean covers(About wanted) {
            return order.equals(wanted.order)
                    && session.equals(wanted.session)
                    && discount.map(Discount::line).equals(wanted.discount.map(Discount::line))
                    && discount.filter(given -> given.most()
                                            .compareTo(wanted.discount
                                                    .orElseThrow()
                                                    .most())
                                    < 0)
                            .isEmpty();
        }
    }

    /**
     * The whole manual discount of a line or an order.
     *
     * @param line empty for the order's
     * @param most all of it together, comps aside
     */
    public record Discount(Optional<LineId> line, Money most) {}

    /**
     * The permissions that can be lent for one action. Where money is at stake and no guest is present, two agree: on ending a
     * stuck order, on counting damaged sums again, on completing for money that was proven outside (ACCESS-14). A shift is closed with
     * an approval when its drawer differs too much, or was not counted, a discount is given when it is above the merchant's limit, and money goes
     * back by another tender than it came by.
     */
    public static final Set<String> ACTIONS = Set.of(
            Permissions.KITCHEN_TICKET_ITEM_VOID_STARTED,
            Permissions.KITCHEN_TICKET_ITEM_RECALL,
            Permissions.SALE_ORDER_CANCEL_PAID,
            Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
            Permissions.SALE_ORDER_ITEM_REMOVE_SERVED,
            Permissions.SALE_ORDER_REFUND_OTHER_TENDER,
            Permissions.OPERATIONS_CANCEL_STUCK,
            Permissions.OPERATIONS_RECOMPUTE,
            Permissions.OPERATIONS_COMPLETE,
            Permissions.SHIFT_CLOSE_WITH_DIFFERENCE);

    /** What the history says of it. */
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("action", action);
        details.put("approvalId", id.toString());
        about.discount().ifPresent(discount -> {
            details.put("amount", discount.most().canonical());
            discount.line().ifPresent(line -> details.put("itemId", line.toString()));
        });
        return details;
    }

    /** Whether an action is about a shift; all others are about an order. */
    public static boolean aboutShift(String action) {
        return action.equals(Permissions.SHIFT_CLOSE_WITH_DIFFERENCE);
    }

    /** Whether an action is about a discount of an order or a line, and so about an amount. */
    public static boolean aboutDiscount(String action) {
        return action.equals(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT);
    }
}
