package nx.sale.application.order.discount;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Permits;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Permissions;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/** Lets discounts be above the merchant's limit, for a caller who may, or with an approval of the amount (DISCOUNT-13). */
public final class DiscountAuthority {
    private final Permits permits;

    public DiscountAuthority(Permits permits) {
        this.permits = permits;
    }

    /** What each kind needs (DISCOUNT-14). Rejects with Denied. */
    static void requireOf(Adjustment.Kind kind, Authority authority) {
        String needed = switch (kind) {
            case COMP -> Permissions.SALE_ORDER_COMP;
            case PERCENT, AMOUNT, CODE -> Permissions.SALE_ORDER_DISCOUNT;
        };
        if (!authority.granted().contains(needed)) {
            throw new Rejected(new AccessError.Denied(needed));
        }
    }

    /** Who asks, when. */
    public record Asked(Authority authority, Origin origin, Instant at) {}

    /**
     * Rejects with AboveLimit, which names all of these discounts, when there is no approval, and with ApprovalRefused when the approvals
     * given are for less or for others.
     *
     * @param tx empty to rehearse: approvals are judged and none is spent
     * @param above what is above {@code limit}, per cent
     * @return the words to remember, each with what it was needed for
     */
    public List<Word> require(
            Optional<Tx> tx, OrderHeader order, List<DiscountLimit.Excess> above, BigDecimal limit, Asked asked) {
        if (above.isEmpty()) {
            return List.of();
        }
        DomainError refusal = DiscountError.AboveLimit.of(Permissions.SALE_ORDER_DISCOUNT_ABOVE_LIMIT, above, limit);
        Set<String> rehearsed = new HashSet<>();
        return above.stream()
                .map(excess -> new Word(excess, allowed(request(order, excess, asked), excess, refusal, tx, rehearsed)))
                .toList();
    }

    /** A discount above the limit, and who allowed it. */
    public record Word(DiscountLimit.Excess excess, Adjustment.Allowed allowed) {}

    private Adjustment.Allowed allowed(
            Permits.PermissionRequest request,
            DiscountLimit.Excess excess,
            DomainError refusal,
            Optional<Tx> tx,
            Set<String> rehearsed) {
        Optional<Approval> approval = tx.isPresent()
                ? permits.require(tx.get(), request, refusal)
                : permits.rehearse(request, refusal, rehearsed);
        return new Adjustment.Allowed(
                approval.map(Approval::approver).orElse(request.origin().actor().label()),
                approval.flatMap(one -> one.about().discount())
                        .map(Approval.Discount::most)
                        .orElse(excess.discount()),
                excess.of());
    }

    /**
     * For taking back what somebody had to allow: an approval is for what that line or order has off, at most what was allowed
     * (DISCOUNT-14). Nobody needs it against an own word. Rejects with AboveLimit, or ApprovalRefused.
     */
    void requireForTakingBack(
            Optional<Tx> tx, OrderSnapshot order, Adjustment adjustment, BigDecimal limit, Asked asked) {
        String asking = asked.origin().actor().label();
        adjustment.grounds().allowed().filter(word -> !word.by().equals(asking)).ifPresent(allowed -> {
            Optional<LineId> line = switch (allowed.of()) {
                case LINE -> order.lineOf(adjustment.id());
                case ORDER -> Optional.empty();
            };
            Money most = Objects.requireNonNull(order.allowedUpTo().get(adjustment.id()));
            var above =
                    new DiscountLimit.Excess(line, order.discount(line, limit).min(most));
            require(tx, order.header(), List.of(above), limit, asked);
        });
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
