package nx.sale.domain.allocation;

import java.util.Optional;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;

/**
 * Who takes a unit.
 *
 * @param id of the order or the reservation
 */
public record Taker(Kind kind, long id) {
    /** The platform's usage types. */
    public enum Kind {
        SALE_ORDER,
        RESERVATION
    }

    public static Taker order(OrderId order) {
        return new Taker(Kind.SALE_ORDER, order.value());
    }

    public static Taker reservation(ReservationId reservation) {
        return new Taker(Kind.RESERVATION, reservation.value());
    }

    /** The order, when it is one. */
    public Optional<OrderId> asOrder() {
        return kind == Kind.SALE_ORDER ? Optional.of(new OrderId(id)) : Optional.empty();
    }
}
