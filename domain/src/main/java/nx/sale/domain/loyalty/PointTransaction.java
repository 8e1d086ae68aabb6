package nx.sale.domain.loyalty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.shared.Money;

/**
 * Points that came to a customer.
 *
 * @param points above zero
 * @param spend the total they were earned with
 */
public record PointTransaction(
        PointTransactionId id,
        MerchantId merchant,
        CustomerId customer,
        OrderId order,
        Kind kind,
        long points,
        Money spend,
        Instant at) {
    /** What kinds there are. */
    public enum Kind {
        EARN
    }

    /** What a completed order earns; empty without a customer, without a price of a point, or for too little. */
    public static Optional<PointTransaction> earned(OrderEvent.Completed completed, Ids ids) {
        Money total = completed.order().totals().total();
        long points = completed
                .settings()
                .spendPerPoint()
                .map(spendPerPoint -> points(total, spendPerPoint))
                .orElse(0L);
        return completed
                .order()
                .details()
                .customer()
                .filter(customer -> points > 0)
                .map(customer -> new PointTransaction(
                        new PointTransactionId(ids.next()),
                        completed.order().merchant(),
                        customer,
                        completed.order().id(),
                        Kind.EARN,
                        points,
                        total,
                        completed.at()));
    }

    /** Never more than earned: what is left over earns nothing. */
    static long points(Money total, BigDecimal spendPerPoint) {
        return spendPerPoint.signum() <= 0
                ? 0
                : total.amount().divide(spendPerPoint, 0, RoundingMode.FLOOR).longValueExact();
    }
}
