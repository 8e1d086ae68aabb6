package nx.sale.application.order;

import java.time.Clock;
import java.util.Optional;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;

/**
 * Brings a checked-out order back to the cart. Rejects: order-not-found, order-not-allowed, order-paid, revision-mismatch.
 */
public final class RevertToCart {
    public record Command(Request request, MerchantId merchant, OrderId order, Optional<Long> expected) {}

    private final Requests requests;
    private final Orders orders;
    private final Effects effects;
    private final Clock clock;

    public RevertToCart(Requests requests, Orders orders, Effects effects, Clock clock) {
        this.requests = requests;
        this.orders = orders;
        this.effects = effects;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(c.order(), tx -> {
                    SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
                    order.revert(c.request().origin().actor(), clock.instant());
                    orders.update(tx, order);
                    effects.follow(tx, order.events(), c.request().origin());
                    return order.snapshot();
                }));
    }
}
