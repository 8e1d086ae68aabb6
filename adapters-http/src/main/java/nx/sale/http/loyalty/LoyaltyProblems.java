package nx.sale.http.loyalty;

import nx.sale.domain.loyalty.LoyaltyError;
import nx.sale.http.problem.Words;

/** Status and words of refusals about points. */
public final class LoyaltyProblems {
    private LoyaltyProblems() {}

    public static Words words(LoyaltyError error) {
        return switch (error) {
            case LoyaltyError.NotFound e ->
                new Words(
                        404,
                        "Transaction not found",
                        "There is no transaction of points " + e.pointTransactionId() + ".");
        };
    }
}
