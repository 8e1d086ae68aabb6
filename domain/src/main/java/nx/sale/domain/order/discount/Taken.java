package nx.sale.domain.order.discount;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.shared.Money;

/** What each adjustment takes of an order: together exactly what people took off. */
public final class Taken {
    private final Map<AdjustmentId, Money> amounts = new HashMap<>();

    private Taken() {}

    /** By adjustment; what a split left with one part of a line is in the last one that takes of that part, or else in its first. */
    public static Map<AdjustmentId, Money> of(List<DiscountLimit.OnLine> lines, OrderDiscount order) {
        Taken taken = new Taken();
        Money zero = Money.zero(order.amount().currency());
        order.adjustments().forEach(adjustment -> taken.amounts.put(adjustment.id(), zero));
        lines.forEach(
                line -> line.discount().adjustments().forEach(adjustment -> taken.amounts.put(adjustment.id(), zero)));
        List<Money> rests = lines.stream()
                .map(line -> line.start()
                        .minus(line.discount().counted(line.start(), order).amount()))
                .toList();
        List<List<Money>> shares = order.shares(rests);
        boolean onLines = order.amount().zero();
        for (int place = 0; place < lines.size(); place++) {
            List<Money> ofLine = new ArrayList<>();
            for (List<Money> amount : shares) {
                ofLine.add(amount.get(place));
            }
            taken.count(lines.get(place), order, ofLine, onLines);
        }
        return taken.amounts;
    }

    private void count(DiscountLimit.OnLine line, OrderDiscount order, List<Money> shares, boolean onLine) {
        Money rest = line.start();
        List<Adjustment> steps = new ArrayList<>(line.discount().adjustments());
        steps.addAll(order.percents());
        Optional<AdjustmentId> last = Optional.empty();
        for (Adjustment step : steps) {
            Money amount = step.effect().on(rest);
            rest = rest.minus(amount);
            add(step, amount);
            last = amount.positive() || last.isEmpty() ? Optional.of(step.id()) : last;
        }
        Money counted = line.start().minus(rest);
        for (int place = 0; place < shares.size(); place++) {
            add(order.amounts().get(place), shares.get(place));
            counted = onLine ? counted.plus(shares.get(place)) : counted;
        }
        Money left = line.discount().amount().minus(counted);
        last.ifPresent(id -> amounts.merge(id, left, Money::plus));
    }

    private void add(Adjustment adjustment, Money amount) {
        amounts.put(
                adjustment.id(),
                Objects.requireNonNull(amounts.get(adjustment.id())).plus(amount));
    }
}
