package nx.sale.domain.order;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.AdjustmentId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;

/** One order of a family, while lines come and go. */
final class FamilyMember {
    private final Optional<Long> loadedRevision;
    private final Lines lines;
    private final Set<LineId> written = new LinkedHashSet<>();
    private boolean touched;
    OrderHeader header;

    private FamilyMember(OrderHeader header, Collection<Line> lines, Optional<Long> loadedRevision) {
        this.header = header;
        this.lines = new Lines(lines);
        this.loadedRevision = loadedRevision;
    }

    static FamilyMember loaded(OrderSnapshot order) {
        return new FamilyMember(
                order.header(), order.lines(), Optional.of(order.header().revision()));
    }

    /** A new draft beside its parent: same place, type and currency, no lines yet. */
    static FamilyMember splitOff(
            OrderHeader parent, OrderFamily.SplitOff wanted, ZoneId zone, Ids ids, OrderOperation.Context context) {
        Cart.Opening opening = new Cart.Opening(
                new OrderId(ids.next()),
                parent.place(),
                parent.currency(),
                parent.basis().exchangeRate(),
                context.shift(),
                List.of(),
                new Cart.Description(
                        wanted.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(wanted.customer()),
                        Optional.of(parent.details().type()),
                        Optional.of(parent.details().validity())));
        OrderHeader blank = NewDraft.header(
                opening, OrderHeader.Lineage.splitOffFrom(parent.id()), zone, context.by(), context.at());
        return new FamilyMember(
                blank.withDiscounts(parent.discounts().forSplitOff(ids)).withCharges(parent.charges()),
                List.of(),
                Optional.empty());
    }

    OrderId id() {
        return header.id();
    }

    /** Rejects unless its lines can go to that order. */
    void requireMergeable(FamilyMember target) {
        if (id().equals(target.id())) {
            throw new Rejected(new RegroupError.WithItself(id()));
        }
        header.require(OrderStatus.Action.MERGE);
        if (!header.place().channel().equals(target.header.place().channel())) {
            throw new Rejected(new RegroupError.Differs(id(), "saleChannelId"));
        }
        if (!header.currency().equals(target.header.currency())) {
            throw new Rejected(new RegroupError.Differs(id(), "currency"));
        }
    }

    /** The revision it was loaded with; that of its first writing when it is new. */
    long revision() {
        return loadedRevision.orElse(header.revision());
    }

    boolean isNew() {
        return loadedRevision.isEmpty();
    }

    Lines lines() {
        return lines;
    }

    void put(Line line) {
        lines.put(line);
        written.add(line.id());
    }

    void take(LineId line) {
        lines.remove(line);
        written.remove(line);
    }

    /** Its sums, counted anew beside those it has. */
    Recount counted() {
        return Recount.of(snapshot());
    }

    /** Counts the sums from the lines, and the charges of them. */
    void recount() {
        Totals sum = Lines.sum(lines.all(), header.currency());
        header = header.inCart(sum.subtotal(), sum.discount());
    }

    /**
     * Makes sure that a line costs the same on each of these orders: what was given on an order as a whole becomes a matter of its
     * lines, unless all have the same percents and none an amount (DISCOUNT-10). Rejects with TooMany.
     */
    static void align(List<FamilyMember> members, Ids ids) {
        OrderDiscount first = members.getFirst().header.discounts();
        if (!members.stream().allMatch(member -> first.takesAlike(member.header.discounts()))) {
            members.forEach(member -> member.pin(ids));
        }
    }

    /** Percents can stay those of the order and of what is split off; with an amount everything goes on the lines. Rejects with TooMany. */
    void prepareSplit(Ids ids) {
        if (!header.discounts().amounts().isEmpty()) {
            pin(ids);
        }
    }

