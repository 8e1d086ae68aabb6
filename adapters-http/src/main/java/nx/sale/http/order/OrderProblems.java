package nx.sale.http.order;

import nx.sale.domain.order.OrderError;
import nx.sale.http.problem.Words;

/** Status and words of an order's refusals. */
public final class OrderProblems {
    private OrderProblems() {}

    public static Words words(OrderError error) {
        return switch (error) {
            case OrderError.NotFound e ->
                new Words(404, "Order not found", "There is no order " + e.orderId() + " here.");
            case OrderError.NotAllowed e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Order " + e.orderId() + " is " + e.orderStatus() + ": " + e.action() + " is not possible. "
                                + FirstStep.of(e.orderStatus(), e.action()));
            case OrderError.NotStuck e ->
                new Words(
                        409,
                        "Not stuck",
                        "Order " + e.orderId() + " is " + e.orderStatus()
                                + " and has not waited for money for more than an hour.");
            case OrderError.Merged e ->
                new Words(
                        409,
                        "The order is part of another",
                        "The items of order " + e.orderId() + " are on order " + e.mergedIntoOrderId() + " now.");
            case OrderError.SumsAgree e ->
                new Words(
                        409,
                        "The sums are right",
                        "The sums of order " + e.orderId() + " are those of its items: there is nothing to recompute.");
            case OrderError.Regrouped e ->
                new Words(
                        409,
                        "Merged or split",
                        "Order " + e.orderId() + " was merged or split: undo that, or cancel it.");
            case OrderError.WithKitchen e ->
                new Words(
                        409,
                        "With the kitchen",
                        e.fields().isEmpty()
                                ? "Of item " + e.itemId() + " " + e.withKitchen()
                                        + " is with the kitchen: void it there first."
                                : "The kitchen has read the " + String.join(", ", e.fields()) + " of item " + e.itemId()
                                        + ": void and send again, or add what is new as an item of its own.");
            case OrderError.ClientLineReused e ->
                new Words(
                        422,
                        "Client line reused",
                        "clientLineId " + e.clientLineId() + " was used for item " + e.itemId()
                                + ", which is another dish or has other modifiers: give each line an id of its own.");
            case OrderError.HoldsMoney e ->
                new Words(
                        409,
                        "Money came for it",
                        "Order " + e.orderId() + " has " + e.openReviews() + " open payment reviews, late money of "
                                + e.amount() + " among them: refund or dismiss them first, or cancel the order.");
            case OrderError.SentToKitchen e ->
                new Words(
                        409,
                        "Sent to the kitchen",
                        "Items of order " + e.orderId()
                                + " were sent to the kitchen: cancel it instead of deleting it.");
            case OrderError.HasChecks e ->
                new Words(409, "The bill is divided", "Free the checks of order " + e.orderId() + " first.");
            case OrderError.Empty e -> new Words(409, "The order is empty", "Add an item before checking out.");
            case OrderError.Changed e ->
                new Words(409, "The order kept changing", "The cart changed while it was being priced. Try again.");
            case OrderError.Paid e ->
                new Words(409, "The order has been paid", "Money has been paid: cancel or complete the order instead.");
            case OrderError.LineNotFound e ->
                new Words(404, "Item not found", "The order has no item " + e.itemId() + ".");
            case OrderError.PartOfCombo e ->
                new Words(
                        409,
                        "Part of a combo",
                        "Item " + e.itemId() + " follows its combo: change item " + e.leadItemId() + " instead.");
            case OrderError.ComboPresent e ->
                new Words(409, "The combo is on the order", "Change the quantity of item " + e.itemId() + " instead.");
            case OrderError.ComboEmpty e ->
                new Words(422, "The combo is empty", "Combo " + e.variantId() + " has no parts.");
            case OrderError.ComboCycle e ->
                new Words(422, "The combo contains itself", "Combo " + e.variantId() + " contains itself.");
            case OrderError.ComboTooDeep e ->
                new Words(422, "The combo is too deep", "Combos may be nested " + e.limit() + " levels deep.");
            case OrderError.CurrencyMismatch e ->
                new Words(
                        422,
                        "Two currencies",
                        "The order is in " + e.orderCurrency() + ", the item in " + e.itemCurrency() + ".");
            case OrderError.PriceNegative e ->
                new Words(422, "Price below zero", "With these modifiers the price is below zero.");
            case OrderError.PricingRefused e -> new Words(422, "Pricing refuses", String.join("; ", e.reasons()));
        };
    }
}
