package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** What of these is above the limit, the lines first; what is above it on a line alone does not count for the order again. */
    public static List<Excess> excesses(List<OnLine> lines, OrderDiscount order, BigDecimal percent) {
        List<Excess> excesses = new ArrayList<>();
        OrderDiscount none = OrderDiscount.none(order.amount().currency());
        Money judged = none.amount();
        Money limit = none.amount();
        Money rests = none.amount();
        for (OnLine line : lines) {
            Money free = line.gross().percent(percent);
            Money byLine = line.discount().counted(line.start(), none).amount();
            Money own = byLine.minus(comps(line));
            boolean above = own.compareTo(free) > 0;
            if (above && !allowed(line.discount().adjustments().stream(), Adjustment.Scope.LINE, own)) {
                excesses.add(new Excess(Optional.of(line.line()), own));
            }
            Money counted = line.discount().counted(line.start(), order).amount();
            judged = judged.plus(counted.minus(byLine)).plus(above ? none.amount() : own);
            limit = limit.plus(free);
            rests = rests.plus(line.start().minus(counted));
        }
        Money whole = judged.plus(order.counted(rests).amount());
        Stream<Adjustment> given = Stream.concat(
                order.adjustments().stream(), lines.stream().flatMap(line -> line.discount().adjustments().stream()));
        if (whole.compareTo(limit) > 0 && !allowed(given, Adjustment.Scope.ORDER, whole)) {
            excesses.add(new Excess(Optional.empty(), whole));
        }
        return excesses;
    }

    private static boolean allowed(Stream<Adjustment> adjustments, Adjustment.Scope of, Money discount) {
        return adjustments
                .flatMap(adjustment -> adjustment.grounds().allowed().stream())
                .anyMatch(allowed -> allowed.of() == of && allowed.upTo().compareTo(discount) >= 0);
    }

    private static Money comps(OnLine line) {
        Money rest = line.start();
        Money comps = Money.zero(rest.currency());
        for (Adjustment adjustment : line.discount().adjustments()) {
            Money taken = adjustment.effect().on(rest);
            rest = rest.minus(taken);
            comps = adjustment.effect() instanceof Adjustment.Comp ? comps.plus(taken) : comps;
        }
        return comps;
    }
}
