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
        static Judging of(OnLine line, List<Adjustment> percentsOfOrder, BigDecimal percent) {
            Money none = Money.zero(line.start().currency());
            List<Adjustment> own = line.discount().adjustments();
            Judging judging = new Judging(none, none, line.start(), none, false);
            for (Adjustment adjustment : own) {
                judging = judging.with(adjustment);
            }
            for (Adjustment adjustment : percentsOfOrder) {
                judging = judging.with(adjustment);
            }
            int counted = own.size() + percentsOfOrder.size();
            return counted == 0
                    ? judging
                    : judging.judged(
                            line.gross().percent(percent),
                            new Money(BigDecimal.valueOf(counted, Money.SCALE), none.currency()));
        }

        private Judging with(Adjustment adjustment) {
            Money taken = adjustment.effect().on(rest);
            boolean comp = adjustment.effect() instanceof Adjustment.Comp;
            return new Judging(
                    adjustment.ofOrder() || comp ? own : own.plus(taken),
                    adjustment.ofOrder() ? ofOrder.plus(taken) : ofOrder,
                    rest.minus(taken),
                    rounding,
                    above);
        }

        private Judging judged(Money limit, Money newRounding) {
            return new Judging(own, ofOrder, rest, newRounding, own.compareTo(limit.plus(newRounding)) > 0);
        }

        Money forOrder() {
            return above ? ofOrder : ofOrder.plus(own);
        }
    }

    private static List<Judging> judged(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        List<Adjustment> percents = order.percents();
        return lines.stream().map(line -> Judging.of(line, percents, percent)).toList();
    }

    /** Whether what was given on a line is above the limit, allowed or not. */
    public static boolean above(OnLine line, OrderDiscount order, BigDecimal percent) {
        return Judging.of(line, order.percents(), percent).above();
    }

    /** What of these is above the limit, the lines first; what is above it on a line alone does not count for the order again. */
    public static List<Excess> excesses(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        if (percent.compareTo(NONE) >= 0) {
            return List.of();
        }
        List<Excess> excesses = new ArrayList<>();
        Money none = Money.zero(order.amount().currency());
        Money limit = none;
        Money roundings = none;
        List<Judging> judged = judged(lines, order, percent);
        for (int place = 0; place < judged.size(); place++) {
            OnLine line = lines.get(place);
            Judging judging = judged.get(place);
            if (judging.above()
                    && wordForLine(line, none).plus(judging.rounding()).compareTo(judging.own()) < 0) {
                excesses.add(new Excess(Optional.of(line.line()), judging.own()));
            }
            limit = limit.plus(line.gross().percent(percent));
            roundings = roundings.plus(judging.rounding());
        }
        Money whole = whole(judged, order);
        if (whole.compareTo(limit.max(wordForOrder(lines, order)).plus(roundings)) > 0) {
            excesses.add(new Excess(Optional.empty(), whole));
        }
        return excesses;
    }

    /**
     * Whether what was given on orders, without that of the lines, is within the limit and what people said. What comes together or goes
     * apart of one order that was right is so; what was given again and again on orders that a line was in for a while is not (DISCOUNT-19).
     */
    public static boolean ofOrderWithin(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        Money most = words(Stream.concat(ofEarlierOrders(lines), order.adjustments().stream()), Adjustment.Scope.ORDER)
                .flatMap(adjustment -> adjustment.grounds().allowed().stream())
                .map(Adjustment.Allowed::said)
                .reduce(Money.zero(order.amount().currency()), Money::plus);
        Money ofOrder = Money.zero(most.currency());
        Money rests = ofOrder;
        List<Judging> judged = judged(lines, order, percent);
        for (int place = 0; place < judged.size(); place++) {
            Judging judging = judged.get(place);
            ofOrder = ofOrder.plus(judging.ofOrder());
            rests = rests.plus(judging.rest());
            most = most.plus(lines.get(place).gross().percent(percent)).plus(judging.rounding());
        }
        return ofOrder.plus(order.counted(rests).amount()).compareTo(most) <= 0;
    }

    /** All that was given on a line, or on the order and what its lines have off that counts for it; comps aside. */
    public static Money whole(List<OnLine> lines, OrderDiscount order, Optional<LineId> of, BigDecimal percent) {
        return of.isEmpty()
                ? whole(judged(lines, order, percent), order)
                : lines.stream()
                        .filter(line -> line.line().equals(of.get()))
                        .map(line -> Judging.of(line, order.percents(), percent).own())
                        .findFirst()
                        .orElse(Money.zero(order.amount().currency()));
    }

    private static Money whole(List<Judging> judged, OrderDiscount order) {
        Money whole = Money.zero(order.amount().currency());
        Money rests = whole;
        for (Judging judging : judged) {
            whole = whole.plus(judging.forOrder());
            rests = rests.plus(judging.rest());
        }
        return whole.plus(order.counted(rests).amount());
    }

    /**
     * Where a word for this is remembered, and how much it says there: on what was last given on the line or the order. What an order was
     * given before a merge or a split lies on its lines, each with its part of the word. A word for an order says what those before it
     * do not.
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
        if (excess.line().isPresent()) {
            return last.map(bearer -> Map.of(bearer.id(), upTo)).orElse(Map.of());
        }
        Money none = Money.zero(upTo.currency());
        Money more = upTo.minus(wordForOrder(lines, order)).max(none);
        return last.map(bearer -> Map.of(bearer.id(), bearer.allowedUpTo(none).plus(more)))
                .orElseGet(() -> onLines(lines, order, more));
    }

    private static Map<AdjustmentId, Money> onLines(List<OnLine> lines, OrderDiscount order, Money more) {
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
        List<Money> words = more.allocate(
                parts.stream()
                        .map(part ->
                                Objects.requireNonNull(taken.get(part.id())).amount())
                        .toList(),
                Money.SCALE);
        Map<AdjustmentId, Money> bearers = new HashMap<>();
        for (int place = 0; place < parts.size(); place++) {
            Adjustment part = parts.get(place);
            bearers.put(part.id(), part.allowedUpTo(Money.zero(more.currency())).plus(words.get(place)));
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

    /** All words for the order: each says what those before it do not. */
    private static Money wordForOrder(List<OnLine> lines, OrderDiscount order) {
        return wordsForOrder(Stream.concat(ofEarlierOrders(lines), order.adjustments().stream()), order);
    }

    private static Money wordsForOrder(Stream<Adjustment> adjustments, OrderDiscount order) {
        Money none = Money.zero(order.amount().currency());
        return words(adjustments, Adjustment.Scope.ORDER)
                .map(adjustment -> adjustment.allowedUpTo(none))
                .reduce(none, Money::plus);
    }

    /** Up to how much somebody allowed a line, or the order with all that was allowed before; of each adjustment that has a word. */
    public static Map<AdjustmentId, Money> upTo(List<OnLine> lines, OrderDiscount order) {
        Map<AdjustmentId, Money> most = new HashMap<>();
        Money together = wordsForOrder(ofEarlierOrders(lines), order);
        Money earlier = together;
        lines.stream()
                .flatMap(line -> line.discount().adjustments().stream())
                .forEach(adjustment -> adjustment
                        .grounds()
                        .allowed()
                        .ifPresent(word ->
                                most.put(adjustment.id(), word.of() == Adjustment.Scope.LINE ? word.upTo() : earlier)));
        for (Adjustment adjustment : order.adjustments()) {
            if (adjustment.grounds().allowed().isPresent()) {
                together = together.plus(adjustment.allowedUpTo(Money.zero(together.currency())));
                most.put(adjustment.id(), together);
            }
        }
        return most;
    }

    private static Stream<Adjustment> words(Stream<Adjustment> adjustments, Adjustment.Scope of) {
        return adjustments.filter(
                adjustment -> adjustment.grounds().allowed().stream().anyMatch(allowed -> allowed.of() == of));
    }
}
