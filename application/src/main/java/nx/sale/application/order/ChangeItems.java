package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineChange;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.AuditAction;

/**
 * Changes items of a cart, all or none; quantity zero takes one off. Rejects: order-not-found, order-not-allowed,
 * revision-mismatch, item-not-found, item-part-of-combo, item-with-kitchen,
 * permission-denied, approval-refused, reason-unknown.
 */
public final class ChangeItems {
    /**
     * @param served when dishes that were served may go off the bill
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            List<LineChange> changes,
            Optional<ServedItems> served,
            boolean wholeOrder) {}

    private final Requests requests;
    private final Orders orders;
    private final ServedRemoval servedRemoval;
    private final CartTrail trail;

    public ChangeItems(Requests requests, Orders orders, ServedRemoval servedRemoval, CartTrail trail) {
        this.requests = requests;
        this.orders = orders;
        this.servedRemoval = servedRemoval;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<TouchedItems, A> reply) {
        var keys = LineKeys.ofLines(c.changes().stream().map(LineChange::line).toList());
        return requests.once(c.request(), reply, attempt -> {
            servedRemoval.requireReason(c.merchant(), c.served());
            return attempt.run(c.order(), (tx, at) -> {
                Cart cart = orders.lockCart(tx, c.merchant(), c.order(), keys).expect(c.expected());
                var origin = c.request().origin();
                var served = servedRemoval.change(
                        tx, cart, c.served(), () -> cart.change(c.changes(), origin.actor(), at), origin, at);
                orders.update(tx, cart);
                trail.itemsChanged(tx, AuditAction.ITEMS_CHANGED, cart, served, at, origin);
                return TouchedItems.of(tx, cart, orders, c.wholeOrder());
            });
        });
    }
}
