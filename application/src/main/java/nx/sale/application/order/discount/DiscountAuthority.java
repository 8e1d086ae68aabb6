package nx.sale.application.order.discount;

import java.math.BigDecimal;
import java.time.Instant;
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
     * Rejects with AboveLimit for the first of these discounts, and with ApprovalRefused when the approvals given are for less or for
     * another one.
     *
     * @param tx empty to rehearse: no approval is looked up then
     * @param above what is above {@code limit}, per cent
     * @return the words to remember, each with what it was needed for
     */
    public List<Word> require(
            Optional<Tx> tx, OrderHeader order, List<DiscountLimit.Excess> above, BigDecimal limit, Asked asked) {
        return above.stream()
                .map(excess -> new Word(excess, allowed(tx, order, excess, limit, asked)))
                .toList();
    }

    /** A discount above the limit, and who allowed it. */
    public record Word(DiscountLimit.Excess excess, Adjustment.Allowed allowed) {}

    private Adjustment.Allowed allowed(
            Optional<Tx> tx, OrderHeader order, DiscountLimit.Excess excess, BigDecimal limit, Asked asked) {
        DomainError refusal =
                new DiscountError.AboveLimit(excess.line().stream().toList(), excess.discount(), limit);
        Optional<Approval> spent = spent(tx, order, excess, refusal, asked);
        return new Adjustment.Allowed(
                spent.map(Approval::approver).orElse(asked.origin().actor().label()),
                spent.flatMap(approval -> approval.about().discount())
                        .map(Approval.Discount::most)
                        .orElse(excess.discount()),
                excess.of());
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
