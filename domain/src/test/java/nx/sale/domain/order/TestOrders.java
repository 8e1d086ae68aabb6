package nx.sale.domain.order;

import static nx.sale.text.Json.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.order.pricing.Quote;
import nx.sale.domain.order.pricing.QuoteRequest;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.ExchangeRate;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Quantity;

/** Orders in the situations that stories start from. */
public final class TestOrders {
    public static final MerchantId MERCHANT = new MerchantId(7);
    public static final Instant NOON = Instant.parse("2026-03-01T05:00:00Z");
    public static final Actor WAITER = Actor.user("42", "Lan");
    public static final Origin ORIGIN = new Origin(WAITER, Optional.of(new DeviceId("till-1")), "request-1");
    public static final ZoneId VIET_NAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private TestOrders() {}

    /** Ids from a number on. */
    public static Ids ids(long from) {
        return new AtomicLong(from)::getAndIncrement;
    }

    public static Cart.Opening opening(long id) {
        return new Cart.Opening(
                new OrderId(id),
                new OrderHeader.Place(MERCHANT, new SaleChannelId(70), Optional.of(new DeviceId("till-1"))),
                CurrencyCode.VND,
                ExchangeRate.ONE,
                Optional.empty(),
                Cart.Description.NONE);
    }

    public static Cart draft() {
        return Cart.open(opening(100), VIET_NAM, WAITER, NOON);
    }

    /** A draft with two pho and a tea: 140,000. */
    public static OrderSnapshot withLines() {
        Cart cart = draft();
        cart.add(
                List.of(LineDraft.of(TestMenus.PHO, Quantity.of("2")), LineDraft.of(TestMenus.TEA, Quantity.ONE)),
                TestMenus.menu(),
                ids(1_000),
                WAITER,
                NOON);
        return new OrderSnapshot(cart.header(), cart.touched());
    }

    public static SaleOrder order(OrderSnapshot snapshot) {
        return SaleOrder.rehydrate(snapshot);
    }

    /** What pricing answers with 10 % tax and no discount. */
    public static Quote quote(OrderSnapshot order) {
        QuoteRequest request = QuoteRequest.of(order, true, NOON);
        Money zero = Money.zero(order.header().currency());
        List<Quote.Priced> lines = request.items().stream()
                .map(item -> {
                    Money total = item.base().times(item.quantity());
                    return new Quote.Priced(
                            item.ref(),
                            item.base(),
                            item.base(),
                            zero,
                            total.times(Quantity.of("0.1")),
                            total,
                            new Line.Fare(Optional.of("fare"), Optional.of("TEST")),
                            json("{'v':1}"));
                })
                .toList();
        Money subtotal = lines.stream().map(Quote.Priced::total).reduce(zero, Money::plus);
        Money tax = lines.stream().map(Quote.Priced::tax).reduce(zero, Money::plus);
        return new Quote(lines, subtotal, zero, tax, subtotal.plus(tax), "{}");
    }

    public static final OrderHeader.Checkout TERMS =
            new OrderHeader.Checkout(Optional.empty(), Optional.empty(), Optional.of(new DeviceId("till-1")));

    /** Two pho and a tea, checked out: 154,000 to pay. */
    public static OrderSnapshot checkedOut() {
        return checkedOut(withLines());
    }

    /** The draft checked out with 10 % tax. */
    public static OrderSnapshot checkedOut(OrderSnapshot draft) {
        SaleOrder order = order(draft);
        order.checkOut(quote(draft), TERMS, Money.zero(draft.header().currency()), Settings.DEFAULT, WAITER, NOON);
        return order.snapshot();
    }

    /** A line of its own at this price. */
    public static LineDraft special(String price, String quantity) {
        return new LineDraft(
                LineDraft.PRODUCT_VARIANT,
                Optional.empty(),
                Quantity.of(quantity),
                Line.Mode.CUSTOM,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0,
                0,
                Optional.of("Special"),
                Optional.of(new BigDecimal(price)));
    }

    /** What an undo must bring back: all of an order but the fact that something happened. */
    public static String essence(OrderSnapshot order) {
        OrderHeader header = order.header();
        StringBuilder text = new StringBuilder();
        text.append(header.status())
                .append(header.stamps())
                .append(header.state().cancellationReason())
                .append(header.totals())
                .append(header.details())
                .append(header.lineage())
                .append(header.progress());
        order.lines()
                .forEach(line -> text.append('\n')
                        .append(line.id())
                        .append(line.lead())
                        .append(line.quantity())
                        .append(line.sent())
                        .append(line.prices())
                        .append(line.note())
                        .append(line.journey().partOf()));
        return text.toString();
    }

    /** Pays so much on an order that has no checks. */
    public static void pay(SaleOrder order, String amount, Optional<OrderEvent.Receipt> receipt) {
        Money money = Money.of(amount, order.header().currency());
        order.receive(
                new SaleOrder.Incoming(money, receipt, Optional.empty()),
                order::settlementWith,
                Settings.DEFAULT,
                WAITER,
                NOON);
    }

    /** The cart as it would be loaded again, all its lines with it. */
    public static Cart reloaded(Cart cart) {
        return Cart.rehydrate(cart.header(), cart.touched(), Map.of());
    }

    /** The same line with so much of it at the kitchen. */
    public static Line withKitchen(Line line, Quantity sent) {
        return with(line, line.preparation().withSent(sent), line.prices(), line.modifiers());
    }

    public static Line withModifiers(Line line, List<Line.Modifier> modifiers) {
        return with(line, line.preparation(), line.prices(), modifiers);
    }

    /** The same line, damaged past the service. */
    public static Line withTotal(Line line, Money total) {
        return with(line, line.preparation(), line.prices().withTotal(total), line.modifiers());
    }

    private static Line with(
            Line line, Line.Preparation preparation, Line.Prices prices, List<Line.Modifier> modifiers) {
        return new Line(
                line.id(),
                line.product(),
                line.mode(),
                line.combo(),
                line.quantity(),
                preparation,
                prices,
                line.quoted(),
                modifiers,
                line.seat(),
                line.mergeKey(),
                line.journey());
    }
}
