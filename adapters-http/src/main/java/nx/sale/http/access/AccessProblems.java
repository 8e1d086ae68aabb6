package nx.sale.http.access;

import nx.sale.domain.access.AccessError;
import nx.sale.http.problem.Words;

/** Status and words of refused access. */
public final class AccessProblems {
    private AccessProblems() {}

    public static Words words(AccessError error) {
        return switch (error) {
            case AccessError.NotSignedIn e -> new Words(401, "Not signed in", e.reason());
            case AccessError.NotApprovable e ->
                new Words(422, "Not approvable", "The action " + e.action() + " cannot be approved.");
            case AccessError.ApprovalRefused e ->
                new Words(
                        403,
                        "The approval is not valid",
                        "The approval is unknown, spent, over, or for another action or order. This needs "
                                + e.permission() + ".");
            case AccessError.SecondPersonNeeded e ->
                new Words(
                        403,
                        "Not alone",
                        "Somebody else with " + e.permission()
                                + " must agree: POST /approvals, its token in X-Approval.");
            case AccessError.Denied e ->
                new Words(
                        403,
                        "Not permitted",
                        "This needs the permission " + e.permission() + " at the active merchant.");
        };
    }
}
