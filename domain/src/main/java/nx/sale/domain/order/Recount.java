package nx.sale.domain.order;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * The sums of an order as they are stored, beside those that its lines add up to today. The service never lets them part; SQL past it can.
 *
 * @param lines those whose own total is not base price times quantity
 */
public record Recount(OrderId order, Totals stored, Totals counted, List<LineId> lines) {
    public Recount {
        lines = List.copyOf(lines);
    }

    public static Recount of(OrderSnapshot order) {
        Money zero = Money.zero(order.header().currency());
        Money subtotal = zero;
        Money discount = zero;
        Money tax = zero;
        for (Line line : order.lines()) {
            Line.Prices prices = line.recounted().prices();
            subtotal = subtotal.plus(prices.total());
            discount = discount.plus(prices.discount());
            tax = tax.plus(prices.tax());
        }
        return new Recount(
                order.header().id(),
                order.header().totals(),
                Totals.of(subtotal, discount, tax),
                order.lines().stream()
                        .filter(line -> !line.recounted().equals(line))
                        .map(Line::id)
                        .toList());
    }

    public boolean agrees() {
        return stored.equals(counted) && lines.isEmpty();
    }

    /** Stored minus counted, amount by amount. */
    public Totals difference() {
        return new Totals(
                stored.subtotal().minus(counted.subtotal()),
                stored.discount().minus(counted.discount()),
                stored.tax().minus(counted.tax()),
                stored.rounding().minus(counted.rounding()),
                stored.total().minus(counted.total()));
    }

    /** Rejects with SumsDiffer unless they agree: amounts that are wrong already must not be moved about. */
    public void requireAgreement() {
        if (!agrees()) {
            Totals difference = difference();
            throw new Rejected(new RegroupError.SumsDiffer(
                    order,
                    difference.subtotal(),
                    difference.discount(),
                    difference.tax(),
                    difference.rounding(),
                    difference.total(),
                    lines));
        }
    }
}
