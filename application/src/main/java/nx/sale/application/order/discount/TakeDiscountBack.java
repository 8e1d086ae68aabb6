package nx.sale.application.order.discount;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.CartTrail;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.Tx;

/**
 * Takes back what was given: a comp, and what was above the limit, only by who may give it (DISCOUNT-14). Rejects: order-not-found,
 * order-not-allowed, adjustment-not-found, permission-denied, discount-above-limit, approval-refused, revision-mismatch.
 */
public final class TakeDiscountBack {
    public record Command(Drafts.Task task, AdjustmentId adjustment, Authority authority) {}

    private final SettingsStore settings;
    private final Drafts drafts;
    private final DiscountAuthority authority;
    private final CartTrail trail;

    public TakeDiscountBack(SettingsStore settings, Drafts drafts, DiscountAuthority authority, CartTrail trail) {
        this.settings = settings;
        this.drafts = drafts;
        this.authority = authority;
        this.trail = trail;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        return drafts.run(
                c.task(),
                () -> {
                    BigDecimal limit = settings.get(c.task().merchant()).money().discountLimitPercent();
                    return (tx, cart, at) -> takeBack(c, tx, cart, limit, at);
                },
                reply);
    }

    private void takeBack(Command c, Optional<Tx> tx, Cart cart, BigDecimal limit, Instant at) {
        var origin = c.task().request().origin();
        OrderSnapshot before = cart.snapshot();
        Adjustment given = cart.takeBack(c.adjustment(), origin.actor(), at);
        DiscountAuthority.requireOf(given.effect().kind(), c.authority());
        authority.requireForTakingBack(
                tx, before, given, limit, new DiscountAuthority.Asked(c.authority(), origin, at));
        tx.ifPresent(real -> trail.adjusted(real, AuditAction.DISCOUNT_TAKEN_BACK, cart, List.of(given), at, origin));
    }
}
