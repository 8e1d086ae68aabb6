package nx.sale.http.returns;

import nx.sale.domain.payment.refund.RefundError;
import nx.sale.domain.returns.ReturnError;
import nx.sale.http.problem.Words;

/** Status and words of refusals about returns and refunds. */
public final class ReturnProblems {
    private ReturnProblems() {}

    public static Words words(ReturnError error) {
        return switch (error) {
            case ReturnError.NotFound e ->
                new Words(404, "Return not found", "There is no return " + e.returnId() + ".");
            case ReturnError.Exceeds e ->
                new Words(
                        409,
                        "Less is left of it",
                        "Of item " + e.itemId() + " only " + e.left() + " can still come back, not " + e.asked() + ".");
            case ReturnError.NotWhole e ->
                new Words(
                        422,
                        "A combo comes back whole",
                        "Item " + e.itemId() + " is a combo: return whole units of it, not " + e.asked() + ".");
        };
    }

    public static Words words(RefundError error) {
        return switch (error) {
            case RefundError.NotFound e ->
                new Words(404, "Refund not found", "There is no refund " + e.refundId() + ".");
            case RefundError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible with this refund",
                        "Refund " + e.refundId() + " is " + e.refundStatus()
                                + ", or another was asked for in its place.");
            case RefundError.Differ e ->
                new Words(
                        422,
                        "Not what is given back",
                        "The refunds come to " + e.asked() + ", the return gives " + e.due() + " back.");
            case RefundError.NotPayable e ->
                new Words(422, "No such money", e.amount() + " cannot be paid: the currency has no such coin.")
                        .on("refunds[" + e.place() + "].amount", "not-allowed");
            case RefundError.Exceeds e ->
                new Words(
                        409,
                        "So much is not here",
                        "Of " + e.asked() + " only " + e.possible() + " can go back this way.");
        };
    }
}
