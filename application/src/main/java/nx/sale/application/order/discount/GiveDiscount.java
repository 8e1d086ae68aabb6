package nx.sale.application.order.discount;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.CartTrail;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Reply;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.settings.ReasonKind;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;

/**
 * Gives a discount, a comp or a code on lines or on the whole order. Rejects: order-not-found, order-not-allowed, item-not-found,
 * item-part-of-combo, too-many-adjustments, discount-not-payable, code-present, reason-required, reason-unknown, permission-denied,
 * discount-above-limit, approval-refused, older-build-live, revision-mismatch.
 */
public final class GiveDiscount {
    /**
     * @param on the lines; empty for the order
     * @param authority for what is above the merchant's limit
     */
    public record Command(Drafts.Task task, List<LineId> on, Wanted wanted, Authority authority) {}

    /**
     * What is asked for, in the order's currency.
     *
     * @param value of PERCENT and AMOUNT
     * @param code of CODE
     */
    public record Wanted(
            Adjustment.Kind kind,
            Optional<BigDecimal> value,
            Optional<String> code,
            Optional<String> reasonCode,
            Optional<String> note) {
        Adjustment.Effect effect(CurrencyCode currency) {
            return switch (kind) {
                case PERCENT -> new Adjustment.Percent(value.orElseThrow());
                case AMOUNT -> new Adjustment.Amount(new Money(value.orElseThrow(), currency));
                case COMP -> new Adjustment.Comp();
                case CODE -> new Adjustment.Code(code.orElseThrow());
            };
        }

        /** Why; a code speaks for itself (DISCOUNT-15). */
        Optional<String> reason(Settings settings) {
            return switch (kind) {
                case PERCENT, AMOUNT -> settings.money().reasons().require(ReasonKind.DISCOUNT, reasonCode, note);
                case COMP -> settings.money().reasons().require(ReasonKind.COMP, reasonCode, note);
                case CODE -> reasonCode;
            };
        }
    }

    private final SettingsStore settings;
    private final LiveBuilds builds;
    private final Drafts drafts;
    private final DiscountAuthority authority;
    private final CartTrail trail;
    private final Ids ids;

    public GiveDiscount(
            SettingsStore settings,
            LiveBuilds builds,
            Drafts drafts,
            DiscountAuthority authority,
            CartTrail trail,
            Ids ids) {
        this.settings = settings;
        this.builds = builds;
        this.drafts = drafts;
        this.authority = authority;
        this.trail = trail;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<OrderSnapshot, A> reply) {
        DiscountAuthority.requireOf(c.wanted().kind(), c.authority());
        return drafts.run(c.task(), () -> gathered(c), reply);
    }

    /** What is given now counts for these; what was above the limit before is judged at checkout (DISCOUNT-13). */
    private static List<DiscountLimit.Excess> raised(Command c, OrderSnapshot order, BigDecimal limit) {
        List<DiscountLimit.Excess> above = order.aboveLimit(limit);
        return switch (c.wanted().kind()) {
            case PERCENT, AMOUNT -> {
                boolean ofTheOrder = c.on().isEmpty() || !order.eachAboveLimit(c.on(), limit);
                yield above.stream()
                        .filter(excess -> excess.line().map(c.on()::contains).orElse(ofTheOrder))
                        .toList();
            }
            case COMP, CODE -> List.of();
        };
    }

    private Drafts.Change gathered(Command c) {
        builds.requireNoOlder();
        Settings merchantSettings = settings.get(c.task().merchant());
        Optional<String> reason = c.wanted().reason(merchantSettings);
        var origin = c.task().request().origin();
        return (tx, cart, at) -> {
            var grounds = new Adjustment.Grounds(
                    reason, c.wanted().note(), origin.actor().label(), at, Optional.empty());
            var effect = c.wanted().effect(cart.header().currency());
            List<Adjustment> given = cart.adjust(c.on(), effect, grounds, ids, origin.actor(), at);
            BigDecimal limit = merchantSettings.money().discountLimitPercent();
            OrderSnapshot order = cart.snapshot();
            authority
                    .require(
                            tx,
                            cart.header(),
                            raised(c, order, limit),
                            limit,
                            new DiscountAuthority.Asked(c.authority(), origin, at))
                    .forEach(word -> cart.allow(order.bearers(word.excess(), word.allowed())));
            tx.ifPresent(real -> {
                OrderSnapshot after = cart.snapshot();
                List<Adjustment> allowed = given.stream()
                        .map(adjustment -> after.adjustment(adjustment.id()))
                        .toList();
                trail.adjusted(real, AuditAction.DISCOUNT_GIVEN, cart, allowed, at, origin);
            });
        };
    }
}
