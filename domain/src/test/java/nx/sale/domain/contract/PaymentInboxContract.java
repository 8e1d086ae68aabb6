package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every inbox of webhooks must do. */
public abstract class PaymentInboxContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, PaymentInbox inbox) {}

    private final PaymentInbox inbox;

    protected PaymentInboxContract(Stores stores) {
        super(stores.work());
        inbox = stores.inbox();
    }

    // WEBHOOK-1, WEBHOOK-2
    @Test
    void theInboxTakesAnEventOnce_aTroubledOneAgain() {
        String uid = "event-" + IDS.next();
        PaymentInbox.Webhook webhook = new PaymentInbox.Webhook(
                "mq-pay:attempt.success", Optional.empty(), Optional.of(uid), "{}", Map.of("a", "b"), true, NOON);

        assertThat(outcome(webhook, WebhookOutcome.FAILED)).isEmpty();
        assertThat(outcome(webhook, WebhookOutcome.APPLIED)).contains(WebhookOutcome.FAILED);
        assertThat(work.run(tx -> inbox.lock(tx, webhook)).before()).contains(WebhookOutcome.APPLIED);
        assertThatThrownBy(() -> outcome(webhook, WebhookOutcome.PARKED)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void inboxTakesTheSameContentOnce_whenNothingElseIdentifiesIt() {
        String content = "x".repeat(3 * PaymentInbox.KEPT_UNREADABLE) + IDS.next();

        assertThat(outcome(unknown("a", content), WebhookOutcome.IGNORED)).isEmpty();
        assertThat(work.run(tx -> inbox.lock(tx, unknown("a", content))).before())
                .contains(WebhookOutcome.IGNORED);
        assertThat(outcome(unknown("b", content), WebhookOutcome.IGNORED)).isEmpty();
        assertThat(outcome(unknown("a", content + "y"), WebhookOutcome.FAILED)).isEmpty();
        assertThat(outcome(unknown("a", content + "y"), WebhookOutcome.FAILED)).contains(WebhookOutcome.FAILED);
    }

    private static PaymentInbox.Webhook unknown(String type, String content) {
        return new PaymentInbox.Webhook(
                type, Optional.of("t"), Optional.of("a"), content, Map.of("a", "b"), false, NOON);
    }

    private Optional<WebhookOutcome> outcome(PaymentInbox.Webhook webhook, WebhookOutcome outcome) {
        return work.run(tx -> {
            PaymentInbox.Entry entry = webhook.readable() ? inbox.lock(tx, merchant, webhook) : inbox.lock(tx, webhook);
            inbox.update(tx, entry, outcome, Optional.empty(), Optional.empty(), NOON);
            return entry.before();
        });
    }
}
