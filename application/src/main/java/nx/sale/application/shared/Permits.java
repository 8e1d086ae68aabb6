package nx.sale.application.shared;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Lets a caller do what needs more than the route's own permission: by right, or by a manager's approval, which is spent in the
 * transaction of the effect and noted with approver and reason (spec 04, Approvals). What nobody may do alone needs the approval in any
 * case.
 */
public final class Permits {
    private final Approvals approvals;
    private final AuditTrail audit;

    public Permits(Approvals approvals, AuditTrail audit) {
        this.approvals = approvals;
        this.audit = audit;
    }

    /** Rejects with Denied when there is no approval, with ApprovalRefused when none of those given fits. */
    public void require(
            Tx tx,
            Authority authority,
            String permission,
            MerchantId merchant,
            Approval.About about,
            Origin origin,
            Instant at) {
        if (authority.granted().contains(permission)) {
            return;
        }
        if (authority.approvals().isEmpty()) {
            throw new Rejected(new AccessError.Denied(permission));
        }
        spend(tx, authority, permission, merchant, about, origin, at);
    }

    /**
     * Asks for the approval of somebody else, whatever the caller may. Rejects with SecondPersonNeeded when there is none, or only the
     * caller's own, with ApprovalRefused when none of those given fits.
     */
    public void requireAnother(
            Tx tx,
            Authority authority,
            String permission,
            MerchantId merchant,
            Approval.About about,
            Origin origin,
            Instant at) {
        if (authority.approvals().isEmpty()
                || spend(tx, authority, permission, merchant, about, origin, at)
                        .approver()
                        .equals(origin.actor().label())) {
            throw new Rejected(new AccessError.SecondPersonNeeded(permission));
        }
    }

    private Approval spend(
            Tx tx,
            Authority authority,
            String permission,
            MerchantId merchant,
            Approval.About about,
            Origin origin,
            Instant at) {
        for (String token : authority.approvals()) {
            Optional<Approval> approval = approvals.claim(tx, merchant, token, permission, about, origin.actor(), at);
            if (approval.isPresent()) {
                audit.append(tx, entry(approval.get(), at), origin);
                return approval.get();
            }
        }
        throw new Rejected(new AccessError.ApprovalRefused(permission));
    }

    private static AuditTrail.Entry entry(Approval approval, Instant at) {
        return new AuditTrail.Entry(
                approval.merchant(),
                approval.about().order(),
                "APPROVED",
                Optional.of(approval.reason()),
                Map.of(
                        "action",
                        approval.action(),
                        "approver",
                        approval.approver(),
                        "approvalId",
                        approval.id().toString()),
                at);
    }
}
