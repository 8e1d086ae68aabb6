package nx.sale.http.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.http.json.InvalidInput;

/**
 * Which event a webhook is: an answer about a refund is identified by the refund, an unknown event, or one that names no payment, by its
 * content.
 */
final class WebhookIdentity {
    private WebhookIdentity() {}

    static PaymentInbox.Webhook of(
            String eventType, JsonNode body, String text, Map<String, String> headers, Instant receivedAt) {
        Optional<PaymentEventType> type = PaymentEventType.of(eventType);
        boolean refund = type.filter(PaymentEventType::aboutRefund).isPresent();
        Optional<String> transaction = refund ? Optional.empty() : WebhookReader.transactionUid(body);
        Optional<String> attempt = refund ? WebhookReader.refundUid(body) : WebhookReader.attemptUid(body);
        return new PaymentInbox.Webhook(
                eventType,
                transaction,
                attempt,
                text,
                headers,
                type.isPresent() && (transaction.isPresent() || attempt.isPresent()),
                receivedAt);
    }

    /** As it would be kept today: a release before this one may not have known its kind, and kept it by its content. */
    static PaymentInbox.Webhook judgedAgain(PaymentInbox.Webhook kept) {
        if (kept.readable()) {
            return kept;
        }
        try {
            JsonNode body = WebhookReader.json(kept.body().getBytes(StandardCharsets.UTF_8));
            return of(kept.eventType(), body, kept.body(), kept.headers(), kept.receivedAt());
        } catch (WebhookReader.Unreadable | InvalidInput cutShort) {
            return kept;
        }
    }
}
