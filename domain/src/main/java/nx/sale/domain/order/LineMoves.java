package nx.sale.domain.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/** Lines on their way between the orders of a family: whole, split off in part, or back into the line they came from. */
final class LineMoves {
    private final List<OrderOperation.Move> moves = new ArrayList<>();
    private final Set<LineId> folded = new LinkedHashSet<>();

    /** The moves since the last operation was recorded. */
    List<OrderOperation.Move> drain() {
        List<OrderOperation.Move> drained = List.copyOf(moves);
        moves.clear();
        return drained;
    }

    /** Lines that are in another one now. */
    Set<LineId> folded() {
        return Set.copyOf(folded);
    }

    void move(Line line, FamilyMember from, FamilyMember to, Instant at) {
        from.take(line.id());
        to.put(line.moved(from.id(), to.id(), at));
        moves.add(
                new OrderOperation.Move(line.id(), from.id(), to.id(), line.quantity(), line.sent(), Optional.empty()));
    }

    /** So much of a line goes; the parts of a combo follow in proportion. Rejects with NotDivisible. */
    void splitOff(Line line, Quantity quantity, FamilyMember parent, FamilyMember child, Ids ids, Instant at) {
        List<Line> comboParts = parent.lines().partsOf(line.id());
        if (quantity.equals(line.quantity())) {
            move(line, parent, child, at);
            comboParts.forEach(part -> move(part, parent, child, at));
            return;
        }
        Line lead = part(line, Optional.empty(), quantity, parent, child, ids, at);
        for (Line comboPart : comboParts) {
            Quantity share = quantity.times(comboPart.perLead());
            if (share.compareTo(comboPart.quantity()) >= 0) {
                throw new Rejected(new RegroupError.NotDivisible(line.id()));
            }
            part(comboPart, Optional.of(lead.id()), share, parent, child, ids, at);
        }
    }

    private Line part(
            Line line,
            Optional<LineId> lead,
            Quantity quantity,
            FamilyMember parent,
            FamilyMember child,
            Ids ids,
            Instant at) {
        Line.Divided divided = line.divided(quantity, lead, parent.id(), child.id(), ids, at);
        Line part = divided.part();
        parent.put(divided.rest());
        child.put(part);
        moves.add(new OrderOperation.Move(
                part.id(), parent.id(), child.id(), quantity, part.sent(), Optional.of(line.id())));
        return part;
    }

    /** Lines that went as a whole return first: a part of one may be waiting to fold into it. */
    void restoreWholeLines(FamilyMember child, FamilyMember parent, Set<LineId> movedWhole, Instant at) {
        child.lines().all().stream()
                .filter(line -> movedWhole.contains(line.id()))
                .forEach(line -> move(line, child, parent, at));
    }

    /** All that is left on the child returns: into the line it came from while both are alike, else as a line of its own. */
    void restoreRemaining(FamilyMember child, FamilyMember parent, Instant at) {
        for (Line line : child.lines().leads()) {
            List<Line> comboParts = child.lines().partsOf(line.id());
            boolean folds = foldsInto(line, parent) && comboParts.stream().allMatch(part -> foldsInto(part, parent));
            comboParts.forEach(part -> restoreLine(part, folds, child, parent, at));
            restoreLine(line, folds, child, parent, at);
        }
    }

    private static boolean foldsInto(Line part, FamilyMember parent) {
        return part.journey()
                .partOf()
                .flatMap(parent.lines()::find)
                .filter(whole -> whole.mergeKey().equals(part.mergeKey())
                        && whole.prices().held().equals(part.prices().held())
                        && whole.discounts().foldsWith(part.discounts()))
                .isPresent();
    }

    private void restoreLine(Line line, boolean folds, FamilyMember child, FamilyMember parent, Instant at) {
        if (!folds) {
            move(line, child, parent, at);
            return;
        }
        Line whole = parent.lines().require(line.journey().partOf().orElseThrow());
        child.take(line.id());
        parent.put(whole.with(line));
        folded.add(line.id());
        moves.add(new OrderOperation.Move(
                line.id(), child.id(), parent.id(), line.quantity(), line.sent(), Optional.of(whole.id())));
    }
}
