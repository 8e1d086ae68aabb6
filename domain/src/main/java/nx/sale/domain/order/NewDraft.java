package nx.sale.domain.order;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.charge.Charges;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.OrderType;
import nx.sale.domain.shared.Trace;

/** How an order begins. */
final class NewDraft {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private NewDraft() {}

    /** A new draft without lines, not written yet. */
    static OrderHeader header(Cart.Opening opening, OrderHeader.Lineage lineage, ZoneId zone, Actor by, Instant at) {
        String number = numbered(opening.id(), at, zone);
        Money zero = Money.zero(opening.currency());
        return new OrderHeader(
                opening.id(),
                new OrderHeader.Basis(
                        opening.place(), number, opening.currency(), opening.exchangeRate(), opening.shift()),
                new OrderHeader.Details(
                                OrderType.DINE_IN,
                                number,
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                OrderHeader.Validity.OPEN)
                        .describedBy(opening.description()),
                new OrderHeader.State(
                        OrderStatus.DRAFT,
                        OrderHeader.Stamps.draft(at),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Totals.zero(opening.currency()),
                OrderDiscount.none(opening.currency()),
                Charges.copied(opening.charges(), opening.currency()),
                new OrderHeader.Progress(
                        zero, zero, List.of(), Tally.none(opening.currency()), Returned.nothing(opening.currency())),
                new OrderHeader.Agreement(Optional.empty(), OrderHeader.Announced.NOTHING),
                lineage,
                new OrderHeader.Sequences(0, 1, 0),
                0,
                Trace.created(at, by));
    }

    /** How orders are numbered: {@code YYYYMMDDHHmmss-<id>}, in the merchant's time zone (platform contract). */
    private static String numbered(OrderId id, Instant at, ZoneId zone) {
        return SECONDS.format(at.atZone(zone)) + "-" + id;
    }
}
