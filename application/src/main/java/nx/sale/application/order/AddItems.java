package nx.sale.application.order;

import java.util.List;
import java.util.Optional;
import nx.sale.application.catalogue.ReadThroughMenu;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.shared.AuditAction;

/**
 * Adds items to a cart, all or none; two waiters adding at once both succeed. Rejects: order-not-found, order-not-allowed,
 * revision-mismatch, variant-unknown, variant-inactive, modifier-unknown, currency-mismatch, combo-*,
 * client-line-reused.
 */
public final class AddItems {
    /**
     * @param expected the revision the caller has seen, when it insists
     * @param wholeOrder whether to answer with the whole order
     */
    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            List<LineDraft> items,
            boolean wholeOrder) {}

    private final ReadThroughMenu menus;
    private final Requests requests;
    private final Orders orders;
    private final CartTrail trail;
    private final Ids ids;

    public AddItems(ReadThroughMenu menus, Requests requests, Orders orders, CartTrail trail, Ids ids) {
        this.menus = menus;
        this.requests = requests;
        this.orders = orders;
        this.trail = trail;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<TouchedItems, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            var menu = menus.menu(c.merchant(), c.items());
            return attempt.run(c.order(), (tx, at) -> {
                Cart cart = orders.lockCart(tx, c.merchant(), c.order(), LineKeys.ofDrafts(c.items()))
                        .expect(c.expected());
                cart.add(c.items(), menu, ids, c.request().origin().actor(), at);
                orders.update(tx, cart);
                trail.itemsChanged(
                        tx,
                        AuditAction.ITEMS_ADDED,
                        cart,
                        Optional.empty(),
                        at,
                        c.request().origin());
                return TouchedItems.of(tx, cart, orders, c.wholeOrder());
            });
        });
    }
}
