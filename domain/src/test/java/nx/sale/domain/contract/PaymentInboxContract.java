package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
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

    private static PaymentInbox.Webhook event(String uid, String body) {
        return new PaymentInbox.Webhook(
                "mq-pay:attempt.success", Optional.empty(), Optional.of(uid), body, Map.of("a", "b"), true, NOON);
    }

    private PaymentInbox.Entry parked(PaymentInbox.Webhook webhook) {
        return work.run(tx -> {
            PaymentInbox.Entry entry = inbox.lock(tx, webhook);
            inbox.update(tx, entry, WebhookOutcome.PARKED, Optional.empty(), Optional.empty(), NOON);
            return entry;
        });
    }

    // WEBHOOK-1
    @Test
    void anEventWithoutOwnerMovesToItsOwner_withItsId() {
        PaymentInbox.Webhook webhook = event("moves-" + IDS.next(), "{}");
        PaymentInbox.Entry parked = parked(webhook);

        PaymentInbox.Entry moved = work.run(tx -> {
            PaymentInbox.Entry entry = inbox.lock(tx, merchant, webhook);
            inbox.update(tx, entry, WebhookOutcome.APPLIED, Optional.empty(), Optional.empty(), NOON);
            return entry;
        });

        assertThat(moved).isEqualTo(new PaymentInbox.Entry(Optional.of(merchant), parked.id(), Optional.empty()));
        assertThat(work.run(tx -> inbox.lock(tx, merchant, webhook)).before()).contains(WebhookOutcome.APPLIED);
        PaymentInbox.Entry again = work.run(tx -> inbox.lock(tx, webhook));
        assertThat(again)
                .as("what comes without owner again is a duplicate of the owner's")
                .isEqualTo(new PaymentInbox.Entry(Optional.empty(), parked.id(), Optional.of(WebhookOutcome.APPLIED)));
    }

    // WEBHOOK-1
    @Test
    void anEventWithoutOwnerIsKeptOnce_howeverItsBodyIsSpelled() {
        String uid = "spelled-" + IDS.next();

        assertThat(parked(event(uid, "{ }")).before()).isEmpty();
        PaymentInbox.Entry again = parked(event(uid, "{}"));

        assertThat(again.before()).contains(WebhookOutcome.PARKED);
        assertThat(work.run(tx -> inbox.lock(tx, merchant, event(uid, "{}"))).id())
                .isEqualTo(again.id());
    }

    // WEBHOOK-1
    @Test
    void anEventOfTwoMerchantsIsTwo() {
        PaymentInbox.Webhook webhook = event("both-" + IDS.next(), "{}");
        assertThat(outcome(webhook, WebhookOutcome.APPLIED)).isEmpty();

        assertThat(work.run(tx -> inbox.lock(tx, new MerchantId(IDS.next()), webhook))
                        .before())
                .isEmpty();
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
