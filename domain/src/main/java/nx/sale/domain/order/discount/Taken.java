package nx.sale.domain.order.discount;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        List<Adjustment> percents = order.percents();
        List<Counted> counted =
                lines.stream().map(line -> taken.counted(line, percents)).toList();
        List<Adjustment> ofOrder = order.amounts();
        List<List<Money>> shares =
                order.shares(counted.stream().map(Counted::rest).toList());
        boolean onLines = order.amount().zero();
        for (int place = 0; place < lines.size(); place++) {
            Money together = zero;
            for (int amount = 0; amount < ofOrder.size(); amount++) {
                Money share = shares.get(amount).get(place);
                taken.add(ofOrder.get(amount), share);
                together = together.plus(share);
            }
            taken.settle(lines.get(place), counted.get(place), onLines ? together : zero);
        }
        return taken.amounts;
    }

    /**
     * What the adjustments of a line and the percents of its order leave of it.
     *
     * @param last the last that takes something, or else the first
     */
    private record Counted(Money rest, Optional<AdjustmentId> last) {}

    private Counted counted(DiscountLimit.OnLine line, List<Adjustment> percents) {
        Money rest = line.start();
        Optional<AdjustmentId> last = Optional.empty();
        List<Adjustment> steps = new ArrayList<>(line.discount().adjustments());
        steps.addAll(percents);
        for (Adjustment step : steps) {
            Money amount = step.effect().on(rest);
            rest = rest.minus(amount);
            add(step, amount);
            last = amount.positive() || last.isEmpty() ? Optional.of(step.id()) : last;
        }
        return new Counted(rest, last);
    }

    /** @param shares what the order's amounts take of the line, once it carries that */
    private void settle(DiscountLimit.OnLine line, Counted counted, Money shares) {
        Money left = line.discount()
                .amount()
                .minus(line.start().minus(counted.rest()))
                .minus(shares);
        counted.last().ifPresent(id -> amounts.merge(id, left, Money::plus));
    }

    private void add(Adjustment adjustment, Money amount) {
        amounts.merge(adjustment.id(), amount, Money::plus);
    }
}
