package nx.sale.domain.order;

import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.LineDiscount;
import nx.sale.domain.order.discount.OrderDiscount;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.shared.Money;

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
        OrderHeader blank = OrderHeader.draft(
                opening, OrderHeader.Lineage.splitOffFrom(parent.id()), zone, context.by(), context.at());
        return new FamilyMember(
                blank.withDiscounts(parent.discounts().forSplitOff(ids)).withCharges(parent.charges()),
                List.of(),
                Optional.empty());
    }

    OrderId id() {
        return header.id();
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

    /** Counts the sums from the lines, and the charges of them. */
    void recount() {
        Totals sum = Lines.sum(lines.all(), header.currency());
        header = header.inCart(sum.subtotal(), sum.discount());
    }

    /**
     * Makes sure that a line costs the same on each of these orders: what was given on an order as a whole becomes a matter of its
     * lines, unless all have the same percents and none an amount (DISCOUNT-10).
     */
    static void align(List<FamilyMember> members, Ids ids) {
        OrderDiscount first = members.getFirst().header.discounts();
        if (!members.stream().allMatch(member -> first.takesAlike(member.header.discounts()))) {
            members.forEach(member -> member.pin(ids));
        }
    }

    /** Gives percents and amounts of the order on its lines, last in order; amounts as exactly the shares of this moment. */
    void pin(Ids ids) {
        OrderDiscount given = header.discounts();
        List<Line> leads = lines.leads();
        List<List<Money>> shares =
                given.shares(leads.stream().map(line -> line.prices().left()).toList());
        for (int place = 0; place < leads.size(); place++) {
            int line = place;
            LineDiscount pinned = given.pinned(
                    leads.get(place).discounts(),
                    shares.stream().map(amounts -> amounts.get(line)).toList(),
                    ids);
            if (!pinned.equals(leads.get(place).discounts())) {
                put(leads.get(place).inCart(pinned));
            }
        }
        Money zero = Money.zero(header.currency());
        header = header.withDiscounts(given.with(given.codes()).withAmount(zero));
    }

    /** Takes over the codes of orders whose lines come here (DISCOUNT-10). */
    void unite(List<FamilyMember> others) {
        others.forEach(other -> header = header.withDiscounts(header.discounts().withCodes(other.header.discounts())));
    }

    /**
     * Gives the order what was given on it before an operation that is undone, when nothing has changed since; otherwise only the codes
     * that came with the operation go (DISCOUNT-11).
     */
    void restoreDiscounts(Sums before, Sums after) {
        OrderDiscount was = before.discounts();
        OrderDiscount became = after.discounts();
        if (!header.discounts().adjustments().equals(became.adjustments()) || !unpinned(before, became.missing(was))) {
            header = header.withDiscounts(header.discounts().withoutCodes(became, was));
        }
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
