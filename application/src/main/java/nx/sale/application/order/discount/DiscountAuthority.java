package nx.sale.application.order.discount;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Permits;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Lets discounts be above the merchant's limit, for a caller who may, or with an approval of the amount (DISCOUNT-13). */
public final class DiscountAuthority {
    private final Permits permits;

    public DiscountAuthority(Permits permits) {
        this.permits = permits;
    }

    /** Who asks, when. */
    public record Asked(Authority authority, Origin origin, Instant at) {}

    /**
     * Rejects with AboveLimit for the first discount above the limit that nobody allowed, and with ApprovalRefused when the approvals
     * given are for less or for another one.
     *
     * @param tx empty to rehearse: no approval is looked up then
     * @return the word to remember, when one was needed
     */
    public Optional<Adjustment.Allowed> require(Optional<Tx> tx, OrderSnapshot order, Settings settings, Asked asked) {
        BigDecimal limit = settings.money().discountLimitPercent();
        List<DiscountLimit.Excess> excesses = order.aboveLimit(limit);
        return excesses.stream()
                .map(excess -> allowed(tx, order.header(), excess, limit, asked))
                .max(Comparator.comparing(Adjustment.Allowed::upTo));
    }

    private Adjustment.Allowed allowed(
            Optional<Tx> tx, OrderHeader order, DiscountLimit.Excess excess, BigDecimal limit, Asked asked) {
        DomainError refusal =
                new DiscountError.AboveLimit(excess.line().stream().toList(), excess.discount(), limit);
        Optional<Approval> spent = spent(tx, order, excess, refusal, asked);
        return new Adjustment.Allowed(
                spent.map(Approval::approver).orElse(asked.origin().actor().label()),
                spent.flatMap(approval -> approval.about().discount())
                        .map(Approval.Discount::most)
                        .orElse(excess.discount()));
    }

    private Optional<Approval> spent(
            Optional<Tx> tx, OrderHeader order, DiscountLimit.Excess excess, DomainError refusal, Asked asked) {
        if (tx.isPresent()) {
            return permits.require(tx.get(), request(order, excess, asked), refusal);
        }
        if (!asked.authority().granted().contains(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT)
                && asked.authority().approvals().isEmpty()) {
            throw new Rejected(refusal);
        }
        return Optional.empty();
    }

    /** For taking back what somebody had to allow. Rejects with Denied, or ApprovalRefused. */
    void requireForTakingBack(Optional<Tx> tx, OrderSnapshot order, Adjustment adjustment, Asked asked) {
        adjustment
                .grounds()
                .allowed()
                .ifPresent(allowed -> spent(
                        tx,
                        order.header(),
                        new DiscountLimit.Excess(order.lineOf(adjustment.id()), allowed.upTo()),
                        new AccessError.Denied(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT),
                        asked));
    }

    private static Permits.PermissionRequest request(OrderHeader order, DiscountLimit.Excess excess, Asked asked) {
        return new Permits.PermissionRequest(
                Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT,
                order.merchant(),
                Approval.About.discount(order.id(), new Approval.Discount(excess.line(), excess.discount())),
                asked.authority(),
                asked.origin(),
                asked.at());
    }
}
