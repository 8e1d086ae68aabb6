package nx.sale.application.access;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.ApprovalId;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftViews;

/**
 * Lends a permission for one action on one order or shift, to whoever has the token. Rejects: not-approvable, permission-denied,
 * order-not-found, item-not-found, item-part-of-combo, session-not-found.
 */
public final class GiveApproval {
    /**
     * @param granted whether the caller has the permission that is to be lent
     * @param discount of which order or line, and how much of it at most, in the order's currency
     */
    public record Command(
            Request request,
            MerchantId merchant,
            String action,
            boolean granted,
            Approval.About about,
            Optional<WantedDiscount> discount,
            String reason) {}

    /** A discount in the currency of its order. */
    public record WantedDiscount(Optional<LineId> line, BigDecimal most) {}

    /** The approval with the token that spends it. */
    public record Given(Approval approval, String token) {}

    private final OrderViews orders;
    private final ShiftViews shifts;
    private final Requests requests;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final Supplier<String> tokens;
    private final Ids ids;

    /**
     * @param tokens makes tokens that cannot be guessed
     */
    public GiveApproval(
            OrderViews orders,
            ShiftViews shifts,
            Requests requests,
            Approvals approvals,
            AuditTrail audit,
            Supplier<String> tokens,
            Ids ids) {
        this.orders = orders;
        this.shifts = shifts;
        this.requests = requests;
        this.approvals = approvals;
        this.audit = audit;
        this.tokens = tokens;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Given, A> reply) {
        if (!Approval.ACTIONS.contains(c.action())) {
            throw new Rejected(new AccessError.NotApprovable(c.action()));
        }
        if (!c.granted()) {
            throw new Rejected(new AccessError.Denied(c.action()));
        }
        return requests.once(c.request(), reply, attempt -> {
            Approval.About about = requireThere(c);
            return attempt.run((tx, at) -> {
                var origin = c.request().origin();
                Approval approval = new Approval(
                        new ApprovalId(ids.next()),
                        c.merchant(),
                        c.action(),
                        about,
                        origin.actor().label(),
                        c.reason(),
                        at,
                        at.plus(Approval.GOOD_FOR));
                String token = tokens.get();
                approvals.add(tx, approval, token);
                audit.append(
                        tx,
                        new AuditTrail.Entry(
                                c.merchant(),
                                c.about().order(),
                                AuditAction.APPROVAL_GIVEN,
                                Optional.of(c.reason()),
                                approval.details(),
                                at),
                        origin);
                return new Given(approval, token);
            });
        });
    }

    /** What it is about, with an amount in the order's currency. Rejects when that is not there. */
    private Approval.About requireThere(Command c) {
        Optional<OrderHeader> header = c.about()
                .order()
                .map(order -> header(c, order).orElseThrow(() -> new Rejected(new OrderError.NotFound(order))));
        c.about()
                .session()
                .filter(session -> shifts.find(c.merchant(), session).isEmpty())
                .ifPresent(missing -> {
                    throw new Rejected(new ShiftError.NotFound(missing));
                });
        return header.flatMap(order -> c.discount()
                        .map(wanted -> Approval.About.discount(
                                order.id(),
                                new Approval.Discount(wanted.line(), new Money(wanted.most(), order.currency())))))
                .orElse(c.about());
    }

    /** The order, when the line that a discount is for can have one there. */
    private Optional<OrderHeader> header(Command c, OrderId order) {
        return c.discount()
                .flatMap(WantedDiscount::line)
                .map(line -> orders.find(c.merchant(), order).map(found -> found.requireLead(line)))
                .orElseGet(() -> orders.findHeader(c.merchant(), order));
    }
}
