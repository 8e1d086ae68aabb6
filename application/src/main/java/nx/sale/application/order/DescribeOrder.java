package nx.sale.application.order;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import nx.sale.application.shared.Reply;
import nx.sale.application.shared.Request;
import nx.sale.application.shared.Requests;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;

/**
 * Rewrites what people wrote on an order. Rejects: order-not-found, order-not-allowed, revision-mismatch.
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
    private final CartTrail trail;
    private final Clock clock;

    public DescribeOrder(Requests requests, Orders orders, CartTrail trail, Clock clock) {
        this.requests = requests;
        this.orders = orders;
        this.trail = trail;
        this.clock = clock;
    }

    public Answer handle(Command c, Reply<OrderHeader> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(c.order(), tx -> {
                    Instant at = clock.instant();
                    Cart cart = orders.lockCart(tx, c.merchant(), c.order(), LineKeys.NONE)
                            .expect(c.expected());
                    cart.describe(c.description(), c.request().origin().actor(), at);
                    orders.update(tx, cart);
                    trail.changed(
                            tx,
                            "DESCRIBED",
                            "ORDER_DESCRIBED",
                            cart,
                            at,
                            c.request().origin());
                    return cart.header();
                }));
    }
}
