package nx.sale.application.order.discount;

import java.util.Optional;
import nx.sale.application.order.CartTrail;
import nx.sale.application.requests.Reply;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.charge.Charge;

/**
 * Waives a service charge of an order, or charges it again. Rejects: order-not-found, order-not-allowed, charge-not-found, charge-waived,
 * charge-not-waived, revision-mismatch.
 */
public final class ChangeCharge {
    /** @param waive why the guest is let off it; empty to charge it again */
    public record Command(Drafts.Task task, String code, Optional<String> waive) {}

    private final Drafts drafts;
    private final CartTrail trail;

    public ChangeCharge(Drafts drafts, CartTrail trail) {
        this.drafts = drafts;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return drafts.run(
                c.task(),
                () -> (tx, cart, at) -> {
                    var origin = c.task().request().origin();
                    Optional<Charge.Waiver> waiver = c.waive()
                            .map(reason ->
                                    new Charge.Waiver(reason, origin.actor().label(), at));
                    cart.charge(
                            charges -> waiver.map(given -> charges.waived(c.code(), given))
                                    .orElseGet(() -> charges.restored(c.code())),
                            origin.actor(),
                            at);
                    tx.ifPresent(real -> trail.charged(real, cart, c.code(), c.waive(), at, origin));
                },
                reply);
    }
}
