package nx.sale.application.order;

import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Origin;

/** Makes sure that no payment was made for an order without a webhook. */
public interface UnpaidCheck {
    /** Rejects payment-arrived. Throws Unavailable with MQ_PAY when that cannot be known. Called outside every transaction. */
    void require(MerchantId merchant, OrderId order, Origin origin);

    /** Nobody is asked. */
    UnpaidCheck NONE = (merchant, order, origin) -> {};
}