    /** Gives percents and amounts of the order on its lines, last in order; amounts as exactly the shares of this moment. */
    private void pin(Ids ids) {
        OrderDiscount given = header.discounts();
        List<Line> leads = lines.leads();
        List<LineDiscount> pinned =
                given.pinned(leads.stream().map(Line::forLimit).toList(), ids);
        for (int place = 0; place < leads.size(); place++) {
            if (!pinned.get(place).equals(leads.get(place).discounts())) {
                put(leads.get(place).inCart(pinned.get(place)));
            }
        }
        Money zero = Money.zero(header.currency());
        header = header.withDiscounts(given.with(given.codes()).withAmount(zero));
    }

    /**
     * Divides over an order and those split off from it what somebody allowed on it, as what it takes is divided. The codes go with the
     * lines when none stays here (DISCOUNT-7).
     */
    void shareWith(List<FamilyMember> splitOff) {
        List<FamilyMember> all =
                Stream.concat(Stream.of(this), splitOff.stream()).toList();
        List<Adjustment> percents = header.discounts().percents();
        for (int place = 0; place < percents.size(); place++) {
            Adjustment whole = percents.get(place);
            if (whole.grounds().allowed().isEmpty()) {
                continue;
            }
            List<Money> taken = new ArrayList<>();
            for (FamilyMember member : all) {
                taken.add(member.snapshot()
                        .taken()
                        .getOrDefault(member.percent(place).id(), Money.zero(header.currency())));
            }
            List<Money> words = whole.wordDivided(taken, Money.zero(header.currency()));
            for (int member = 0; member < all.size(); member++) {
                FamilyMember with = all.get(member);
                with.header = with.header.withDiscounts(
                        with.header.discounts().withWord(with.percent(place).id(), words.get(member)));
            }
        }
        if (lines.all().isEmpty()) {
            splitOff.getFirst().unite(List.of(this));
            header = header.withDiscounts(header.discounts().withoutCodes());
        }
    }

    /** Takes off what operations allowed, except of these scopes: what is needed of it is allowed again when the next one ends. */
    void withoutMoved(Set<Adjustment.Scope> except) {
        header = header.withDiscounts(header.discounts().withoutMoved(except));
        for (Line line : lines.leads()) {
            LineDiscount said = line.discounts().withoutMoved(except);
            if (!said.equals(line.discounts())) {
                put(line.inCart(said));
            }
        }
    }

    /** What of it is above the limit and not allowed. */
    Set<Adjustment.Scope> above(BigDecimal limit) {
        return snapshot().aboveLimit(limit).stream()
                .map(DiscountLimit.Excess::of)
                .collect(Collectors.toSet());
    }

    /**
     * Allows what is above the limit only because lines went apart or came together, up to exactly what is off now (DISCOUNT-19). An order
     * that has more of orders off than one may give is judged at checkout like any other.
     *
     * @param wrong where an order was above the limit before: nothing of that is made right
     */
    void allowWhatMoved(BigDecimal limit, Set<Adjustment.Scope> wrong) {
        OrderSnapshot now = snapshot();
        for (DiscountLimit.Excess excess : now.aboveLimit(limit)) {
            if (!wrong.contains(excess.of()) && (excess.line().isPresent() || now.ofOrderWithin(limit))) {
                allow(now.words(excess));
            }
        }
    }

    private void allow(Map<AdjustmentId, Adjustment.Allowed> words) {
        header = header.withDiscounts(header.discounts().withAllowed(words));
        for (Line line : lines.leads()) {
            Line allowed = line.allowed(words);
            if (!allowed.equals(line)) {
                put(allowed);
            }
        }
    }

    /** What was given on one of these orders before an operation, and is on none of them and none of their lines now. */
    static List<OrderFamily.Lapsed> lapsed(Collection<FamilyMember> members, List<Sums> before) {
        Set<AdjustmentId> given = members.stream()
                .flatMap(FamilyMember::given)
                .map(Adjustment::root)
                .collect(Collectors.toSet());
        return before.stream()
                .flatMap(sums -> sums.discounts().adjustments().stream()
                        .filter(adjustment -> !given.contains(adjustment.root()))
                        .map(adjustment -> new OrderFamily.Lapsed(sums.order(), adjustment)))
                .toList();
    }

