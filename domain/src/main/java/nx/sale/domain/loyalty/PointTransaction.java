package nx.sale.domain.loyalty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.Money;

/**
 * Points that came to a customer, or went with goods that came back.
 *
 * @param points above zero; below for those that went
 * @param spend the total they were earned with, or what was returned
 * @param spendPerPoint what a point cost then; empty for what was earned before it was kept
 * @param goods the return they went with
 */
public record PointTransaction(
        PointTransactionId id,
        MerchantId merchant,
        CustomerId customer,
        OrderId order,
        Kind kind,
        long points,
        Money spend,
        Optional<BigDecimal> spendPerPoint,
        Optional<ReturnId> goods,
        Instant at) {
    /** What kinds there are. */
    public enum Kind {
        EARN,
        /** Taken back with a return. */
        REVERSE
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
                        completed.settings().spendPerPoint(),
                        Optional.empty(),
                        completed.at()));
    }

    /**
     * What goes with a return: so much that the points left are those of what is kept; empty when none go (POINTS-6).
     *
     * @param before the transactions of the order so far
     */
    public static Optional<PointTransaction> reversed(
            List<PointTransaction> before, ReturnEvent.Returned returned, Ids ids) {
        OrderHeader order = returned.order();
        Money kept = order.totals().total().minus(order.progress().returned().refunded());
        return before.stream()
                .filter(transaction -> transaction.kind() == Kind.EARN)
                .findFirst()
                .flatMap(earned -> {
                    long has =
                            before.stream().mapToLong(PointTransaction::points).sum();
                    long reversed = has - earned.owed(kept);
                    return reversed <= 0
                            ? Optional.empty()
                            : Optional.of(new PointTransaction(
                                    new PointTransactionId(ids.next()),
                                    earned.merchant(),
                                    earned.customer(),
                                    earned.order(),
                                    Kind.REVERSE,
                                    -reversed,
                                    returned.goods().sums().totals().total(),
                                    earned.spendPerPoint(),
                                    Optional.of(returned.goods().id()),
                                    returned.at()));
                });
    }

    /** What is owed for what is kept; in proportion where it is not known what a point cost. */
    private long owed(Money kept) {
        return spendPerPoint
                .map(price -> points(kept, price))
                .orElseGet(() -> spend.zero()
                        ? 0
                        : kept.amount()
                                .multiply(BigDecimal.valueOf(points))
                                .divide(spend.amount(), 0, RoundingMode.FLOOR)
                                .longValueExact());
    }

    /** Never more than earned: what is left over earns nothing. */
    static long points(Money total, BigDecimal spendPerPoint) {
        return spendPerPoint.signum() <= 0
                ? 0
                : total.amount().divide(spendPerPoint, 0, RoundingMode.FLOOR).longValueExact();
    }
}
