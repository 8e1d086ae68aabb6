package nx.sale.http.problem;

import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.ValueError;

/** Status and words of the refusals that belong to no feature. */
public final class CommonProblems {
    private CommonProblems() {}

    public static Words words(RequestError error) {
        return switch (error) {
            case RequestError.KeyReused e ->
                new Words(422, "Idempotency key reused", "The key was used for another request. Make a new one.");
            case RequestError.RevisionMismatch e ->
                new Words(412, "Changed meanwhile", "The present revision is " + e.currentRevision() + ".");
            case RequestError.ListTooCostly e ->
                new Words(
                        422,
                        "Too costly to read",
                        "Reading this takes longer than a list or report may. Asking again does not help: ask for a shorter"
                                + " time, fewer conditions, no pattern that begins with a wildcard, or no count"
                                + " (x-request-count: false).");
        };
    }

    public static Words words(ValueError error) {
        return switch (error) {
            case ValueError.AmountTooLarge e ->
                new Words(422, "Amount too large", "An amount would reach 100000000000.");
            case ValueError.QuantityTooLarge e ->
                new Words(422, "Quantity too large", "A quantity would reach 1000000.");
        };
    }
}
