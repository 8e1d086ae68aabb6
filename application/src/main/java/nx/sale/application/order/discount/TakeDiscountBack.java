package nx.sale.application.order.discount;

import nx.sale.application.order.CartTrail;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Reply;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Rejected;

/**
 * Takes back what was given: a comp, and what was above the limit, only by who may give it (DISCOUNT-14). Rejects: order-not-found,
 * order-not-allowed, adjustment-not-found, permission-denied, approval-refused, revision-mismatch.
 */
public final class TakeDiscountBack {
    public record Command(Drafts.Task task, AdjustmentId adjustment, Authority authority) {}

    private final Drafts drafts;
    private final DiscountAuthority authority;
    private final CartTrail trail;

    public TakeDiscountBack(Drafts drafts, DiscountAuthority authority, CartTrail trail) {
        this.drafts = drafts;
        this.authority = authority;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return drafts.run(
                c.task(),
                () -> (tx, cart, at) -> {
                    var origin = c.task().request().origin();
                    OrderSnapshot before = cart.snapshot();
                    Adjustment given = cart.takeBack(c.adjustment(), origin.actor(), at);
                    requireOf(given, c.authority());
                    authority.requireForTakingBack(
                            tx, before, given, new DiscountAuthority.Asked(c.authority(), origin, at));
                    tx.ifPresent(
                            real -> trail.adjusted(real, AuditAction.DISCOUNT_TAKEN_BACK, cart, given, at, origin));
                },
                reply);
    }

    private static void requireOf(Adjustment given, Authority authority) {
        String needed = switch (given.effect().kind()) {
            case COMP -> Permissions.SALE_ORDER_COMP;
            case PERCENT, AMOUNT, CODE -> Permissions.SALE_ORDER_DISCOUNT;
        };
        if (!authority.granted().contains(needed)) {
            throw new Rejected(new AccessError.Denied(needed));
        }
    }
}
