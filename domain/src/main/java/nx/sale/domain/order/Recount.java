package nx.sale.domain.order;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.shared.Rejected;

/**
 * The sums of an order as they are stored, beside those that its lines add up to today. The service never lets them part; SQL past it can.
 *
 * @param lines those whose own amounts are not what their price, quantity and discounts come to
 */
public record Recount(OrderId order, Totals stored, Totals counted, List<LineId> lines) {
    public Recount {
        lines = List.copyOf(lines);
    }

    public static Recount of(OrderSnapshot order) {
        OrderHeader header = order.header();
        List<Line> lines = order.lines().stream()
                .map(line -> line.recounted(givenInCart(header)))
                .toList();
        return new Recount(
                header.id(),
                header.totals(),
                counted(header, lines).totals(),
                IntStream.range(0, lines.size())
                        .filter(place -> !lines.get(place).equals(order.lines().get(place)))
                        .mapToObj(place -> lines.get(place).id())
                        .toList());
    }

    /** What was given on the order, while its lines do not carry it: before it was ever checked out, or since it was reverted. */
    static Optional<OrderDiscount> givenInCart(OrderHeader header) {
        return header.stamps().processingAt().isEmpty() ? Optional.of(header.discounts()) : Optional.empty();
    }

    /** The header with the sums of these lines. */
    static OrderHeader counted(OrderHeader header, List<Line> lines) {
        Totals sum = Lines.sum(lines, header.currency());
        return givenInCart(header).isPresent()
                ? header.inCart(sum.subtotal(), sum.discount())
                : header.withTotals(Totals.of(sum.subtotal(), sum.discount(), sum.charge(), sum.tax()));
    }

    public boolean agrees() {
        return stored.equals(counted) && lines.isEmpty();
    }

    /** Stored minus counted, amount by amount. */
    public Totals difference() {
        return stored.minus(counted);
    }

    /** Rejects with SumsDiffer unless they agree: amounts that are wrong already must not be moved about. */
    public void requireAgreement() {
        if (!agrees()) {
            throw new Rejected(RegroupError.SumsDiffer.of(order, difference(), lines));
        }
    }
}
