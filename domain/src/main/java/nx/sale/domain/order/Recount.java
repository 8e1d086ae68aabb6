package nx.sale.domain.order;

import java.util.List;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.regroup.RegroupError;
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
        Totals sum = order.lines().stream()
                .map(line -> line.recounted().prices().totals())
                .reduce(Totals.zero(order.header().currency()), Totals::plus);
        return new Recount(
                order.header().id(),
                order.header().totals(),
                Totals.of(sum.subtotal(), sum.discount(), sum.tax()),
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
        return stored.minus(counted);
    }

    /** Rejects with SumsDiffer unless they agree: amounts that are wrong already must not be moved about. */
    public void requireAgreement() {
        if (!agrees()) {
            throw new Rejected(RegroupError.SumsDiffer.of(order, difference(), lines));
        }
    }
}
