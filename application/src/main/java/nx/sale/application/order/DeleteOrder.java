package nx.sale.application.order;

import java.util.Optional;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.live.LiveAction;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.AuditAction;

/**
 * Deletes a draft, softly, and frees its tables. Rejects: order-not-found, order-not-allowed, order-merged, order-regrouped,
 * order-sent, order-holds-money, revision-mismatch.
 */
public final class DeleteOrder {
    public record Command(Request request, MerchantId merchant, OrderId order, Optional<Long> expected) {}

    private final Requests requests;
    private final Orders orders;
    private final Kitchens kitchens;
    private final Payments payments;
    private final TableReactions tables;
    private final CartTrail trail;

    public DeleteOrder(
            Requests requests,
            Orders orders,
            Kitchens kitchens,
            Payments payments,
            TableReactions tables,
            CartTrail trail) {
        this.requests = requests;
        this.orders = orders;
        this.kitchens = kitchens;
        this.payments = payments;
        this.tables = tables;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<OrderHeader, A> reply) {
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(c.order(), (tx, at) -> {
                    Cart cart = orders.lockCart(tx, c.merchant(), c.order(), LineKeys.NONE)
                            .expect(c.expected());
                    boolean sent = kitchens.readHasTickets(tx, cart.header());
                    Actor by = c.request().origin().actor();
                    if (cart.header().progress().received().positive()) {
                        PaymentLedger ledger = payments.read(tx, cart.header());
                        cart.delete(sent, ledger.late(), ledger.openReviews().size(), by, at);
                    } else {
                        cart.delete(sent, cart.header().progress().received(), 0, by, at);
                    }
                    orders.update(tx, cart);
                    trail.changed(
                            tx,
                            AuditAction.DELETED,
                            LiveAction.ORDER_DELETED,
                            cart,
                            at,
                            c.request().origin());
                    tables.free(tx, cart.header(), c.request().origin(), at);
                    return cart.header();
                }));
    }
}
