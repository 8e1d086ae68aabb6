package nx.sale.application.order;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.application.order.discount.DiscountAuthority;
import nx.sale.application.requests.Authority;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderError;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;

/**
 * Turns the cart into a committed order at pricing's prices. Pricing is asked outside the lock; when the cart has moved meanwhile it
 * is asked again. Rejects: order-not-found, order-not-allowed, order-empty, order-changed, pricing-refused, code-refused,
 * discount-above-limit, approval-refused, revision-mismatch.
 */
public final class CheckOut {
    private static final int QUOTES = 3;
    private static final Duration BUDGET = Duration.ofSeconds(8);

    public record Command(
            Request request,
            MerchantId merchant,
            OrderId order,
            Optional<Long> expected,
            Optional<String> note,
            Optional<OrderHeader.Finance> finance,
            Authority authority) {}

    /**
     * The order as it was checked out.
     *
     * @param discountBefore what the cart had off, before pricing was asked (DISCOUNT-17)
     */
    public record CheckedOut(OrderSnapshot order, Money discountBefore) {}

    /** Thrown out of the transaction when the cart is not the one that was quoted. */
    private static final class CartMoved extends RuntimeException {
        CartMoved() {
            super(null, null, false, false);
        }
    }

    private final OrderViews views;
    private final SettingsStore settings;
    private final Pricing pricing;
    private final Requests requests;
    private final Orders orders;
    private final Payments payments;
    private final DiscountAuthority authority;
    private final Effects effects;
    private final Ids ids;
    private final Clock clock;

    public CheckOut(
            OrderViews views,
            SettingsStore settings,
            Pricing pricing,
            Requests requests,
            Orders orders,
            Payments payments,
            DiscountAuthority authority,
            Effects effects,
            Ids ids,
            Clock clock) {
        this.views = views;
        this.settings = settings;
        this.pricing = pricing;
        this.requests = requests;
        this.orders = orders;
        this.payments = payments;
        this.authority = authority;
        this.effects = effects;
        this.ids = ids;
        this.clock = clock;
    }

    public <A> A handle(Command c, Reply<CheckedOut, A> reply) {
        return requests.once(c.request(), reply, attempt -> {
            Instant deadline = clock.instant().plus(BUDGET);
            Settings merchantSettings = settings.get(c.merchant());
            for (int round = 1; round <= QUOTES && clock.instant().isBefore(deadline); round++) {
                OrderSnapshot draft = views.find(c.merchant(), c.order())
                        .orElseThrow(() -> new Rejected(new OrderError.NotFound(c.order())));
                SaleOrder.rehydrate(draft).expect(c.expected()).requireReadyToCheckOut();
                QuoteRequest question = QuoteRequest.of(draft, merchantSettings.priceHold(), clock.instant());
                Quote quote = pricing.quote(question, c.request().origin().requestId());
                try {
                    return attempt.run(c.order(), tx -> commit(tx, c, draft, quote, merchantSettings));
                } catch (CartMoved moved) {
                    continue;
                }
            }
            throw new Rejected(new OrderError.Changed(c.order()));
        });
    }

    private CheckedOut commit(Tx tx, Command c, OrderSnapshot quoted, Quote quote, Settings merchantSettings) {
        var origin = c.request().origin();
        Instant at = clock.instant();
        SaleOrder order = orders.lock(tx, quoted).orElseThrow(CartMoved::new);
        Money discountBefore = order.header().totals().discount();
        PaymentLedger ledger = payments.read(tx, order.header());
        OrderHeader.Checkout terms = new OrderHeader.Checkout(c.note(), c.finance(), origin.device());
        List<PaymentEvent.Booked> booked =
                PaymentPosting.checkOut(quote, terms, order, ledger, merchantSettings, ids, origin.actor(), at);
        BigDecimal limit = merchantSettings.money().discountLimitPercent();
        OrderSnapshot checkedOut = order.snapshot();
        authority
                .require(
                        Optional.of(tx),
                        order.header(),
                        checkedOut.aboveLimit(limit),
                        limit,
                        new DiscountAuthority.Asked(c.authority(), origin, at))
                .forEach(word -> order.allow(checkedOut.bearers(word.excess(), word.allowed())));
        orders.update(tx, order);
        payments.update(tx, ledger);
        List<DomainEvent> events = new ArrayList<>(order.events());
        events.addAll(booked);
        effects.follow(tx, events, origin);
        return new CheckedOut(order.snapshot(), discountBefore);
    }
}
