package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Tx;

/**
 * What an item command did: constant size, whatever the order holds.
 *
 * @param whole the whole order, when the caller asked for it
 */
public record TouchedItems(OrderHeader order, List<Line> items, List<LineId> removed, Optional<OrderSnapshot> whole) {
    static TouchedItems of(Tx tx, Cart cart, Orders orders, boolean wholeWanted) {
        Optional<OrderSnapshot> whole = wholeWanted
                ? Optional.of(
                        orders.read(tx, cart.header().merchant(), cart.header().id()))
                : Optional.empty();
        return new TouchedItems(cart.header(), cart.touched(), cart.removed(), whole);
    }
}
