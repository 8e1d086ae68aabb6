package nx.sale.application.order.discount;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** The way what people take off or add is changed: under the order's lock, or, as a rehearsal, on what can be read, changing nothing. */
public final class Drafts {
    /** What is asked for. */
    public record Task(Request request, MerchantId merchant, OrderId order, Optional<Long> expected, boolean dryRun) {}

    /** Changes the cart, all its lines loaded; without {@code tx} only to see what it comes to. */
    @FunctionalInterface
    interface Change {
        void apply(Optional<Tx> tx, Cart cart, Instant at);
    }

    private final Requests requests;
    private final Orders orders;
    private final OrderViews views;
    private final Clock clock;

    public Drafts(Requests requests, Orders orders, OrderViews views, Clock clock) {
        this.requests = requests;
        this.orders = orders;
        this.views = views;
        this.clock = clock;
    }

    /** @param gather looks up what the change needs, before anything is locked */
    <A> A run(Task task, Supplier<Change> gather, Reply<OrderSnapshot, A> reply) {
        if (task.dryRun()) {
            Change change = gather.get();
            OrderSnapshot found = views.find(task.merchant(), task.order())
                    .orElseThrow(() -> new Rejected(new OrderError.NotFound(task.order())));
            Cart cart = Cart.rehydrate(found.header(), found.lines(), Map.of()).expect(task.expected());
            change.apply(Optional.empty(), cart, clock.instant());
            return reply.of(cart.snapshot());
        }
        return requests.once(task.request(), reply, attempt -> {
            Change change = gather.get();
            return attempt.run(task.order(), (tx, at) -> {
                Cart cart = orders.lockCart(tx, task.merchant(), task.order(), LineKeys.ALL)
                        .expect(task.expected());
                change.apply(Optional.of(tx), cart, at);
                orders.update(tx, cart);
                return cart.snapshot();
            });
        });
    }
}
