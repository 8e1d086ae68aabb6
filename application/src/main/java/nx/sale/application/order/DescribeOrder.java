package nx.sale.application.order;

import java.time.Instant;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/**
 * Rewrites what people wrote on an order; tickets that wait learn of another note. Rejects: order-not-found, order-not-allowed, revision-mismatch.
 */
public final class DescribeOrder {
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            Cart.Description description) {}

    private final Requests requests;
    private final Orders orders;
    private final Kitchens kitchens;
    private final Effects effects;
    private final CartTrail trail;

    public DescribeOrder(Requests requests, Orders orders, Kitchens kitchens, Effects effects, CartTrail trail) {
        this.requests = requests;
        this.orders = orders;
        this.kitchens = kitchens;
        this.effects = effects;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<OrderHeader, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(c.order(), (tx, at) -> {
                    Cart cart = orders.lockCart(tx, c.merchant(), c.order(), LineKeys.NONE)
                            .expect(c.expected());
                    var origin = c.request().origin();
                    Optional<String> before = cart.header().details().note();
                    cart.describe(c.description(), origin.actor(), at);
                    orders.update(tx, cart);
                    if (!cart.header().details().note().equals(before)) {
                        sendNoteToKitchen(tx, cart.header(), origin, at);
                    }
                    trail.changed(tx, AuditAction.DESCRIBED, LiveAction.ORDER_DESCRIBED, cart, at, origin);
                    return cart.header();
                }));
    }

    private void sendNoteToKitchen(Tx tx, OrderHeader order, Origin origin, Instant at) {
        Kitchen kitchen = kitchens.lockOf(tx, order);
        kitchen.orderNoteChanged(order.id(), order.details().note(), origin.actor(), at);
        kitchens.update(tx, kitchen);
        effects.follow(tx, kitchen.events(), origin);
    }
}
