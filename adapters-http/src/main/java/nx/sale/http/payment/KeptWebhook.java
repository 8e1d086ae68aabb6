package nx.sale.http.payment;

import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.http.json.Rules;
import org.jspecify.annotations.Nullable;

/** A webhook in the inbox. */
@Rules.Means("a webhook of the inbox")
public record KeptWebhook(
        String id,

        @Rules.Means("as it came") @Rules.Known(value = PaymentEvents.class, others = true)
        String eventType,

        @Nullable String transactionUid,
        @Nullable String attemptUid,
        @Nullable String saleOrderId,

        @Rules.Means("null while it is being applied") @Nullable
        WebhookOutcome outcome,

        @Rules.Means("why it could not be applied") @Nullable
        String error,

        @Rules.Means("how often it was tried") int attempts,
        String receivedAt) {
    static KeptWebhook of(InboxViews.Kept kept) {
        return new KeptWebhook(
                Long.toString(kept.id()),
                kept.webhook().eventType(),
                kept.webhook().transactionUid().orElse(null),
                kept.webhook().attemptUid().orElse(null),
                kept.order().map(Object::toString).orElse(null),
                kept.outcome().orElse(null),
                kept.error().orElse(null),
                kept.attempts(),
                kept.webhook().receivedAt().toString());
    }
}
