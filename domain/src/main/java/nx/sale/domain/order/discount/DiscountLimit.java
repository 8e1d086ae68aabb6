package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.Money;

/** How much may be given without asking: a share of the gross of a line and of an order, comps aside (DISCOUNT-12). */
public final class DiscountLimit {
    private DiscountLimit() {}

    /**
     * One line.
     *
     * @param gross its total
     * @param start its total less what pricing takes off
     */
    public record OnLine(LineId line, Money gross, Money start, LineDiscount discount) {}

    /**
     * A discount above the limit that nobody allowed yet.
     *
     * @param line empty when it is the order's
     * @param discount the whole manual discount of the line or the order, comps aside
     */
    public record Excess(Optional<LineId> line, Money discount) {
        public Adjustment.Scope of() {
            return line.isPresent() ? Adjustment.Scope.LINE : Adjustment.Scope.ORDER;
        }
    }

    /**
     * What of a line is judged.
     *
     * @param own what was given on it, comps aside
     * @param ofOrder what was given on its order, now or before a merge or a split
     * @param settled how much of that does not count any more
     * @param rest what all of it leaves
     */
    private record Judging(Money own, Money ofOrder, Money settled, Money rest) {
        static Judging of(OnLine line, OrderDiscount order, Predicate<Adjustment> settles) {
            Money none = Money.zero(line.start().currency());
            Judging all = new Judging(none, none, none, line.start());
            for (Adjustment adjustment : line.discount().adjustments()) {
                all = all.with(adjustment, adjustment.ofEarlierOrder(), settles);
            }
            for (Adjustment percent : order.percents()) {
                all = all.with(percent, true, settles);
            }
            return all;
        }

        private Judging with(Adjustment adjustment, boolean fromOrder, Predicate<Adjustment> settles) {
            Money taken = adjustment.effect().on(rest);
            boolean comp = adjustment.effect() instanceof Adjustment.Comp;
            return new Judging(
                    comp || fromOrder ? own : own.plus(taken),
                    fromOrder ? ofOrder.plus(taken) : ofOrder,
                    fromOrder && settles.test(adjustment) ? settled.plus(taken) : settled,
                    rest.minus(taken));
        }
    }

    /** What of these is above the limit, the lines first; what is above it on a line alone does not count for the order again. */
    public static List<Excess> excesses(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        return excesses(lines, order, percent, adjustment -> false);
    }

    /** The same at checkout, where nothing more is given: what a merge or a split left of an order that was right counts no more. */
    public static List<Excess> excessesAtCheckout(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        return excesses(lines, order, percent, adjustment -> adjustment.settled(percent));
    }

    private static List<Excess> excesses(
            List<OnLine> lines, OrderDiscount order, BigDecimal percent, Predicate<Adjustment> settles) {
        List<Excess> excesses = new ArrayList<>();
        Money none = Money.zero(order.amount().currency());
        Money whole = none;
        Money settled = none;
        Money limit = none;
        Money rests = none;
        Money roundings = none;
        for (OnLine line : lines) {
            Judging judging = Judging.of(line, order, settles);
            Money free = line.gross().percent(percent);
            Money rounding = rounding(
                    line.discount().adjustments().size() + order.percents().size(), none);
            boolean above = judging.own().compareTo(free.plus(rounding)) > 0;
            if (above && wordForLine(line, none).plus(rounding).compareTo(judging.own()) < 0) {
                excesses.add(new Excess(Optional.of(line.line()), judging.own()));
            }
            whole = whole.plus(judging.ofOrder()).plus(above ? none : judging.own());
            settled = settled.plus(judging.settled());
            limit = limit.plus(free);
            rests = rests.plus(judging.rest());
            roundings = roundings.plus(rounding);
        }
        whole = whole.plus(order.counted(rests).amount());
        Money free = limit.max(wordForOrder(lines, order, none)).plus(roundings);
        if (whole.minus(settled).compareTo(free) > 0) {
            excesses.add(new Excess(Optional.empty(), whole));
        }
        return excesses;
    }

    /** What counting anew can add where parts of lines were counted: it never needs somebody's word. */
    private static Money rounding(int effects, Money none) {
        return effects == 0 ? none : new Money(BigDecimal.valueOf(effects, Money.SCALE), none.currency());
    }

