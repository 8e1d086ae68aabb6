package nx.sale.application.access;

import java.util.Map;
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
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.ShiftViews;

/**
 * Lends a permission for one action on one order or shift, to whoever has the token. Rejects: not-approvable, permission-denied,
 * order-not-found, session-not-found.
 */
public final class GiveApproval {
    /**
     * @param granted whether the caller has the permission that is to be lent
     */
    public record Command(
            Request request,
            MerchantId merchant,
            String action,
            boolean granted,
            Approval.About about,
            String reason) {}

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
            requireThere(c);
            return attempt.run((tx, at) -> {
                var origin = c.request().origin();
                Approval approval = new Approval(
                        new ApprovalId(ids.next()),
                        c.merchant(),
                        c.action(),
                        c.about(),
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
                                Map.of(
                                        "action",
                                        c.action(),
                                        "approvalId",
                                        approval.id().toString()),
                                at),
                        origin);
                return new Given(approval, token);
            });
        });
    }

    private void requireThere(Command c) {
        c.about()
                .order()
                .filter(order -> orders.findHeader(c.merchant(), order).isEmpty())
                .ifPresent(missing -> {
                    throw new Rejected(new OrderError.NotFound(missing));
                });
        c.about()
                .session()
                .filter(session -> shifts.find(c.merchant(), session).isEmpty())
                .ifPresent(missing -> {
                    throw new Rejected(new ShiftError.NotFound(missing));
                });
    }
}
