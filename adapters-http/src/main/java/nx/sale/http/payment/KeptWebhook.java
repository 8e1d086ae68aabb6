package nx.sale.http.payment;

import nx.sale.domain.payment.InboxViews;
import nx.sale.domain.payment.WebhookOutcome;
import org.jspecify.annotations.Nullable;

/** A webhook in the inbox. */
public record KeptWebhook(
        String id,
        String eventType,
        @Nullable String transactionUid,
        @Nullable String attemptUid,
        @Nullable String saleOrderId,
        @Nullable WebhookOutcome outcome,
        @Nullable String error,
        int attempts,
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
