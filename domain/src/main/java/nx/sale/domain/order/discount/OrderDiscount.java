package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/**
 * What people took off an order as a whole. Percents are counted on each line; amounts are one number here, which checkout divides over
 * the lines.
 *
 * @param adjustments of the order, in the order given
 * @param amount what the amounts take in the cart; zero once the lines carry their shares
 */
public record OrderDiscount(List<Adjustment> adjustments, Money amount) {
    /** Most that can be given on one order as a whole. */
    public static final int MOST = 20;

    public OrderDiscount {
        adjustments = List.copyOf(adjustments);
    }

    public static OrderDiscount none(CurrencyCode currency) {
        return new OrderDiscount(List.of(), Money.zero(currency));
    }

    public List<Adjustment> percents() {
        return adjustments.stream()
                .filter(adjustment -> adjustment.effect() instanceof Adjustment.Percent)
                .toList();
    }

    /** Those that take an amount of the order, in the order given. */
    public List<Adjustment> amounts() {
        return adjustments.stream()
                .filter(adjustment -> adjustment.effect() instanceof Adjustment.Amount)
                .toList();
    }

    /** The codes that pricing is asked about. */
    public List<Adjustment> codes() {
        return adjustments.stream()
                .filter(adjustment -> adjustment.effect() instanceof Adjustment.Code)
                .toList();
    }

    /** The codes as pricing and consumers of events read them. */
    public List<String> codeTexts() {
        return codes().stream()
                .map(adjustment -> ((Adjustment.Code) adjustment.effect()).code())
                .toList();
    }

    public OrderDiscount withAmount(Money newAmount) {
        return new OrderDiscount(adjustments, newAmount);
    }

    /** With one more that a person gives; its effect is not counted yet. Rejects with TooMany, CodePresent. */
    public OrderDiscount given(Adjustment adjustment) {
        if (adjustments.size() >= MOST) {
            throw new Rejected(new DiscountError.TooMany(List.of(), MOST));
        }
        for (Adjustment code : codes()) {
            if (adjustment.effect() instanceof Adjustment.Code wanted && wanted.equals(code.effect())) {
                throw new Rejected(new DiscountError.CodePresent(wanted.code(), code.id()));
            }
        }
        List<Adjustment> more = new ArrayList<>(adjustments);
        more.add(adjustment);
        return with(more);
    }

    public OrderDiscount with(List<Adjustment> others) {
        return new OrderDiscount(others, amount);
    }

    public OrderDiscount withAllowed(AdjustmentId id, Adjustment.Allowed allowed) {
        return new OrderDiscount(
                adjustments.stream()
                        .map(adjustment -> adjustment.id().equals(id) ? adjustment.withAllowed(allowed) : adjustment)
                        .toList(),
                amount);
    }

    public boolean has(AdjustmentId id) {
        return adjustments.stream().anyMatch(adjustment -> adjustment.id().equals(id));
    }

    public OrderDiscount without(AdjustmentId id) {
        return new OrderDiscount(
                adjustments.stream()
                        .filter(adjustment -> !adjustment.id().equals(id))
                        .toList(),
                amount);
    }

    /** The amounts counted in the cart, of what the lines leave: one number until checkout (DISCOUNT-3). */
    public OrderDiscount counted(Money rest) {
        Money left = rest;
        for (Adjustment adjustment : amounts()) {
            left = left.minus(adjustment.effect().on(left));
        }
        return withAmount(rest.minus(left));
    }

    /**
     * The amounts divided over the lines, by what is left of each (DISCOUNT-2).
     *
     * @param rests what the lines leave, none negative
     * @return of each amount, in the order given, what it takes of each line
     */
    public List<List<Money>> shares(List<Money> rests) {
        List<Money> left = new ArrayList<>(rests);
        List<List<Money>> shares = new ArrayList<>();
        for (Adjustment adjustment : amounts()) {
            Money whole = left.stream().reduce(Money.zero(amount.currency()), Money::plus);
            if (!whole.positive()) {
                shares.add(
                        left.stream().map(rest -> Money.zero(amount.currency())).toList());
                continue;
            }
            List<BigDecimal> weights = left.stream().map(Money::amount).toList();
            List<Money> parts = adjustment.effect().on(whole).allocate(weights, Money.SCALE);
            shares.add(parts);
            IntStream.range(0, parts.size())
                    .forEach(line -> left.set(line, left.get(line).minus(parts.get(line))));
        }
        return shares;
    }

    /** What all amounts together take of each of these lines. */
    public List<Money> takenOf(List<Money> rests) {
        return shares(rests).stream()
                .reduce(
                        rests.stream()
                                .map(rest -> Money.zero(amount.currency()))
                                .toList(),
                        (one, other) -> IntStream.range(0, one.size())
                                .mapToObj(line -> one.get(line).plus(other.get(line)))
                                .toList());
    }

    /**
     * Whether lines can go from an order with these to one with those and cost the same: equal percents, and no amount on either
     * (DISCOUNT-10).
     */
    public boolean takesAlike(OrderDiscount other) {
        return amounts().isEmpty()
                && other.amounts().isEmpty()
                && percents().stream()
                        .map(OrderDiscount::kind)
                        .toList()
                        .equals(other.percents().stream()
                                .map(OrderDiscount::kind)
                                .toList());
    }

    /** The percents for an order that is split off from this one; codes stay, so that pricing redeems each once. */
    public OrderDiscount forSplitOff(Ids ids) {
        return new OrderDiscount(
                percents().stream()
                        .map(percent -> percent.copy(percent.effect(), ids))
                        .toList(),
                Money.zero(amount.currency()));
    }

    /**
     * What was given on a line, with percents and amounts of the order given on it too, last in order; it takes as much as before.
     *
     * @param shares what each amount takes of the line
     */
    public LineDiscount pinned(LineDiscount own, List<Money> shares, Ids ids) {
        LineDiscount pinned = own;
        for (Adjustment percent : percents()) {
            pinned = pinned.with(percent.copy(percent.effect(), ids));
        }
        for (int place = 0; place < shares.size(); place++) {
            Money share = shares.get(place);
            if (share.positive()) {
                Adjustment whole = amounts().get(place);
                pinned = pinned.with(whole.copy(new Adjustment.Amount(share), ids))
                        .withAmount(pinned.amount().plus(share));
            }
        }
        return pinned;
    }

    /** With the codes of another order that it does not have. */
    public OrderDiscount withCodes(OrderDiscount other) {
        List<String> known = codeTexts();
        List<Adjustment> more = new ArrayList<>(adjustments);
        other.codes().stream()
                .filter(code -> !known.contains(((Adjustment.Code) code.effect()).code()))
                .forEach(more::add);
        return with(more);
    }

    /** Without the codes that are in one list and not in the other. */
    public OrderDiscount withoutCodes(OrderDiscount in, OrderDiscount notIn) {
        return with(adjustments.stream()
                .filter(adjustment -> !(adjustment.effect() instanceof Adjustment.Code)
                        || !in.has(adjustment.id())
                        || notIn.has(adjustment.id()))
                .toList());
    }

    /** Percents and amounts of another state that this one has not. */
    public List<Adjustment> missing(OrderDiscount other) {
        return other.adjustments.stream()
                .filter(adjustment -> !(adjustment.effect() instanceof Adjustment.Code) && !has(adjustment.id()))
                .toList();
    }

    private static List<Object> kind(Adjustment adjustment) {
        return List.of(adjustment.effect(), adjustment.grounds().reasonCode());
    }
}
