package nx.sale.domain.order.regroup;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Trace;

/**
 * What was done to a family of orders, with the sums before and after: the proof that nothing was lost, and the memory an undo
 * works from.
 *
 * @param order the target of a merge, the parent of a split, the order whose bill was divided
 * @param others the sources of a merge, the new orders of a split
 * @param moves which lines went where
 * @param undoes the operation this one takes back
 * @param restored those of the others whose lines have come back since
 * @param adopted the customer the target took over
 */
public record OrderOperation(
        OperationId id,
        MerchantId merchant,
        Kind kind,
        OrderId order,
        List<OrderId> others,
        List<Move> moves,
        List<Sums> before,
        List<Sums> after,
        Optional<OperationId> undoes,
        Set<OrderId> restored,
        Optional<CustomerId> adopted,
        long revision,
        Trace trace) {
    /** What kinds there are. */
    public enum Kind {
        MERGE,
        SPLIT,
        UNDO_MERGE,
        UNDO_SPLIT,
        DIVIDE_BILL,
        REJOIN_BILL;

        private static final Set<Kind> UNDOABLE = EnumSet.of(MERGE, SPLIT);
    }

    /**
     * One line on its way.
     *
     * @param sent how much of it is with the kitchen, whose items follow it
     * @param whole the line it was split off from, or folded back into
     */
    public record Move(
            LineId line, OrderId from, OrderId to, Quantity quantity, Quantity sent, Optional<LineId> whole) {}

    /**
     * Who does it when, and under which number it is recorded.
     *
     * @param shift in which the orders are opened that come of it
     */
    public record Context(OperationId id, Actor by, Instant at, Optional<SessionId> shift) {
        public Context(OperationId id, Actor by, Instant at) {
            this(id, by, at, Optional.empty());
        }
    }

    /** What was done: a merge or a split that could be undone, the undo of one, a division of the bill. */
    public record Details(
            Kind kind,
            MerchantId merchant,
            OrderId order,
            List<OrderId> others,
            List<Move> moves,
            Optional<OperationId> undoes,
            Optional<CustomerId> adopted) {}

    /** Records what was done. Throws when it would not conserve the amounts: such an operation must not be stored. */
    public static OrderOperation recorded(Details details, List<Sums> before, List<Sums> after, Context context) {
        OrderOperation operation = new OrderOperation(
                context.id(),
                details.merchant(),
                details.kind(),
                details.order(),
                details.others(),
                details.moves(),
                before,
                after,
                details.undoes(),
                Set.of(),
                details.adopted(),
                1,
                Trace.created(context.at(), context.by()));
        if (!operation.difference().none()) {
            throw new IllegalStateException(
                    details.kind() + " would not conserve the amounts: " + operation.difference());
        }
        return operation;
    }

    public OrderOperation {
        others = List.copyOf(others);
        moves = List.copyOf(moves);
        before = List.copyOf(before);
        after = List.copyOf(after);
        restored = Set.copyOf(restored);
    }

    /** Whether it can still be taken back, at least in part. */
    public boolean open() {
        return Kind.UNDOABLE.contains(kind) && !restored.containsAll(others);
    }

    /** Everybody concerned, the anchor first. */
    public List<OrderId> orders() {
        Set<OrderId> all = new LinkedHashSet<>();
        all.add(order);
        all.addAll(others);
        return List.copyOf(all);
    }

    /** The lines it has moved or split, as far as it is not undone. */
    public Set<LineId> lines() {
        Set<LineId> lines = new HashSet<>();
        moves.stream().filter(move -> !restored.contains(counterpart(move))).forEach(move -> {
            lines.add(move.line());
            move.whole().ifPresent(lines::add);
        });
        return lines;
    }

    /** The one of the others that a move concerns. */
    OrderId counterpart(Move move) {
        return kind == Kind.MERGE ? move.from() : move.to();
    }

    /** The sums of one order at both moments. */
    public record Moments(Sums before, Sums after) {}

    /** Empty for an order that the operation made. */
    public Optional<Moments> sums(OrderId order) {
        return sums(before, order).flatMap(then -> sums(after, order).map(later -> new Moments(then, later)));
    }

    private static Optional<Sums> sums(List<Sums> sums, OrderId order) {
        return sums.stream().filter(sum -> sum.order().equals(order)).findFirst();
    }

    /** What the sums differ by: nothing, or it would not have been recorded. */
    public Sums.Difference difference() {
        return Sums.difference(before, after, before.getFirst().totals().total().currency());
    }

    public OrderOperation withRestored(Set<OrderId> more, Trace newTrace) {
        Set<OrderId> all = new HashSet<>(restored);
        all.addAll(more);
        return new OrderOperation(
                id, merchant, kind, order, others, moves, before, after, undoes, all, adopted, revision + 1, newTrace);
    }
}
