package nx.sale.http.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of MQ-Pay's.
 *
 * @param type PAYMENT, or CANCEL_PAYMENT for one that takes another back
 * @param parentId the attempt it takes back, as MQ-Pay names it
 */
@Rules.Means("a payment attempt of MQ-Pay's")
public record OrderPayment(
        @Rules.Means("of the attempt, as MQ-Pay names it") String uid,

        @Rules.Means("CANCEL_PAYMENT takes another attempt back") @Rules.Words({"PAYMENT", "CANCEL_PAYMENT"})
        String type,

        @Rules.Means("the attempt it takes back, as MQ-Pay names it") @Nullable
        String parentId,

        @Rules.Means("of MQ-Pay's group of attempts") @Nullable
        String transactionUid,

        @Rules.Means("the check it is for; null for the order as a whole") @Nullable
        String saleCheckId,

        String amount,
        String currency,

        @Rules.Means("who moves the money, as MQ-Pay names it")
        String provider,

        @Rules.Means("as a cashier counts it") Tender method,
        AttemptStatus status,
        @Rules.Means("why it failed") @Nullable String reason,
        String firstSeenAt,
        @Nullable String successAt,

        @JsonUnwrapped TipFields tips) {
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
                OrderJson.text(attempt.successAt()),
                TipFields.of(attempt.tip()));
    }

    /** What is known of its tip. */
    record TipFields(
            @Nullable @Rules.Means("what MQ-Pay or staff say that of it is a tip; null when nobody does")
            String declaredTip,

            @Nullable @Rules.Means("whose it is, when staff named somebody")
            String tipUserId,

            @Rules.Means("what of it is a tip: the bill comes first")
            String tip) {
        static TipFields of(PaymentViews.TipView tip) {
            return new TipFields(
                    tip.declared().map(Money::canonical).orElse(null),
                    tip.user().orElse(null),
                    tip.booked().canonical());
        }
    }
}
