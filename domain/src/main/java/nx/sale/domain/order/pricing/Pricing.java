package nx.sale.domain.order.pricing;

import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.discount.DiscountError;

/** The pricing service. */
public interface Pricing {
    /**
     * Prices a cart. A remote call: never under a lock, never inside a transaction. The answer has been checked
     * ({@link Quote#fault}, {@link Quote#requireCodes}). Rejects with {@link DiscountError.CodeRefused} when a code is not applied, with {@link OrderError.PricingRefused} when pricing says no, throws Unavailable with PRICING
     * when it does not answer, answers nonsense, or takes longer than three seconds.
     */
    Quote quote(QuoteRequest request, String requestId);
}
