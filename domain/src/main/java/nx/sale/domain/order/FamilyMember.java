package nx.sale.domain.order;

import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.regroup.OrderOperation;
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
            OrderHeader parent, OrderFamily.SplitOff wanted, ZoneId zone, OrderId id, OrderOperation.Context context) {
        Cart.Opening opening = new Cart.Opening(
                id,
                parent.place(),
                parent.currency(),
                parent.basis().exchangeRate(),
                context.shift(),
                new Cart.Description(
                        wanted.name(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(wanted.customer()),
                        Optional.of(parent.details().type()),
                        Optional.of(parent.details().validity())));
        return new FamilyMember(
                OrderHeader.draft(
                        opening, OrderHeader.Lineage.splitOffFrom(parent.id()), zone, context.by(), context.at()),
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

    /** Counts the sums from the lines. */
    void recount() {
        Money zero = Money.zero(header.currency());
        header = header.withTotals(Totals.of(lines.total(zero), zero, zero));
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
