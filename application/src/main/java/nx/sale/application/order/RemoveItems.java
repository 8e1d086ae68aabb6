package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.AuditAction;

/**
 * Takes an item off a cart, or all of them. Rejects: order-not-found, order-not-allowed, revision-mismatch, item-not-found,
 * item-part-of-combo, item-with-kitchen,
 * permission-denied, approval-refused, reason-unknown.
 */
public final class RemoveItems {
    /**
     * @param item the item to take off; empty clears the cart
     * @param served when dishes that were served may go off the bill
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            Optional<LineId> item,
            Optional<ServedItems> served,
            boolean wholeOrder) {}

    private final Requests requests;
    private final Orders orders;
    private final ServedRemoval servedRemoval;
    private final CartTrail trail;

    public RemoveItems(Requests requests, Orders orders, ServedRemoval servedRemoval, CartTrail trail) {
        this.requests = requests;
        this.orders = orders;
        this.servedRemoval = servedRemoval;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<TouchedItems, A> reply) {
        var keys = c.item().map(item -> LineKeys.ofLines(List.of(item))).orElse(LineKeys.ALL);
        return requests.once(c.request(), reply, attempt -> {
            servedRemoval.requireReason(c.merchant(), c.served());
            return attempt.run(c.order(), (tx, at) -> {
                var origin = c.request().origin();
                Cart cart = orders.lockCart(tx, c.merchant(), c.order(), keys).expect(c.expected());
                var served = servedRemoval.change(
                        tx,
                        cart,
                        c.served(),
                        () -> c.item()
                                .ifPresentOrElse(
                                        item -> cart.remove(List.of(item), origin.actor(), at),
                                        () -> cart.clear(origin.actor(), at)),
                        origin,
                        at);
                orders.update(tx, cart);
                trail.itemsChanged(tx, AuditAction.ITEMS_REMOVED, cart, served, at, origin);
                return TouchedItems.of(tx, cart, orders, c.wholeOrder());
            });
        });
    }
}
