package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.Money;

/** How much may be given without asking: a share of the gross of a line and of an order, comps aside (DISCOUNT-12). */
public final class DiscountLimit {
    /** Everything may be given. */
    public static final BigDecimal NONE = new BigDecimal("100");

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
     * @param rest what all of it leaves
     * @param rounding what counting anew can add where parts of lines were counted: it never needs somebody's word
     * @param above whether its own is above the limit; it does not count for the order then
     */
    private record Judging(Money own, Money ofOrder, Money rest, Money rounding, boolean above) {
        static Judging of(OnLine line, OrderDiscount order, BigDecimal percent) {
            Money none = Money.zero(line.start().currency());
            Money own = none;
            Money ofOrder = none;
            Money rest = line.start();
            List<Adjustment> all = Stream.concat(line.discount().adjustments().stream(), order.percents().stream())
                    .toList();
            for (Adjustment adjustment : all) {
                Money taken = adjustment.effect().on(rest);
                rest = rest.minus(taken);
                if (adjustment.ofOrder()) {
                    ofOrder = ofOrder.plus(taken);
                } else if (!(adjustment.effect() instanceof Adjustment.Comp)) {
                    own = own.plus(taken);
                }
            }
            Money rounding =
                    all.isEmpty() ? none : new Money(BigDecimal.valueOf(all.size(), Money.SCALE), none.currency());
            boolean above = own.compareTo(line.gross().percent(percent).plus(rounding)) > 0;
            return new Judging(own, ofOrder, rest, rounding, above);
        }

        Money forOrder() {
            return above ? ofOrder : ofOrder.plus(own);
        }
    }

    /** Whether what was given on a line is above the limit, allowed or not. */
    public static boolean above(OnLine line, OrderDiscount order, BigDecimal percent) {
        return Judging.of(line, order, percent).above();
    }

    /** What of these is above the limit, the lines first; what is above it on a line alone does not count for the order again. */
    public static List<Excess> excesses(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        List<Excess> excesses = new ArrayList<>();
        Money none = Money.zero(order.amount().currency());
        Money limit = none;
        Money roundings = none;
        for (OnLine line : lines) {
            Judging judging = Judging.of(line, order, percent);
            if (judging.above()
                    && wordForLine(line, none).plus(judging.rounding()).compareTo(judging.own()) < 0) {
                excesses.add(new Excess(Optional.of(line.line()), judging.own()));
            }
            limit = limit.plus(line.gross().percent(percent));
            roundings = roundings.plus(judging.rounding());
        }
        Money whole = whole(lines, order, Optional.empty(), percent);
        if (whole.compareTo(limit.max(wordForOrder(lines, order, none)).plus(roundings)) > 0) {
            excesses.add(new Excess(Optional.empty(), whole));
        }
        return excesses;
    }

    /** All that was given on a line, or on the order and what its lines have off that counts for it; comps aside. */
    public static Money whole(List<OnLine> lines, OrderDiscount order, Optional<LineId> of, BigDecimal percent) {
        Money whole = Money.zero(order.amount().currency());
        Money rests = whole;
        for (OnLine line : lines) {
            Judging judging = Judging.of(line, order, percent);
            if (of.isEmpty()) {
                whole = whole.plus(judging.forOrder());
                rests = rests.plus(judging.rest());
            } else if (of.get().equals(line.line())) {
                return judging.own();
            }
        }
        return of.isPresent() ? whole : whole.plus(order.counted(rests).amount());
    }

    /**
     * Where a word for this is remembered: on what was last given on the line or the order. What an order was given before a merge or a
     * split lies on its lines, each with its part of the word.
     */
    public static Map<AdjustmentId, Money> bearers(List<OnLine> lines, OrderDiscount order, Excess excess, Money upTo) {
        Stream<Adjustment> able = excess.line().isPresent()
                ? lines.stream()
                        .filter(line -> excess.line().get().equals(line.line()))
                        .flatMap(line -> line.discount().adjustments().stream())
                        .filter(adjustment ->
                                !adjustment.ofOrder() && !(adjustment.effect() instanceof Adjustment.Comp))
                : order.adjustments().stream().filter(adjustment -> !(adjustment.effect() instanceof Adjustment.Code));
        Optional<Adjustment> last = able.reduce((earlier, later) -> later);
        if (last.isPresent()) {
            return Map.of(last.get().id(), upTo);
        }
        return excess.line().isPresent() ? Map.of() : onLines(lines, order, upTo);
    }

    private static Map<AdjustmentId, Money> onLines(List<OnLine> lines, OrderDiscount order, Money upTo) {
        Map<AdjustmentId, Money> taken = Taken.of(lines, order);
        List<Adjustment> earlier = ofEarlierOrders(lines)
                .filter(adjustment ->
                        Objects.requireNonNull(taken.get(adjustment.id())).positive())
                .toList();
        if (earlier.isEmpty()) {
            return Map.of();
        }
        List<Adjustment> parts = earlier.stream()
                .filter(adjustment -> adjustment.root().equals(earlier.getLast().root()))
                .toList();
        List<Money> words = upTo.allocate(
                parts.stream()
                        .map(part ->
                                Objects.requireNonNull(taken.get(part.id())).amount())
                        .toList(),
                Money.SCALE);
        Map<AdjustmentId, Money> bearers = new HashMap<>();
        for (int place = 0; place < parts.size(); place++) {
            bearers.put(parts.get(place).id(), words.get(place));
        }
        return bearers;
    }

    private static Stream<Adjustment> ofEarlierOrders(List<OnLine> lines) {
        return lines.stream()
                .flatMap(line -> line.discount().adjustments().stream())
                .filter(Adjustment::ofOrder);
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
