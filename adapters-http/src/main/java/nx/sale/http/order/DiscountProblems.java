package nx.sale.http.order;

import java.util.stream.Collectors;
import nx.sale.domain.order.charge.ChargeError;
import nx.sale.domain.order.discount.DiscountError;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.shared.Decimals;
import nx.sale.http.problem.Words;

/** Status and words of refused discounts, codes and service charges. */
public final class DiscountProblems {
    private DiscountProblems() {}

    public static Words words(DiscountError error) {
        return switch (error) {
            case DiscountError.NotFound e ->
                new Words(404, "Adjustment not found", "The order has no adjustment " + e.adjustmentId() + ".");
            case DiscountError.TooMany e ->
                new Words(
                        409,
                        "Too many adjustments",
                        (e.itemIds().isEmpty()
                                        ? "The order"
                                        : "Item " + e.itemIds().getFirst()) + " has " + e.most()
                                + " adjustments, which is the most there can be.");
            case DiscountError.NotPayable e ->
                new Words(
                                422,
                                "More decimals than the currency",
                                "An amount in " + e.amount().currency() + " has at most " + e.digits() + " decimals.")
                        .on("value", "format");
            case DiscountError.CodePresent e ->
                new Words(409, "Code is there already", "The order has code " + e.promotionCode() + " already.");
            case DiscountError.AboveLimit e ->
                new Words(
                        403,
                        "Discount above the limit",
                        "Above " + Decimals.plain(e.limitPercent()) + " %: "
                                + e.aboveLimit().stream()
                                        .map(DiscountProblems::above)
                                        .collect(Collectors.joining(", "))
                                + ". It needs somebody who may, or an approval of each amount.");
            case DiscountError.CodeRefused e ->
                new Words(422, "Code refused", "Pricing does not apply: " + String.join(", ", e.codes()) + ".");
        };
    }

    private static String above(DiscountLimit.Excess excess) {
        return excess.discount().canonical() + " on "
                + excess.line().map(line -> "item " + line).orElse("the order");
    }

    public static Words words(ChargeError error) {
        return switch (error) {
            case ChargeError.NotFound e ->
                new Words(404, "Charge not found", "There is no charge " + e.chargeCode() + " on the order.");
            case ChargeError.Waived e ->
                new Words(409, "Charge is waived", "Charge " + e.chargeCode() + " is waived already.");
            case ChargeError.NotWaived e ->
                new Words(409, "Charge is not waived", "Charge " + e.chargeCode() + " is not waived.");
        };
    }
}
