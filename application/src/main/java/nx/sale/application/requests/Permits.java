package nx.sale.application.requests;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Approval;
import nx.sale.domain.access.Approvals;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Lets a caller do what needs more than the route's own permission: by right, or by a manager's approval, which is spent in the
 * transaction of the effect and noted with approver and reason (ACCESS-13). What nobody may do alone needs the approval in any
 * case.
 */
public final class Permits {
    private final Approvals approvals;
    private final AuditTrail audit;

    public Permits(Approvals approvals, AuditTrail audit) {
        this.approvals = approvals;
        this.audit = audit;
    }

    /** What somebody is about to do, and what they bring for it. */
    public record PermissionRequest(
            String permission,
            MerchantId merchant,
            Approval.About about,
            Authority authority,
            Origin origin,
            Instant at) {}

    /** Rejects with Denied when there is no approval, with ApprovalRefused when none of those given fits. */
    public void require(Tx tx, PermissionRequest request) {
        require(tx, request, new AccessError.Denied(request.permission()));
    }

    /**
     * As above, with the refusal of a caller who brings no approval.
     *
     * @return the approval that was spent; empty when the caller has the permission
     */
    public Optional<Approval> require(Tx tx, PermissionRequest request, DomainError refusal) {
        if (request.authority().granted().contains(request.permission())) {
            return Optional.empty();
        }
        if (request.authority().approvals().isEmpty()) {
            throw new Rejected(refusal);
        }
        return Optional.of(spend(tx, request));
    }

    /**
     * Asks for the approval of somebody else, whatever the caller may. Rejects with SecondPersonNeeded when there is none, or only the
     * caller's own, with ApprovalRefused when none of those given fits.
     */
    public void requireAnother(Tx tx, PermissionRequest request) {
        if (request.authority().approvals().isEmpty()
                || spend(tx, request).approver().equals(request.origin().actor().label())) {
            throw new Rejected(new AccessError.SecondPersonNeeded(request.permission()));
        }
    }

    private Approval spend(Tx tx, PermissionRequest request) {
        for (String token : request.authority().approvals()) {
            Optional<Approval> approval = approvals.claim(
                    tx,
                    request.merchant(),
                    token,
                    request.permission(),
                    request.about(),
                    request.origin().actor(),
                    request.at());
            if (approval.isPresent()) {
                audit.append(tx, entry(approval.get(), request.at()), request.origin());
                return approval.get();
            }
        }
        throw new Rejected(new AccessError.ApprovalRefused(request.permission()));
    }

    private static AuditTrail.Entry entry(Approval approval, Instant at) {
        Map<String, String> details = new LinkedHashMap<>(approval.details());
        details.put("approver", approval.approver());
        return new AuditTrail.Entry(
                approval.merchant(),
                approval.about().order(),
                AuditAction.APPROVED,
                Optional.of(approval.reason()),
                details,
                at);
    }
}
