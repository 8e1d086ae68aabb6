package nx.sale.application.requests;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
        return require(request, refusal, token -> claimed(tx, request, token));
    }

    private static Optional<Approval> require(
            PermissionRequest request, DomainError refusal, Function<String, Optional<Approval>> fits) {
        if (request.authority().granted().contains(request.permission())) {
            return Optional.empty();
        }
        if (request.authority().approvals().isEmpty()) {
            throw new Rejected(refusal);
        }
        return Optional.of(first(request, fits));
    }

    /**
     * Whether {@link #require(Tx, PermissionRequest, DomainError)} would let the caller, as a rehearsal asks: nothing is spent.
     *
     * @param kept tokens that the rehearsal would have spent before; the one it would spend now is added
     * @return the approval that would be spent; empty when the caller has the permission
     */
    public Optional<Approval> rehearse(PermissionRequest request, DomainError refusal, Set<String> kept) {
        return require(
                request, refusal, token -> kept.contains(token) ? Optional.empty() : found(request, token, kept));
    }

    private Optional<Approval> found(PermissionRequest request, String token, Set<String> kept) {
        Optional<Approval> approval =
                approvals.find(request.merchant(), token, request.permission(), request.about(), request.at());
        approval.ifPresent(would -> kept.add(token));
        return approval;
    }

    /**
     * Asks for the approval of somebody else, whatever the caller may. Rejects with SecondPersonNeeded when there is none, or only the
     * caller's own, with ApprovalRefused when none of those given fits.
     */
    public void requireAnother(Tx tx, PermissionRequest request) {
        if (request.authority().approvals().isEmpty()
                || first(request, token -> claimed(tx, request, token))
                        .approver()
                        .equals(request.origin().actor().label())) {
            throw new Rejected(new AccessError.SecondPersonNeeded(request.permission()));
        }
    }

    /** Rejects with ApprovalRefused when none fits. */
    private static Approval first(PermissionRequest request, Function<String, Optional<Approval>> fits) {
        return request.authority().approvals().stream()
                .flatMap(token -> fits.apply(token).stream())
                .findFirst()
                .orElseThrow(() -> new Rejected(new AccessError.ApprovalRefused(request.permission())));
    }

    private Optional<Approval> claimed(Tx tx, PermissionRequest request, String token) {
        Optional<Approval> approval = approvals.claim(
                tx,
                request.merchant(),
                token,
                request.permission(),
                request.about(),
                request.origin().actor(),
                request.at());
        approval.ifPresent(spent -> audit.append(tx, entry(spent, request.at()), request.origin()));
        return approval;
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
