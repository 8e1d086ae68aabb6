package nx.sale.application.payment;

import java.util.Optional;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shared.ValueError;

/**
 * Applies a payment webhook once: inbox first, then the order's lock, then the ledger decides. Rejects: payment-target-unknown and
 * amount-too-large, after the webhook was parked.
 */
public final class ApplyPayment {
    public record Command(PaymentInbox.Webhook webhook, PaymentInbox.Notice notice, Origin origin) {}

    private final WebhookWork webhooks;
    private final UnitOfWork work;

    public ApplyPayment(WebhookWork webhooks, UnitOfWork work) {
        this.webhooks = webhooks;
        this.work = work;
    }

    public WebhookOutcome handle(Command c) {
        var task = new WebhookWork.Task(c.webhook(), c.notice(), c.origin());
        Optional<BillViews.Owner> owner = webhooks.owner(c.notice());
        if (owner.isEmpty()) {
            WebhookOutcome outcome = work.run(tx -> webhooks.park(tx, task));
            if (outcome == WebhookOutcome.PARKED) {
                throw new Rejected(WebhookWork.unknown(c.notice()));
            }
            return outcome;
        }
        MerchantId merchant = owner.get().merchant();
        OrderId order = owner.get().order();
        Settings merchantSettings = webhooks.settings(merchant);
        try {
            return work.run(order, tx -> webhooks.apply(tx, task, merchant, order, merchantSettings));
        } catch (Rejected e) {
            if (e.error() instanceof ValueError.AmountTooLarge) {
                work.run(tx -> webhooks.parkTooLarge(tx, task, owner.get()));
            }
            throw e;
        }
    }
}
