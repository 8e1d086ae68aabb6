package nx.sale.http.order;

import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.http.problem.Words;

/** Status and words of refused merges and splits. */
public final class RegroupProblems {
    private RegroupProblems() {}

    public static Words words(RegroupError error) {
        return switch (error) {
            case RegroupError.WithItself e ->
                new Words(422, "Merged with itself", "Order " + e.orderId() + " cannot be merged into itself.");
            case RegroupError.Differs e ->
                new Words(
                        409,
                        "The orders differ",
                        "Order " + e.orderId() + " has another " + e.difference() + ": they cannot be merged.");
            case RegroupError.QuantityExceeded e ->
                new Words(
                        409,
                        "Not so much there",
                        "The order has " + e.present() + " of item " + e.itemId() + ", not " + e.wanted() + ".");
            case RegroupError.NotDivisible e ->
                new Words(409, "Too little to divide", "So little of combo " + e.itemId() + " cannot be split off.");
            case RegroupError.NothingToUndo e ->
                new Words(409, "Nothing to undo", "Order " + e.orderId() + " has no open operation of this kind.");
            case RegroupError.OperationNotFound e ->
                new Words(404, "Operation not found", "The order has no such operation " + e.operationId() + ".");
            case RegroupError.LaterOperations e ->
                new Words(
                        409,
                        "Something came later",
                        "Later merges or splits concern the same items: undo them first, the newest first.");
            case RegroupError.SumsDiffer e ->
                new Words(
                        409,
                        "The sums are wrong",
                        "The stored total of order " + e.orderId() + " differs by "
                                + e.total().canonical()
                                + " from what its items add up to. Recompute it first: sale ops order recompute "
                                + e.orderId() + ".");
            case RegroupError.SplitOrdersNotDraft e ->
                new Words(
                        409,
                        "No split order is a draft",
                        "None of the orders split off is a draft: revert one, or name another split.");
        };
    }
}
