package nx.sale.http.order;

import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of MQ-Pay's.
 *
 * @param type PAYMENT, or CANCEL_PAYMENT for one that takes another back
 * @param parentId the attempt it takes back, as MQ-Pay names it
 */
public record OrderPayment(
        String uid,
        @Rules.Words({"PAYMENT", "CANCEL_PAYMENT"}) String type,
        @Nullable String parentId,
        @Nullable String transactionUid,
        @Nullable String saleCheckId,
        String amount,
        String currency,
        String provider,
        Tender method,
        AttemptStatus status,
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
                attempt.method(),
                attempt.status(),
                attempt.reason().orElse(null),
                attempt.firstSeenAt().toString(),
                OrderJson.text(attempt.successAt()));
    }
}