    /** The order as it stands: what is given on it from now on counts for it, and what it was given counts for this (DISCOUNT-19). */
    public static Adjustment.Judged judged(List<OnLine> lines, OrderDiscount order) {
        Money none = Money.zero(order.amount().currency());
        Money whole = whole(lines, order, Optional.empty());
        return new Adjustment.Judged(
                wordForOrder(lines, order, none).compareTo(whole) >= 0 ? none : whole,
                lines.stream().map(OnLine::gross).reduce(none, Money::plus));
    }

    /** All that was given on a line, or on the order and what its lines have off that nobody allowed; comps aside. */
    public static Money whole(List<OnLine> lines, OrderDiscount order, Optional<LineId> of) {
        Money none = Money.zero(order.amount().currency());
        Money whole = none;
        Money rests = none;
        for (OnLine line : lines) {
            Judging judging = Judging.of(line, order, adjustment -> false);
            if (of.isEmpty()) {
                boolean allowed = wordForLine(line, none).positive();
                whole = whole.plus(judging.ofOrder()).plus(allowed ? none : judging.own());
                rests = rests.plus(judging.rest());
            } else if (of.get().equals(line.line())) {
                whole = judging.own();
            }
        }
        return of.isPresent() ? whole : whole.plus(order.counted(rests).amount());
    }

    /**
     * Where a word for this is remembered: on what was last given on the line or the order. What an order was given before a merge or a
     * split lies on its lines, each with its part of the word.
     */
    public static Map<AdjustmentId, Adjustment.Allowed> bearers(
            List<OnLine> lines, OrderDiscount order, Excess excess, Adjustment.Allowed word) {
        if (excess.line().isPresent()) {
            return lines.stream()
                    .filter(line -> excess.line().get().equals(line.line()))
                    .flatMap(line -> line.discount().adjustments().stream())
                    .filter(adjustment ->
                            !adjustment.ofEarlierOrder() && !(adjustment.effect() instanceof Adjustment.Comp))
                    .reduce((earlier, later) -> later)
                    .map(last -> Map.of(last.id(), word))
                    .orElse(Map.of());
        }
        return order.adjustments().stream()
                .filter(adjustment -> !(adjustment.effect() instanceof Adjustment.Code))
                .reduce((earlier, later) -> later)
                .map(last -> Map.of(last.id(), word))
                .orElseGet(() -> onLines(lines, order, word));
    }

    private static Map<AdjustmentId, Adjustment.Allowed> onLines(
            List<OnLine> lines, OrderDiscount order, Adjustment.Allowed word) {
        List<Adjustment> earlier = ofEarlierOrders(lines).toList();
        if (earlier.isEmpty()) {
            return Map.of();
        }
        Map<AdjustmentId, Money> taken = Taken.of(lines, order);
        List<Adjustment> parts = earlier.stream()
                .filter(adjustment -> adjustment.root().equals(earlier.getLast().root()))
                .toList();
        List<Money> upTo = parts.getLast()
                .withAllowed(word)
                .wordDivided(
                        parts.stream()
                                .map(part -> taken.getOrDefault(part.id(), word.upTo()))
                                .toList(),
                        Money.zero(word.upTo().currency()));
        Map<AdjustmentId, Adjustment.Allowed> bearers = new HashMap<>();
        for (int place = 0; place < parts.size(); place++) {
            bearers.put(parts.get(place).id(), word.withUpTo(upTo.get(place)));
        }
        return bearers;
    }

    private static Stream<Adjustment> ofEarlierOrders(List<OnLine> lines) {
        return lines.stream()
                .flatMap(line -> line.discount().adjustments().stream())
                .filter(Adjustment::ofEarlierOrder);
    }

    private static Money wordForLine(OnLine line, Money none) {
        return words(line.discount().adjustments().stream(), Adjustment.Scope.LINE)
                .map(adjustment -> adjustment.allowedUpTo(none))
                .reduce(none, Money::max);
    }

    /** The largest word for the order; parts of one that its lines carry are one. */
    private static Money wordForOrder(List<OnLine> lines, OrderDiscount order, Money none) {
        Map<AdjustmentId, Money> words = new HashMap<>();
        words(Stream.concat(order.adjustments().stream(), ofEarlierOrders(lines)), Adjustment.Scope.ORDER)
                .forEach(adjustment -> words.merge(adjustment.root(), adjustment.allowedUpTo(none), Money::plus));
        return words.values().stream().reduce(none, Money::max);
    }

    private static Stream<Adjustment> words(Stream<Adjustment> adjustments, Adjustment.Scope of) {
        return adjustments.filter(
                adjustment -> adjustment.grounds().allowed().stream().anyMatch(allowed -> allowed.of() == of));
    }
}
