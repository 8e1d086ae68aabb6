package nx.sale.application.payment;

import java.time.Clock;
import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shared.ValueError;

/**
 * Applies a kept webhook by an operator's hand, in a transaction of its owner, and writes that down once for one key, in a transaction of
 * the operator's merchant: between the two the webhook is a duplicate. Rejects:
 * payment-target-unknown and amount-too-large, after the webhook was parked.
 */
public final class ReplayWebhook {
    /**
     * @param merchant the operator's, since the webhook may belong to none yet
     * @param id of the webhook in the inbox
     */
    public record Command(
            Request request, MerchantId merchant, long id, PaymentInbox.Webhook webhook, PaymentInbox.Notice notice) {}

    private final WebhookWork webhooks;
    private final UnitOfWork work;
    private final Requests requests;
    private final AuditTrail audit;
    private final Clock clock;

    public ReplayWebhook(WebhookWork webhooks, UnitOfWork work, Requests requests, AuditTrail audit, Clock clock) {
        this.webhooks = webhooks;
        this.work = work;
        this.requests = requests;
        this.audit = audit;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<WebhookOutcome, A> reply) {
        var task = new WebhookWork.Task(c.webhook(), c.notice(), c.request().origin());
        return requests.once(c.request(), reply, attempt -> {
            Optional<BillViews.Owner> owner = webhooks.ownerByHand(c.notice());
            if (owner.isEmpty()) {
                if (work.run(tx -> webhooks.park(tx, task)) == WebhookOutcome.PARKED) {
                    throw new Rejected(WebhookWork.unknown(c.notice()));
                }
                return attempt.run(tx -> noted(tx, c, WebhookOutcome.DUPLICATE));
            }
            var merchantSettings = webhooks.settings(owner.get().merchant());
            try {
                WebhookOutcome outcome = work.run(
                        owner.get().order(),
                        tx -> webhooks.apply(
                                tx, task, owner.get().merchant(), owner.get().order(), merchantSettings));
                return attempt.run(tx -> noted(tx, c, outcome));
            } catch (Rejected e) {
                if (e.error() instanceof ValueError.AmountTooLarge) {
                    work.run(tx -> webhooks.parkTooLarge(tx, task, owner.get()));
                }
                throw e;
            }
        });
    }

    private WebhookOutcome noted(Tx tx, Command c, WebhookOutcome outcome) {
        audit.append(
                tx,
                ReplayTrail.entry(c.merchant(), c.id(), clock.instant()),
                c.request().origin());
        return outcome;
    }
}
