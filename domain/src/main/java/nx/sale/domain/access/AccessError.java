package nx.sale.domain.access;

import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.ErrorCode;

/** Why a caller is not let in. */
public sealed interface AccessError extends DomainError {
    /** No token, or one that is not valid. */
    @ErrorCode("not-signed-in")
    record NotSignedIn(String reason) implements AccessError {}

    /** No such action can be approved. */
    @ErrorCode("not-approvable")
    record NotApprovable(String action) implements AccessError {}

    /** The approval is unknown, spent, over, or for another action or order; the action needs this permission. */
    @ErrorCode("approval-refused")
    record ApprovalRefused(String permission) implements AccessError {}

    /** The caller may do this, but not alone: somebody else who has this permission must agree. */
    @ErrorCode("second-person-needed")
    record SecondPersonNeeded(String permission) implements AccessError {}

    /** The caller may not do this at this merchant. */
    @ErrorCode("permission-denied")
    record Denied(String permission) implements AccessError {}
}
