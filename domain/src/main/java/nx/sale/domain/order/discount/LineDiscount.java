package nx.sale.domain.order.discount;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * What people took off one line.
 *
 * @param adjustments of this line, in the order given
 * @param amount what they and those of the order take of the line; it is kept and not counted anew while parts of the line go and
 *     return (DISCOUNT-9)
 */
public record LineDiscount(List<Adjustment> adjustments, Money amount) {
    /** Most that can be given on one line. */
    public static final int MOST = 20;

    public LineDiscount {
        adjustments = List.copyOf(adjustments);
    }

    public static LineDiscount none(CurrencyCode currency) {
        return new LineDiscount(List.of(), Money.zero(currency));
    }

    /** Counted anew in the order of effect (DISCOUNT-2): first those of the line, then the percents of its order. */
    public LineDiscount counted(Money start, OrderDiscount order) {
        Money rest = start;
        for (Adjustment adjustment : adjustments) {
            rest = rest.minus(adjustment.effect().on(rest));
        }
        for (Adjustment adjustment : order.adjustments()) {
            if (adjustment.effect() instanceof Adjustment.Percent percent) {
                rest = rest.minus(percent.on(rest));
            }
        }
        return withAmount(start.minus(rest));
    }

    public LineDiscount withAmount(Money newAmount) {
        return new LineDiscount(adjustments, newAmount);
    }

    /** With one more that a person gives. Rejects with TooMany. */
    public LineDiscount given(LineId line, Adjustment adjustment) {
        if (adjustments.size() >= MOST) {
            throw new Rejected(new DiscountError.TooMany(List.of(line), MOST));
        }
        return with(adjustment);
    }

    /** With one more, last in order; its effect is not counted yet. */
    public LineDiscount with(Adjustment adjustment) {
        List<Adjustment> more = new ArrayList<>(adjustments);
        more.add(adjustment);
        return new LineDiscount(more, amount);
    }

    /** Without this one; its effect is still counted. */
    public LineDiscount without(AdjustmentId id) {
        return new LineDiscount(
                adjustments.stream()
                        .filter(adjustment -> !adjustment.id().equals(id))
                        .toList(),
                amount);
    }

    /** With these words on what was given here; the same when all was given elsewhere. */
    public LineDiscount withAllowed(Map<AdjustmentId, Adjustment.Allowed> words) {
        return adjustments.stream().noneMatch(adjustment -> words.containsKey(adjustment.id()))
                ? this
                : new LineDiscount(
                        adjustments.stream()
                                .map(adjustment -> adjustment.withAllowed(words))
                                .toList(),
                        amount);
    }

    public boolean has(AdjustmentId id) {
        return adjustments.stream().anyMatch(adjustment -> adjustment.id().equals(id));
    }

    /** Without what operations allowed, except of these scopes. */
    public LineDiscount withoutMoved(Set<Adjustment.Scope> except) {
        return new LineDiscount(
                adjustments.stream()
                        .map(adjustment -> except.contains(adjustment.scope()) ? adjustment : adjustment.withoutMoved())
                        .toList(),
                amount);
    }

    /** Rejects with TooMany when it has more than can be given, and more than before. */
    void requireRoom(LineId line, LineDiscount before) {
        if (adjustments.size() > Math.max(MOST, before.adjustments.size())) {
            throw new Rejected(new DiscountError.TooMany(List.of(line), MOST));
        }
    }

    /** Nothing was given on the line itself, and nothing is taken off it. */
    public boolean none() {
        return adjustments.isEmpty() && amount.zero();
    }

    /** The discount of a part that goes to another order, and of what stays; both add up to this one. */
    public record Divided(LineDiscount part, LineDiscount rest) {}

    /**
     * Divides it with its line, and what somebody allowed too: the part takes its share by gross, the rest keeps what is
     * left (DISCOUNT-9).
     *
     * @param gross of the line before it is divided
     */
    public Divided divided(Money partGross, Money gross, Ids ids) {
        if (none()) {
            return new Divided(this, this);
        }
        List<Adjustment> part = new ArrayList<>();
        List<Adjustment> rest = new ArrayList<>();
        for (Adjustment adjustment : adjustments) {
            if (adjustment.effect() instanceof Adjustment.Amount whole) {
                Money share = share(whole.value(), partGross, gross);
                part.add(adjustment.copy(new Adjustment.Amount(share), ids));
                rest.add(adjustment.withEffect(
                        new Adjustment.Amount(whole.value().minus(share))));
            } else {
                part.add(adjustment.copy(adjustment.effect(), ids));
                rest.add(adjustment);
            }
            int last = part.size() - 1;
            part.set(last, part.get(last).withWord(word -> share(word, partGross, gross)));
            rest.set(last, rest.get(last).withWord(word -> word.minus(share(word, partGross, gross))));
        }
        Money share = share(amount, partGross, gross);
        return new Divided(new LineDiscount(part, share), new LineDiscount(rest, amount.minus(share)));
    }

    private static Money share(Money whole, Money partGross, Money gross) {
        return gross.zero() ? Money.zero(gross.currency()) : whole.inProportion(partGross, gross);
    }

    /** Whether a part's discount can be folded into this one: each has the same things, in the same order. */
    public boolean foldsWith(LineDiscount part) {
        return adjustments.size() == part.adjustments.size()
                && IntStream.range(0, adjustments.size())
                        .allMatch(place -> adjustments.get(place).alike(part.adjustments.get(place)));
    }

    /** With that of a part folded back: the amounts add up. */
    public LineDiscount folded(LineDiscount part) {
        List<Adjustment> both = new ArrayList<>();
        for (int place = 0; place < adjustments.size(); place++) {
            Adjustment mine = adjustments.get(place);
            Adjustment other = part.adjustments.get(place);
            Adjustment whole =
                    mine.effect() instanceof Adjustment.Amount one && other.effect() instanceof Adjustment.Amount two
                            ? mine.withEffect(new Adjustment.Amount(one.value().plus(two.value())))
                            : mine;
            both.add(whole.joinedWith(other));
        }
        return new LineDiscount(both, amount.plus(part.amount));
    }

    /** Whether each of these percents of an order is on the line; parts of the same one may be there from before. */
    public boolean carries(List<Adjustment> pinned) {
        return pinned.stream()
                .filter(wanted -> !(wanted.effect() instanceof Adjustment.Amount))
                .allMatch(wanted ->
                        of(adjustments, wanted).count() >= of(pinned, wanted).count());
    }

    private static Stream<Adjustment> of(List<Adjustment> given, Adjustment wanted) {
        return given.stream().filter(adjustment -> adjustment.root().equals(wanted.root()));
    }

    /**
     * Without what an order gave on the line, which came last: percents go on as those of the order, amounts no longer count here.
     */
    public LineDiscount unpinned(List<Adjustment> pinned) {
        LineDiscount left = this;
        for (Adjustment wanted : pinned) {
            Optional<Adjustment> last = of(left.adjustments, wanted).reduce((earlier, later) -> later);
            left = last.map(left::withoutPinned).orElse(left);
        }
        return left;
    }

    private LineDiscount withoutPinned(Adjustment last) {
        LineDiscount left = without(last.id());
        return last.effect() instanceof Adjustment.Amount share
                ? left.withAmount(left.amount().minus(share.value()))
                : left;
    }
}
