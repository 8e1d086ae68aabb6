package nx.sale.domain.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.Money;

/**
 * What of a bill is on no check.
 *
 * @param parts every line of the order, also those of which nothing is left
 * @param total payable
 */
record Rest(OrderId order, List<Part> parts, Money total) {
    /** What is left of one line. */
    record Part(Line line, Share left) {}

    static Rest of(OrderSnapshot order, Collection<SaleCheck> checks) {
        Map<LineId, Share> left = new HashMap<>();
        order.lines().forEach(line -> left.put(line.id(), Share.of(line)));
        checks.stream()
                .flatMap(check -> check.shares().stream())
                .forEach(share -> left.computeIfPresent(share.line(), (id, before) -> before.minus(share)));
        List<Part> parts = new ArrayList<>();
        for (Line line : order.lines()) {
            parts.add(new Part(line, Objects.requireNonNull(left.get(line.id()))));
        }
        Money total = checks.stream()
                .map(check -> check.totals().total())
                .reduce(order.header().totals().total(), Money::minus);
        return new Rest(order.header().id(), parts, total);
    }

    boolean nothing() {
        return total.zero() && parts.stream().allMatch(part -> part.left().empty());
    }

    /** The amounts left, as those of an order. */
    Totals totals() {
        return Share.sum(parts.stream().map(Part::left).toList(), total.currency())
                .roundedTo(total);
    }
}
