package nx.sale.application.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;

/** What the audit says of a webhook that an operator has applied by hand. */
final class ReplayTrail {
    private ReplayTrail() {}

    /**
     * @param merchant the operator's, since the webhook may belong to none yet
     */
    static AuditTrail.Entry entry(MerchantId merchant, long webhook, Instant at) {
        return new AuditTrail.Entry(
                merchant,
                Optional.empty(),
                AuditAction.WEBHOOK_REPLAYED,
                Optional.empty(),
                Map.of("webhookId", Long.toString(webhook)),
                at);
    }
}
