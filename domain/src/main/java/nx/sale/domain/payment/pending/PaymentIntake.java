package nx.sale.domain.payment.pending;

import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.Origin;

/** Takes what MQ-Pay says about a payment. A webhook and the answer to a question go the same way, so a repeat changes nothing. */
public interface PaymentIntake {
    /** What became of it: PARKED and FAILED are kept for an operator. Throws Unavailable when it cannot be taken now. */
    WebhookOutcome take(PaymentEventType event, String body, Origin origin);
}
