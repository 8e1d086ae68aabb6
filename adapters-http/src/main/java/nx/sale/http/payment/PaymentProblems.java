package nx.sale.http.payment;

import java.util.stream.Collectors;
import nx.sale.domain.payment.PaymentError;
import nx.sale.http.problem.Words;

/** Status and words of refusals about payments. */
public final class PaymentProblems {
    private PaymentProblems() {}

    public static Words words(PaymentError error) {
        return switch (error) {
            case PaymentError.WebhookNotFound e ->
                new Words(404, "Webhook not found", "There is no webhook " + e.webhookId() + " in the inbox.");
            case PaymentError.WebhookNotReplayable e ->
                new Words(
                        409,
                        "Cannot be replayed",
                        "Webhook " + e.webhookId() + " names no payment: MQ-Pay must send it again.");
            case PaymentError.TargetUnknown e ->
                new Words(
                        404,
                        "Nothing to pay here",
                        "There is no " + e.targetType() + " " + e.targetId() + "; the event is kept.");
            case PaymentError.Arrived e ->
                new Words(
                        409,
                        "It was paid",
                        "MQ-Pay says that order " + e.orderId()
                                + " was paid. The money is booked; read the order again.");
            case PaymentError.CashByTillOff e ->
                new Words(
                        409,
                        "Tills do not take cash here",
                        "Cash goes through MQ-Pay. The setting cashByTill lets tills take it themselves.");
            case PaymentError.CashNotPayable e ->
                new Words(
                        422, "No such cash", e.amount() + " cannot be paid in notes and coins, or is not above zero.");
            case PaymentError.TipNotPayable e ->
                new Words(422, "No such tip", e.amount() + " cannot be paid out in notes and coins.");
            case PaymentError.AttemptNotFound e ->
                new Words(
                        404,
                        "Payment not found",
                        "Order " + e.orderId() + " has no successful payment " + e.attemptUid() + ".");
            case PaymentError.TipTooLarge e ->
                new Words(
                        422,
                        "More than the payment",
                        "A tip is part of its payment: of " + e.payment() + " at most that is a tip, not " + e.amount()
                                + ".");
            case PaymentError.ReviewNotFound e ->
                new Words(404, "Review not found", "There is no review " + e.reviewId() + ".");
            case PaymentError.ReviewResolved e ->
                new Words(409, "Review resolved", "Review " + e.reviewId() + " is " + e.reviewStatus() + " already.");
            case PaymentError.ReviewResolutionNotAllowed e ->
                new Words(
                        409,
                        "Not possible with this review",
                        "A review of kind " + e.kind() + " cannot be " + e.resolution() + ". Possible: "
                                + e.allowed().stream().map(Enum::name).collect(Collectors.joining(", ")) + ".");
            case PaymentError.ReviewNotRefundable e ->
                new Words(
                        409,
                        "The money is not here any more",
                        "Of the " + e.amount() + " of review " + e.reviewId() + " only " + e.refundable()
                                + " can still be given back: the rest went back before. Dismiss the review.");
            case PaymentError.ReviewNotApplicable e ->
                new Words(
                        409, "Not applicable now", "The order does not wait for money: check it out first, or refund.");
        };
    }
}
