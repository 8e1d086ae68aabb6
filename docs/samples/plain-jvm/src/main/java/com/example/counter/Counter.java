package com.example.counter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Division;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentPosting;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.UnitOfWork;

/** A counter that sells dinners: opens a cart, checks out, divides the bill evenly, takes cash for every check. */
public final class Counter {
    public static final MerchantId MERCHANT = new MerchantId(1);
    private static final Actor ME = Actor.service("counter");
    private static final VariantId DINNER = new VariantId(1);

    private final UnitOfWork work;
    private final SettingsStore settings;
    private final Ids ids;
    private final Clock clock;

    public Counter(UnitOfWork work, SettingsStore settings, Ids ids, Clock clock) {
        this.work = work;
        this.settings = settings;
        this.ids = ids;
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    /** A sale that is over: the checks that were paid, and how the order ended. */
    public record Sold(OrderStatus status, Money total, List<Money> checks) {}

    /** Sells dinners at a price, the bill divided evenly among the guests. */
    public Sold sell(Money price, String quantity, int guests) {
        Instant at = clock.instant();
        return work.run(tx -> {
            Settings mine = settings.get(MERCHANT);
            SaleOrder order = checkedOut(price, Quantity.of(quantity), mine, at);
            Bill bill = Bill.undivided(order);
            bill.divide(
                    new Division.Evenly(guests),
                    new OrderOperation.Context(new OperationId(ids.next()), ME, at),
                    ids,
                    Optional.empty());
            PaymentLedger ledger = empty(order);
            for (SaleCheck check : bill.checks()) {
                PaymentPosting.post(
                        PaymentNotice.received(
                                "cash-" + check.id(),
                                PaymentNotice.Target.of(check.id()),
                                check.due(),
                                "TILL",
                                Tender.CASH),
                        bill,
                        ledger,
                        mine,
                        ids,
                        ME,
                        at);
            }
            return new Sold(
                    order.header().status(),
                    order.header().totals().total(),
                    bill.checks().stream().map(check -> check.totals().total()).toList());
        });
    }

    private SaleOrder checkedOut(Money price, Quantity quantity, Settings mine, Instant at) {
        Cart cart = Cart.open(
                new Cart.Opening(
                        new OrderId(ids.next()),
                        new OrderHeader.Place(MERCHANT, new SaleChannelId(1), Optional.empty()),
                        price.currency(),
                        ExchangeRate.ONE,
                        Optional.empty(),
                        List.of(),
                        Cart.Description.NONE),
                mine.timezone(),
                ME,
                at);
        cart.add(List.of(LineDraft.of(DINNER, quantity)), menu(price), ids, ME, at);
        OrderSnapshot draft = new OrderSnapshot(cart.header(), cart.touched());
        SaleOrder order = SaleOrder.rehydrate(draft);
        order.checkOut(
                quote(QuoteRequest.of(draft, true, at)),
                new OrderHeader.Checkout(Optional.empty(), Optional.empty(), Optional.empty()),
                Money.zero(price.currency()),
                mine,
                ME,
                at);
        return order;
    }

    private static Menu menu(Money price) {
        return Menu.of(List.of(new Variant(
                DINNER,
                "Dinner",
                Optional.empty(),
                VariantType.CONSUMABLE,
                price,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true)));
    }

    /** The prices as they are held, without tax: another host asks its pricing service here. */
    private static Quote quote(QuoteRequest asked) {
        Money zero = Money.zero(asked.currency());
        List<Quote.Priced> lines = asked.items().stream()
                .map(item -> new Quote.Priced(
                        item.ref(),
                        item.base(),
                        item.base(),
                        zero,
                        zero,
                        item.base().times(item.quantity()),
                        new Line.Fare(Optional.empty(), Optional.empty()),
                        "{}"))
                .toList();
        Money subtotal = lines.stream().map(Quote.Priced::total).reduce(zero, Money::plus);
        return new Quote(lines, subtotal, zero, zero, subtotal, "{}");
    }

    private static PaymentLedger empty(SaleOrder order) {
        CurrencyCode currency = order.header().currency();
        return PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                MERCHANT, order.header().id(), currency, List.of(), List.of(), List.of(), transaction -> false));
    }
}
