package nx.sale.http.check;

import nx.sale.domain.check.CheckError;
import nx.sale.http.problem.Words;

/** Status and words of a check's refusals. */
public final class CheckProblems {
    private CheckProblems() {}

    public static Words words(CheckError error) {
        return switch (error) {
            case CheckError.NotFound e ->
                new Words(404, "Check not found", "There is no check " + e.checkId() + " here.");
            case CheckError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Check " + e.checkId() + " is " + e.checkStatus() + ": it does not wait for money.");
            case CheckError.AlreadyDivided e ->
                new Words(409, "The bill is divided", "All of it is on checks. Free them before dividing it again.");
            case CheckError.PaidWhole e ->
                new Words(
                        409,
                        "Paid as a whole",
                        e.paid() + " was paid on the order as a whole: it belongs to no check.");
            case CheckError.NothingToFree e ->
                new Words(409, "No check to free", "There is no check without a payment on order " + e.orderId() + ".");
            case CheckError.Overallocated e ->
                new Words(
                        409,
                        "More than there is",
                        "Of item " + e.itemId() + " " + e.left() + " is left to divide, not " + e.wanted() + ".");
            case CheckError.Unallocated e ->
                new Words(
                        409,
                        "Not all is divided",
                        "Put every item on a check, or ask for the remainder on a last one.");
            case CheckError.AmountsExceed e ->
                new Words(409, "More than there is", e.left() + " is left to divide, not " + e.wanted() + ".");
            case CheckError.AmountsShort e ->
                new Words(
                        409,
                        "Not all is divided",
                        e.left() + " is left to divide, not " + e.wanted()
                                + "; or ask for the remainder on a last check.");
            case CheckError.AmountNotPayable e ->
                new Words(
                        422,
                        "Nobody can pay that",
                        "An amount must be above 0 and have at most " + e.digits() + " decimals, not " + e.amount()
                                + ".");
            case CheckError.NoSeats e ->
                new Words(409, "No seats", "Nothing on order " + e.orderId() + " belongs to a seat.");
            case CheckError.NothingOnCheck e ->
                new Words(409, "An empty check", "Nothing would be on check " + e.number() + " of this division.");
            case CheckError.TooMany e ->
                new Words(
                        422, "Too many checks", "A bill has at most " + e.most() + " checks, not " + e.wanted() + ".");
            case CheckError.TooManyShares e ->
                new Words(
                        422,
                        "Too many pieces",
                        "Items times checks would be " + e.wanted() + ", at most " + e.most() + " are possible.");
        };
    }
}