    private Stream<Adjustment> given() {
        return Stream.concat(
                header.discounts().adjustments().stream(),
                lines.all().stream().flatMap(line -> line.discounts().adjustments().stream()));
    }

    private Adjustment percent(int place) {
        return header.discounts().percents().get(place);
    }

    /** Takes over the codes of orders whose lines come here, and what somebody allowed there (DISCOUNT-10). Rejects with TooMany. */
    void unite(List<FamilyMember> others) {
        others.forEach(other -> {
            OrderDiscount theirs = other.header.discounts();
            header = header.withDiscounts(header.discounts().joinedWith(theirs).withCodes(theirs));
        });
    }

    /**
     * Gives the order what was given on it before an operation that is undone, when nothing has changed since; otherwise only the codes
     * that came with the operation go (DISCOUNT-11).
     */
    void restoreDiscounts(Sums before, Sums after) {
        OrderDiscount was = before.discounts();
        OrderDiscount became = after.discounts();
        OrderDiscount own = header.discounts().withoutCodes(became, was).withoutWords(became, was);
        List<Adjustment> pinned = became.missing(was);
        Map<AdjustmentId, Adjustment.Allowed> said = said(own, pinned);
        boolean restored = header.discounts().stillIs(became, was) && unpinned(before, pinned);
        header = header.withDiscounts(restored ? header.discounts().withSaid(said) : own);
    }

    /** What somebody said of each thing that was given on the order, here or on the lines that carry it. */
    private Map<AdjustmentId, Adjustment.Allowed> said(OrderDiscount own, List<Adjustment> pinned) {
        Set<AdjustmentId> carried = pinned.stream().map(Adjustment::root).collect(Collectors.toSet());
        Map<AdjustmentId, Adjustment.Allowed> said = new HashMap<>();
        Stream.concat(
                        own.adjustments().stream(),
                        lines.all().stream()
                                .flatMap(line -> line.discounts().adjustments().stream())
                                .filter(adjustment -> carried.contains(adjustment.root())))
                .forEach(adjustment -> adjustment
                        .grounds()
                        .allowed()
                        .filter(word -> word.of() == Adjustment.Scope.ORDER
                                && word.said().positive())
                        .ifPresent(word -> said.merge(
                                adjustment.root(),
                                new Adjustment.Allowed(word.by(), word.said(), word.of()),
                                (one, other) -> one.withUpTo(one.upTo().plus(other.upTo())))));
        return said;
    }

    /** Takes off the lines what was given on them for the order, if that brings the order's amounts back to what they were. */
    private boolean unpinned(Sums before, List<Adjustment> pinned) {
        List<Line> leads = lines.leads();
        if (!leads.stream().allMatch(line -> line.discounts().carries(pinned))) {
            return false;
        }
        List<Line> restored = leads.stream()
                .map(line -> line.inCart(line.discounts().unpinned(pinned)))
                .toList();
        Totals then = Lines.sum(restored, header.currency());
        OrderHeader candidate = header.withDiscounts(before.discounts()).inCart(then.subtotal(), then.discount());
        Money now = Lines.sum(leads, header.currency())
                .discount()
                .plus(header.discounts().amount());
        if (!candidate.totals().discount().equals(now)
                || !candidate.totals().discount().equals(before.totals().discount())
                || !candidate.totals().subtotal().equals(before.totals().subtotal())) {
            return false;
        }
        header = candidate;
        restored.stream().filter(line -> !line.equals(lines.require(line.id()))).forEach(this::put);
        return true;
    }

    void write(OrderOperation.Context context) {
        header = header.written(revision() + 1, header.trace().touched(context.at(), context.by()));
        touched = true;
    }

    OrderSnapshot snapshot() {
        return new OrderSnapshot(header, lines.all());
    }

    /** What storage must write; empty when it took part in nothing. */
    Optional<OrderFamily.Changed> changed() {
        return touched
                ? Optional.of(new OrderFamily.Changed(
                        header, written.stream().map(lines::require).toList(), loadedRevision))
                : Optional.empty();
    }
}
