package nx.sale.domain.payment;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.OrderId;

/** The webhook inbox, for reading. */
public interface InboxViews {
    /**
     * A webhook as it is kept.
     *
     * @param outcome empty while it is being applied for the first time
     * @param attempts how often it came
     */
    record Kept(
            long id,
            PaymentInbox.Webhook webhook,
            Optional<WebhookOutcome> outcome,
            Optional<String> error,
            int attempts,
            Optional<OrderId> order) {}

    /** Webhooks with one outcome when given, the oldest first, behind {@code after}. */
    List<Kept> list(Optional<WebhookOutcome> outcome, int limit, Optional<Long> after);

    /** How many have that outcome, or any. */
    long count(Optional<WebhookOutcome> outcome);

    Optional<Kept> find(long id);
}
