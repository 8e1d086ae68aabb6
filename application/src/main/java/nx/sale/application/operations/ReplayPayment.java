package nx.sale.application.operations;

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
 * Publishes the payments of an order again, in its current state: for a consumer that lost them. Nothing of the order changes
 * but the number of its messages. Rejects: order-not-found, revision-mismatch, order-not-allowed.
 */
public final class ReplayPayment {
    public record Command(
            Request request, MerchantId merchant, OrderId order, Optional<Long> expected, String reason) {}

    private final Requests requests;
    private final Orders orders;
    private final Effects effects;
    private final Clock clock;

    public ReplayPayment(Requests requests, Orders orders, Effects effects, Clock clock) {
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
                    order.replayPayment(c.reason(), c.request().origin().actor(), clock.instant());
                    orders.update(tx, order);
                    effects.follow(tx, order.events(), c.request().origin());
                    return order.snapshot();
                }));
    }
}
