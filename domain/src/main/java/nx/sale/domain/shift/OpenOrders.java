package nx.sale.domain.shift;

import java.math.BigDecimal;
import java.util.List;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.shared.CurrencyCode;

/** Orders of a till that have not ended: carts, and orders that wait for money. */
public record OpenOrders(List<Sum> sums) {
    /** So many in one status and currency. */
    public record Sum(OrderStatus status, CurrencyCode currency, long orders, BigDecimal total, BigDecimal paid) {}

    public static final OpenOrders NONE = new OpenOrders(List.of());

    public OpenOrders {
        sums = List.copyOf(sums);
    }

    /** How many wait for money. */
    long waiting() {
        return sums.stream()
                .filter(sum -> sum.status() != OrderStatus.DRAFT)
                .mapToLong(Sum::orders)
                .sum();
    }
}
