package nx.sale.domain.payment.refund;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.payment.PaymentInbox;

/**
 * What MQ-Pay says about a refund that it was asked for.
 *
 * @param status SENT, SUCCESS or FAILED
 * @param merchant whose refund it is, when the event says so (WEBHOOK-14)
 */
public record RefundNotice(
        RefundId refund, Refund.Status status, Optional<String> reason, Optional<MerchantId> merchant)
        implements PaymentInbox.Notice {}
