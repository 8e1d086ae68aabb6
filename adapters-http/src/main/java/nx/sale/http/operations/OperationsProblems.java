package nx.sale.http.operations;

import nx.sale.domain.operations.OperationsError;
import nx.sale.http.problem.Words;

/** Status and words of refusals to operators. */
public final class OperationsProblems {
    private OperationsProblems() {}

    public static Words words(OperationsError error) {
        return switch (error) {
            case OperationsError.MessageNotFound e ->
                new Words(404, "Message not found", "There is no message " + e.messageId() + " in the outbox.");
            case OperationsError.MessageNotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Message " + e.messageId() + " is " + e.messageStatus() + ".");
            case OperationsError.OlderBuildLive e ->
                new Words(
                        409,
                        "An older release serves still",
                        "A replica of an older release serves, which computes totals without service charges and discounts."
                                + " Try again when every replica is of this release.");
        };
    }
}
