package nx.sale.domain.order.discount;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    public OrderDiscount withAllowed(Map<AdjustmentId, Adjustment.Allowed> words) {
        return changed(adjustment -> adjustment.withAllowed(words));
    }

    public boolean has(AdjustmentId id) {
        return adjustments.stream().anyMatch(adjustment -> adjustment.id().equals(id));
    }

    /**
     * Without one that is taken back, of these or of those that lie on a line since a merge or a split. Who allowed a later one allowed
     * both, so what was allowed of this goes to the next that has a word.
     */
    public OrderDiscount takenBack(Adjustment given) {
        int place = adjustments.indexOf(given);
        List<Adjustment> left = adjustments.stream()
                .filter(adjustment -> !adjustment.equals(given))
                .toList();
        Optional<Adjustment> later = left.stream()
                .skip(Math.max(place, 0))
                .filter(adjustment -> adjustment.grounds().allowed().isPresent())
                .findFirst();
        Optional<Adjustment.Allowed> word =
                given.grounds().allowed().filter(allowed -> allowed.of() == Adjustment.Scope.ORDER);
        return with(left)
                .changed(adjustment -> later.filter(adjustment::equals).isPresent()
                        ? word.map(adjustment::joinedWith).orElse(adjustment)
                        : adjustment);
    }

    /** Without what operations allowed, except of these scopes. */
    public OrderDiscount withoutMoved(Set<Adjustment.Scope> except) {
        return changed(adjustment -> except.contains(adjustment.scope()) ? adjustment : adjustment.withoutMoved());
    }

    /** With what somebody said meanwhile of the same things, wherever it was remembered. */
    public OrderDiscount withSaid(Map<AdjustmentId, Adjustment.Allowed> words) {
        return changed(adjustment -> Optional.ofNullable(words.get(adjustment.root()))
                .map(said -> adjustment.withAllowed(adjustment
                        .grounds()
                        .allowed()
                        .map(word -> word.atLeast(said.said()))
                        .orElse(said)))
                .orElse(adjustment));
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
                .reduce((one, other) -> IntStream.range(0, one.size())
                        .mapToObj(line -> one.get(line).plus(other.get(line)))
                        .toList())
                .orElseGet(() -> Collections.nCopies(rests.size(), Money.zero(amount.currency())));
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

    /** With so much of what somebody allowed, of one adjustment. */
    public OrderDiscount withWord(AdjustmentId id, Money upTo) {
        return changed(adjustment -> adjustment.id().equals(id) ? adjustment.withWord(whole -> upTo) : adjustment);
    }

    /** With what was allowed on an order that has the same percents. */
    public OrderDiscount joinedWith(OrderDiscount other) {
        List<Adjustment> mine = percents();
        List<Adjustment> others = other.percents();
        return mine.size() != others.size()
                ? this
                : changed(adjustment -> mine.contains(adjustment)
                        ? adjustment.joinedWith(others.get(mine.indexOf(adjustment)))
                        : adjustment);
    }

    /** Without what an operation brought of what others allowed. */
    public OrderDiscount withoutWords(OrderDiscount became, OrderDiscount was) {
        Money none = Money.zero(amount.currency());
        return changed(adjustment -> {
            Money brought = became.said(adjustment.id(), none).minus(was.said(adjustment.id(), none));
            return adjustment.withoutSaid(brought.max(none));
        });
    }

    private Money said(AdjustmentId id, Money none) {
        return adjustments.stream()
                .filter(adjustment -> adjustment.id().equals(id))
                .flatMap(adjustment -> adjustment.grounds().allowed().stream())
                .map(Adjustment.Allowed::said)
                .findFirst()
                .orElse(none);
    }

    /**
     * Whether nothing was given or taken back since an operation left this here: codes that had gone with the lines are back, and whoever
     * allowed what does not matter.
     */
    public boolean stillIs(OrderDiscount became, OrderDiscount was) {
        return was.codes().stream().allMatch(code -> has(code.id()))
                && ids(withoutCodes(was, became)).equals(ids(became));
    }

    private static List<AdjustmentId> ids(OrderDiscount given) {
        return given.adjustments.stream().map(Adjustment::id).toList();
    }

    private OrderDiscount changed(UnaryOperator<Adjustment> change) {
        return new OrderDiscount(adjustments.stream().map(change).toList(), amount);
    }

    /**
     * What was given on each of these lines, with percents and amounts of the order given on it too, last in order; each takes as much as
     * before. What somebody allowed is divided as what it takes is. Rejects with TooMany.
     */
    public List<LineDiscount> pinned(List<DiscountLimit.OnLine> lines, Ids ids) {
        Money none = Money.zero(amount.currency());
        List<Adjustment> whole =
                Stream.concat(percents().stream(), amounts().stream()).toList();
        List<List<Money>> taken = new ArrayList<>(takenByPercents(lines));
        taken.addAll(shares(lines.stream()
                .map(line -> line.start().minus(line.discount().amount()))
                .toList()));
        List<LineDiscount> pinned = new ArrayList<>(
                lines.stream().map(DiscountLimit.OnLine::discount).toList());
        for (int given = 0; given < whole.size(); given++) {
            List<Money> words = whole.get(given).wordDivided(taken.get(given), none);
            for (int place = 0; place < lines.size(); place++) {
                Money word = words.get(place);
                pinned.set(
                        place,
                        pinned(
                                pinned.get(place),
                                whole.get(given),
                                taken.get(given).get(place),
                                ids,
                                word));
            }
        }
        IntStream.range(0, lines.size())
                .forEach(place -> pinned.get(place)
                        .requireRoom(lines.get(place).line(), lines.get(place).discount()));
        return pinned;
    }

    private static LineDiscount pinned(LineDiscount on, Adjustment whole, Money share, Ids ids, Money word) {
        if (!(whole.effect() instanceof Adjustment.Amount)) {
            return on.with(whole.copy(whole.effect(), ids).withWord(all -> word));
        }
        return share.positive()
                ? on.with(whole.copy(new Adjustment.Amount(share), ids).withWord(all -> word))
                        .withAmount(on.amount().plus(share))
                : on;
    }

    /** What each percent takes of each line. */
    private List<List<Money>> takenByPercents(List<DiscountLimit.OnLine> lines) {
        List<Money> rests = new ArrayList<>(lines.stream()
                .map(line -> line.start()
                        .minus(line.discount()
                                .counted(line.start(), none(amount.currency()))
                                .amount()))
                .toList());
        List<List<Money>> taken = new ArrayList<>();
        for (Adjustment percent : percents()) {
            List<Money> parts =
                    rests.stream().map(rest -> percent.effect().on(rest)).toList();
            taken.add(parts);
            IntStream.range(0, parts.size())
                    .forEach(place -> rests.set(place, rests.get(place).minus(parts.get(place))));
        }
        return taken;
    }

    /** With the codes of another order that it does not have. Rejects with TooMany. */
    public OrderDiscount withCodes(OrderDiscount other) {
        List<String> known = codeTexts();
        List<Adjustment> more = new ArrayList<>(adjustments);
        other.codes().stream()
                .filter(code -> !known.contains(((Adjustment.Code) code.effect()).code()))
                .forEach(more::add);
        if (more.size() > MOST && more.size() > adjustments.size()) {
            throw new Rejected(new DiscountError.TooMany(List.of(), MOST));
        }
        return with(more);
    }

    /** Without codes: they went to another order. */
    public OrderDiscount withoutCodes() {
        return with(adjustments.stream()
                .filter(adjustment -> !(adjustment.effect() instanceof Adjustment.Code))
                .toList());
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
