package nx.sale.application.order;

import java.time.Instant;
import nx.sale.application.shared.Permits;
import nx.sale.domain.access.Approval;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.order.Cart;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Lets served dishes go off a cart, for a caller who may, or whom a manager lets. The kitchen's record stays as it is. */
public final class ServedRemoval {
    private final Kitchens kitchens;
    private final Permits permits;

    public ServedRemoval(Kitchens kitchens, Permits permits) {
        this.kitchens = kitchens;
        this.permits = permits;
    }

    void allow(Tx tx, Cart cart, ServedItems served, Origin origin, Instant at) {
        var merchant = cart.header().merchant();
        var order = cart.header().id();
        permits.require(
                tx,
                new Permits.Deed(
                        ServedItems.REMOVE_SERVED,
                        merchant,
                        Approval.About.order(order),
                        served.authority(),
                        origin,
                        at));
        cart.lettingServedGo(kitchens.lockWorking(tx, merchant, order));
    }
}
