package nx.sale.domain.access;

import nx.sale.domain.shared.DomainError;

/** Why a caller is not let in. */
public sealed interface AccessError extends DomainError {
    /** No token, or one that is not valid. */
    record NotSignedIn(String reason) implements AccessError {
        @Override
        public String code() {
            return "not-signed-in";
        }
    }

    /** No such action can be approved. */
    record NotApprovable(String action) implements AccessError {
        @Override
        public String code() {
            return "not-approvable";
        }
    }

    /** The approval is unknown, spent, over, or for another action or order; the action needs this permission. */
    record ApprovalRefused(String permission) implements AccessError {
        @Override
        public String code() {
            return "approval-refused";
        }
    }

    /** The caller may do this, but not alone: somebody else who has this permission must agree. */
    record SecondPersonNeeded(String permission) implements AccessError {
        @Override
        public String code() {
            return "second-person-needed";
        }
    }

    /** The caller may not do this at this merchant. */
    record Denied(String permission) implements AccessError {
        @Override
        public String code() {
            return "permission-denied";
        }
    }
}
