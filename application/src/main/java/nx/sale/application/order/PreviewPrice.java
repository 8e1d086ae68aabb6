package nx.sale.application.order;

import java.time.Clock;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Rejected;

/**
 * Asks pricing what a cart would cost, changing nothing. Rejects: order-not-found, revision-mismatch, order-not-allowed, order-empty,
 * pricing-refused, code-refused.
 */
public final class PreviewPrice {
    public record Query(MerchantId merchant, OrderId order, Optional<Long> expected, String requestId) {}

    /** The cart, what pricing makes of it, and the order as it would be checked out. */
    public record Preview(OrderSnapshot order, Quote quote, OrderSnapshot priced) {}

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
        boolean hold = settings.get(q.merchant()).priceHold();
        Quote quote = pricing.quote(QuoteRequest.of(draft, hold, clock.instant()), q.requestId());
        return new Preview(draft, quote, order.pricedBy(quote));
    }
}
