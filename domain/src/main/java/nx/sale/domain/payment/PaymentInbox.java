package nx.sale.domain.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.refund.RefundNotice;
import nx.sale.domain.shared.Tx;

/**
 * Every webhook as it came, once per (event, transaction, attempt) of a merchant (WEBHOOK-1), and once while its owner is not known. One
 * that is not readable is kept once per content, and only its first {@value #KEPT_UNREADABLE} characters: nobody can
 * apply it later, and anybody can send many.
 */
public interface PaymentInbox {
    int KEPT_UNREADABLE = 4_096;

    /** A webhook understood. */
    sealed interface Notice permits PaymentNotice, RefundNotice {}

    /**
     * A webhook as it came.
     *
     * @param eventType as sent
     * @param body raw
     * @param headers those that matter: content type, event type, signature, request id
     * @param attemptUid of an event about a refund the refund's, which tells it from others about the same attempt
     * @param readable whether its event is known and names a transaction an attempt or a refund, so that it can be identified
     */
    record Webhook(
            String eventType,
            Optional<String> transactionUid,
            Optional<String> attemptUid,
            String body,
            Map<String, String> headers,
            boolean readable,
            Instant receivedAt) {
        /** The same, identified by its content, and cut short: it will never be applied. */
        public Webhook byContent() {
            return new Webhook(eventType, transactionUid, attemptUid, body, headers, false, receivedAt);
        }
    }

    /**
     * A row of the inbox, locked.
     *
     * @param owner empty when it is not known
     * @param before what had become of the same event before; empty when it is new
     */
    record Entry(Optional<MerchantId> owner, long id, Optional<WebhookOutcome> before) {}

    /**
     * Stores the webhook of this owner, or locks the row of the same event; a twin in flight is waited for. What was kept of the event
     * without owner moves here, with its id. Comes before the order's lock.
     */
    Entry lock(Tx tx, MerchantId owner, Webhook webhook);

    /** Stores a webhook whose owner is not known, or locks the row of the same event or content; when a merchant is done with it, says so. */
    Entry lock(Tx tx, Webhook webhook);

    /** Notes what became of it. A row that is done stays as it is. */
    void update(
            Tx tx, Entry entry, WebhookOutcome outcome, Optional<OrderId> order, Optional<String> error, Instant at);
}
