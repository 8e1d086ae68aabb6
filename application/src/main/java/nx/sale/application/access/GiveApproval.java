package nx.sale.application.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nx.sale.application.shared.Reply;
import nx.sale.application.shared.Request;
import nx.sale.application.shared.Requests;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.ApprovalId;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Rejected;

/**
 * Lends a permission for one action on one order, to whoever has the token. Rejects: not-approvable, permission-denied,
 * order-not-found.
 */
public final class GiveApproval {
    /**
     * @param granted whether the caller has the permission that is to be lent
     */
    public record Command(
            Request request, MerchantId merchant, String action, boolean granted, OrderId order, String reason) {}

    /** The approval with the token that spends it. */
    public record Given(Approval approval, String token) {}

    private final OrderViews orders;
    private final Requests requests;
    private final Approvals approvals;
    private final AuditTrail audit;
    private final Supplier<String> tokens;
    private final Ids ids;
    private final Clock clock;

    /**
     * @param tokens makes tokens that cannot be guessed
     */
    public GiveApproval(
            OrderViews orders,
            Requests requests,
            Approvals approvals,
            AuditTrail audit,
            Supplier<String> tokens,
            Ids ids,
            Clock clock) {
        this.orders = orders;
        this.requests = requests;
        this.approvals = approvals;
        this.audit = audit;
        this.tokens = tokens;
        this.ids = ids;
        this.clock = clock;
    }

    public Answer handle(Command c, Reply<Given> reply) {
        if (!Approval.ACTIONS.contains(c.action())) {
            throw new Rejected(new AccessError.NotApprovable(c.action()));
        }
        if (!c.granted()) {
            throw new Rejected(new AccessError.Denied(c.action()));
        }
        return requests.once(c.request(), reply, attempt -> {
            if (orders.findHeader(c.merchant(), c.order()).isEmpty()) {
                throw new Rejected(new OrderError.NotFound(c.order()));
            }
            return attempt.run(tx -> {
                var origin = c.request().origin();
                Instant at = clock.instant();
                Approval approval = new Approval(
                        new ApprovalId(ids.next()),
                        c.merchant(),
                        c.action(),
                        c.order(),
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
                                Optional.of(c.order()),
                                "APPROVAL_GIVEN",
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
}
