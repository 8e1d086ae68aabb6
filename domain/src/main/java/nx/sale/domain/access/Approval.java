package nx.sale.domain.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import nx.sale.domain.shared.ApprovalId;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;

/**
 * A manager's word for one action on one order, good once and for five minutes (spec 04, 07.31).
 *
 * @param action the permission it stands for
 * @param approver who gave it
 */
public record Approval(
        ApprovalId id,
        MerchantId merchant,
        String action,
        OrderId order,
        String approver,
        String reason,
        Instant givenAt,
        Instant expiresAt) {
    public static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** The permissions that can be lent for one action. */
    public static final Set<String> ACTIONS = Set.of(
            "KitchenTicketItem.voidStarted",
            "KitchenTicketItem.recall",
            "SaleOrder.cancelPaid",
            "SaleOrderItem.removeServed");
}
