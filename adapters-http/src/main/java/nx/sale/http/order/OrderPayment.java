package nx.sale.http.order;

import nx.sale.domain.payment.PaymentViews;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of MQ-Pay's.
 *
 * @param type PAYMENT, or CANCEL_PAYMENT for one that takes another back
 * @param parentId the attempt it takes back, as MQ-Pay names it
 */
public record OrderPayment(
        String uid,
        String type,
        @Nullable String parentId,
        @Nullable String transactionUid,
        @Nullable String saleCheckId,
        String amount,
        String currency,
        String provider,
        String method,
        String status,
        @Nullable String reason,
        String firstSeenAt,
        @Nullable String successAt) {
    static OrderPayment of(PaymentViews.AttemptView attempt) {
        return new OrderPayment(
                attempt.uid(),
                attempt.cancels() ? "CANCEL_PAYMENT" : "PAYMENT",
                attempt.parent().orElse(null),
                attempt.transactionUid().orElse(null),
                OrderJson.text(attempt.check()),
                attempt.amount().canonical(),
                attempt.amount().currency().value(),
                attempt.provider(),
                attempt.method().name(),
                attempt.status().name(),
                attempt.reason().orElse(null),
                attempt.firstSeenAt().toString(),
                OrderJson.text(attempt.successAt()));
    }
}
