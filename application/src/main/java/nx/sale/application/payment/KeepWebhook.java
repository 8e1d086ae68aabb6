package nx.sale.application.payment;

import java.time.Clock;
import java.util.Optional;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.UnitOfWork;

/** Keeps a webhook that is not applied: IGNORED because we do not act on its kind, FAILED because it could not be. */
public final class KeepWebhook {
    public record Command(PaymentInbox.Webhook webhook, WebhookOutcome outcome, Optional<String> error) {}

    private final UnitOfWork work;
    private final PaymentInbox inbox;
    private final Clock clock;

    public KeepWebhook(UnitOfWork work, PaymentInbox inbox, Clock clock) {
        this.work = work;
        this.inbox = inbox;
        this.clock = clock;
    }

    /** What became of it: DUPLICATE when the same event was dealt with before. */
    public WebhookOutcome handle(Command c) {
        return work.run(tx -> {
            PaymentInbox.Entry entry = inbox.lock(tx, c.webhook());
            if (entry.before().filter(WebhookOutcome::done).isPresent()) {
                return WebhookOutcome.DUPLICATE;
            }
            inbox.update(tx, entry, c.outcome(), Optional.empty(), c.error(), clock.instant());
            return c.outcome();
        });
    }
}
