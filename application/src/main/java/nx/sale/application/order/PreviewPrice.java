package nx.sale.application.order;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Rejected;

/**
 * Asks pricing what a cart would cost, changing nothing. Rejects: order-not-found, revision-mismatch, order-not-allowed, order-empty,
 * pricing-refused, code-refused.
 */
public final class PreviewPrice {
    public record Query(MerchantId merchant, OrderId order, Optional<Long> expected, String requestId) {}

    /**
     * The cart, what pricing makes of it, and the order as it would be checked out.
     *
     * @param aboveLimit what of its discounts needs somebody's word at checkout (DISCOUNT-13)
     */
    public record Preview(
            OrderSnapshot order, Quote quote, OrderSnapshot priced, List<DiscountLimit.Excess> aboveLimit) {
        public Preview {
            aboveLimit = List.copyOf(aboveLimit);
        }
    }

    private final OrderViews views;
    private final SettingsStore settings;
    private final Pricing pricing;
    private final Clock clock;

    public PreviewPrice(OrderViews views, SettingsStore settings, Pricing pricing, Clock clock) {
        this.views = views;
        this.settings = settings;
        this.pricing = pricing;
        this.clock = clock;
    }

    public Preview handle(Query q) {
        OrderSnapshot draft =
                views.find(q.merchant(), q.order()).orElseThrow(() -> new Rejected(new OrderError.NotFound(q.order())));
        SaleOrder order = SaleOrder.rehydrate(draft).expect(q.expected());
        order.requireReadyToCheckOut();
        Settings merchantSettings = settings.get(q.merchant());
        Quote quote =
                pricing.quote(QuoteRequest.of(draft, merchantSettings.priceHold(), clock.instant()), q.requestId());
        OrderSnapshot priced = order.pricedBy(quote);
        return new Preview(
                draft, quote, priced, priced.aboveLimit(merchantSettings.money().discountLimitPercent()));
    }
}
