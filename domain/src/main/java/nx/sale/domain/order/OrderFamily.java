package nx.sale.domain.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.order.discount.DiscountLimit;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/**
 * Orders that exchange lines: merged, split, and back (docs/rules/family.md). Lines keep their identity, and every amount is conserved over the
 * family to the last digit; an operation that would not conserve it throws instead of being recorded. Needs the locks of all members,
 * taken in ascending id order.
 */
public final class OrderFamily {
    /** Why an order was cancelled when its lines went to another one (FAMILY-3). */
    public static final String MERGED = "MERGED";

    /** Why an order split off was cancelled when its lines returned to the parent. */
    public static final String SPLIT_UNDONE = "SPLIT_UNDONE";

    /** A new order wanted out of a split. */
    public record SplitOff(Optional<String> name, Optional<CustomerId> customer, List<Piece> pieces) {
        public SplitOff {
            pieces = List.copyOf(pieces);
        }
    }

    /** So much of a line; for a combo its lead, the parts follow. */
    public record Piece(LineId line, Quantity quantity) {}

    /** Something given on an order of which no line could bear a share, so that it ended with an operation (DISCOUNT-20). */
    public record Lapsed(OrderId order, Adjustment adjustment) {}

    private final Map<OrderId, FamilyMember> members = new TreeMap<>();
    private final List<OrderEvent> events = new ArrayList<>();
    private final LineMoves moves = new LineMoves();
    private final List<DomainError> blockers = new ArrayList<>();
    private List<Recount> found = List.of();
    private Optional<OrderOperation> undone = Optional.empty();
    private List<Lapsed> lapsed = List.of();
    private BigDecimal discountLimit = DiscountLimit.NONE;
    private Set<Adjustment.Scope> aboveBefore = Set.of();

    private OrderFamily(Collection<OrderSnapshot> orders) {
        orders.forEach(order -> members.put(order.header().id(), FamilyMember.loaded(order)));
    }

    public static OrderFamily rehydrate(Collection<OrderSnapshot> orders) {
        return new OrderFamily(orders);
    }

    /** So many per cent off need nobody's word; what a merge, a split or an undo brings above that is allowed (DISCOUNT-19). */
    public OrderFamily limitDiscounts(BigDecimal percent) {
        discountLimit = percent;
        return this;
    }

    /** Rejects with RevisionMismatch unless that member is at this revision. */
    public OrderFamily expect(OrderId id, Optional<Long> revision) {
        RequestError.expect(member(id).revision(), revision);
        return this;
    }

    /** Notes what a guard finds in the way, and goes on looking. */
    private void collectBlocker(Runnable guard) {
        try {
            guard.run();
        } catch (Rejected inTheWay) {
            blockers.add(inTheWay.error());
        }
    }

    /** Rejects at once: what comes after builds on it. */
    private void requireNoBlocker(Runnable guard) {
        collectBlocker(guard);
        requireNoBlockers();
    }

    private void requireNoBlockers() {
        if (!blockers.isEmpty()) {
            throw new Rejected(blockers.getFirst());
        }
    }

    /** All that was in the way of what was just tried; it was rejected with the first. */
    public List<DomainError> blockers() {
        return List.copyOf(blockers);
    }

    /** Every line of every member. */
    public Set<LineId> lines() {
        return members.values().stream()
                .flatMap(member -> member.lines().ids().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Moves every line of the sources to the target and cancels the sources as MERGED. A target without a customer takes over the
     * only one there is, and the guests of all are its guests.
     */
    public OrderOperation merge(
            OrderId targetId, Collection<OrderId> sourceIds, Ids ids, OrderOperation.Context context) {
        FamilyMember target = member(targetId);
        collectBlocker(() -> target.header.require(OrderStatus.Action.MERGE));
        List<OrderId> distinct = sourceIds.stream().distinct().sorted().toList();
        distinct.forEach(id -> collectBlocker(() -> member(id).requireMergeable(target)));
        requireNoBlockers();
        List<FamilyMember> sources = distinct.stream().map(this::member).toList();
        List<Sums> before = sumsBefore(target, sources);
        Optional<CustomerId> adopted = adopted(target, sources);
        requireNoBlocker(() -> FamilyMember.align(together(target, sources), ids));
        requireNoBlocker(() -> target.unite(sources));
        target.header = target.header.withGuests(Guests.together(target.header, headers(sources)));
        for (FamilyMember source : sources) {
            source.lines().all().forEach(line -> moves.move(line, source, target, context.at()));
            source.header = source.header.cancelledInto(MERGED, targetId, context.at());
        }
        target.header = target.header.withLineage(target.header.lineage().merged(Optional.of(context.at())));
        adopted.ifPresent(customer -> target.header = target.header.withCustomer(Optional.of(customer)));
        return record(OrderOperation.Kind.MERGE, target, sources, before, Optional.empty(), adopted, context);
    }

    private static Optional<CustomerId> adopted(FamilyMember target, List<FamilyMember> sources) {
        Set<CustomerId> customers = sources.stream()
                .flatMap(source -> source.header.details().customer().stream())
                .collect(Collectors.toSet());
        return target.header.details().customer().isEmpty() && customers.size() == 1
                ? customers.stream().findFirst()
                : Optional.empty();
    }

    /**
     * Takes a merge back: every line that came with it and is still here returns, with the quantity it has now, and the sources are
     * drafts again, with their guests. Lines added later stay.
     *
     * @param open every open operation on the target or on its lines, as they happened
     */
    public OrderOperation undoMerge(
            OrderOperation merge, List<OrderOperation> open, Ids ids, OrderOperation.Context context) {
        FamilyMember target = member(merge.order());
        collectBlocker(() -> requireNothingLater(merge, merge.lines(), open));
        collectBlocker(() -> target.header.require(OrderStatus.Action.UNDO_MERGE));
        requireNoBlockers();
        List<FamilyMember> sources = merge.others().stream().map(this::member).toList();
        List<Sums> before = sumsBefore(target, sources);
        for (FamilyMember source : sources) {
            requireMergedInto(target, source);
            source.header = source.header.restoredToDraft();
        }
        requireNoBlocker(() -> FamilyMember.align(together(target, sources), ids));
        for (OrderOperation.Move came : merge.moves()) {
            target.lines()
                    .find(came.line())
                    .ifPresent(line -> moves.move(line, target, member(came.from()), context.at()));
        }
        target.header = target.header.withLineage(
                target.header.lineage().merged(newest(OrderOperation.Kind.MERGE, merge, open)));
        target.header = target.header.withGuests(Guests.withoutMerged(target.header, headers(sources), merge));
        if (merge.adopted().isPresent() && target.header.details().customer().equals(merge.adopted())) {
            target.header = target.header.withCustomer(Optional.empty());
        }
        together(target, sources).forEach(member -> restoreDiscounts(member, merge));
        return undo(OrderOperation.Kind.UNDO_MERGE, merge, target, sources, before, context);
    }

    private static void requireMergedInto(FamilyMember target, FamilyMember source) {
        if (source.header.lineage().mergedInto().filter(target.id()::equals).isEmpty()) {
            throw new IllegalStateException("order " + source.id() + " did not go to " + target.id());
        }
    }

    /**
     * Makes new drafts out of parts of an order. A whole line moves; a part of one becomes a line of its own and the rest stays, to the
     * last digit. A combo's parts follow in proportion. The parent may be left empty. Its guests stay its own: of a new order nobody
     * has said yet how many sit there.
     */
    public OrderOperation split(
            OrderId parentId, List<SplitOff> wanted, ZoneId zone, Ids ids, OrderOperation.Context context) {
        FamilyMember parent = member(parentId);
        collectBlocker(() -> parent.header.require(OrderStatus.Action.SPLIT));
        together(wanted.stream().flatMap(order -> order.pieces().stream()).toList())
                .forEach((line, quantity) -> collectBlocker(() -> requireEnough(parent, line, quantity)));
        requireNoBlockers();
        List<Sums> before = sumsBefore(parent, List.of());
        requireNoBlocker(() -> parent.prepareSplit(ids));
        List<FamilyMember> children = new ArrayList<>();
        for (SplitOff splitOff : wanted) {
            FamilyMember child = FamilyMember.splitOff(parent.header, splitOff, zone, ids, context);
            members.put(child.id(), child);
            children.add(child);
            together(splitOff.pieces())
                    .forEach((line, quantity) ->
                            moves.splitOff(parent.lines().require(line), quantity, parent, child, ids, context.at()));
        }
        parent.shareWith(children);
        parent.header = parent.header.withLineage(parent.header.lineage().split(Optional.of(context.at())));
        return record(OrderOperation.Kind.SPLIT, parent, children, before, Optional.empty(), Optional.empty(), context);
    }

    /** Only with the amounts of both moments known: a member that the operation made has nothing from before. */
    private static void restoreDiscounts(FamilyMember member, OrderOperation undone) {
        undone.sums(member.id()).ifPresent(then -> member.restoreDiscounts(then.before(), then.after()));
    }

    private static List<FamilyMember> together(FamilyMember anchor, List<FamilyMember> others) {
        return Stream.concat(Stream.of(anchor), others.stream()).toList();
    }

    private static void requireEnough(FamilyMember parent, LineId id, Quantity quantity) {
        Line line = parent.lines().requireLead(id);
        if (quantity.compareTo(line.quantity()) > 0) {
            throw new Rejected(new RegroupError.QuantityExceeded(id, quantity, line.quantity()));
        }
    }

    private static Map<LineId, Quantity> together(List<Piece> pieces) {
        Map<LineId, Quantity> quantities = new LinkedHashMap<>();
        pieces.forEach(piece -> quantities.merge(piece.line(), piece.quantity(), Quantity::plus));
        return quantities;
    }

    /**
     * Undoes a split: every new order that is still a draft returns all its lines, also those added later (FAMILY-11). Parts
     * fold into the line they came from, as long as both are still alike; otherwise they return as lines of their own. Guests that
     * were counted on the new orders since are the parent's again.
     *
     * @param open every open operation on the parent or on the lines of the family, as they happened
     */
    public OrderOperation undoSplit(
            OrderOperation split, List<OrderOperation> open, Ids ids, OrderOperation.Context context) {
        FamilyMember parent = member(split.order());
        List<FamilyMember> drafts = split.others().stream()
                .map(this::member)
                .filter(child -> child.header.status() == OrderStatus.DRAFT)
                .toList();
        collectBlocker(() -> requireNothingLater(split, linesTouchedByUndo(split, drafts), open));
        collectBlocker(() -> {
            if (drafts.isEmpty()) {
                throw new Rejected(new RegroupError.SplitOrdersNotDraft(split.others()));
            }
        });
        collectBlocker(() -> parent.header.require(OrderStatus.Action.UNDO_SPLIT));
        requireNoBlockers();
        List<Sums> before = sumsBefore(parent, drafts);
        Set<LineId> movedWhole = split.moves().stream()
                .filter(move -> move.whole().isEmpty())
                .map(OrderOperation.Move::line)
                .collect(Collectors.toSet());
        requireNoBlocker(() -> FamilyMember.align(together(parent, drafts), ids));
        requireNoBlocker(() -> parent.unite(drafts));
        drafts.forEach(child -> moves.restoreWholeLines(child, parent, movedWhole, context.at()));
        drafts.forEach(child -> moves.restoreRemaining(child, parent, context.at()));
        parent.header = parent.header.withGuests(Guests.together(parent.header, headers(drafts)));
        for (FamilyMember child : drafts) {
            child.header = child.header.cancelledInto(SPLIT_UNDONE, parent.id(), context.at());
        }
        boolean whole =
                split.restored().size() + drafts.size() == split.others().size();
        if (whole) {
            parent.header = parent.header.withLineage(
                    parent.header.lineage().split(newest(OrderOperation.Kind.SPLIT, split, open)));
        }
        restoreDiscounts(parent, split);
        return undo(OrderOperation.Kind.UNDO_SPLIT, split, parent, drafts, before, context);
    }

    /** The lines that an undo of this split would touch: what is on these drafts, and what went there with it. */
    private static Set<LineId> linesTouchedByUndo(OrderOperation split, List<FamilyMember> drafts) {
        Set<OrderId> concerned = drafts.isEmpty()
                ? Set.copyOf(split.others())
                : drafts.stream().map(FamilyMember::id).collect(Collectors.toSet());
        Set<LineId> lines = new LinkedHashSet<>();
        split.moves().stream().filter(move -> concerned.contains(move.to())).forEach(move -> lines.add(move.line()));
        drafts.forEach(child -> lines.addAll(child.lines().ids()));
        return lines;
    }

    private static void requireNothingLater(OrderOperation operation, Set<LineId> lines, List<OrderOperation> open) {
        List<OperationId> later = open.stream()
                .dropWhile(other -> !other.id().equals(operation.id()))
                .skip(1)
                .filter(other -> other.lines().stream().anyMatch(lines::contains))
                .map(OrderOperation::id)
                .toList();
        if (!later.isEmpty()) {
            throw new Rejected(new RegroupError.LaterOperations(later));
        }
    }

    /** When the newest operation of this kind was, that stays once this one is undone. */
    private static Optional<Instant> newest(
            OrderOperation.Kind kind, OrderOperation undone, List<OrderOperation> open) {
        return open.stream()
                .filter(other -> other.kind() == kind
                        && other.order().equals(undone.order())
                        && !other.id().equals(undone.id()))
                .map(other -> other.trace().createdAt())
                .max(Comparator.naturalOrder());
    }

    private OrderOperation undo(
            OrderOperation.Kind kind,
            OrderOperation undoneOperation,
            FamilyMember anchor,
            List<FamilyMember> restored,
            List<Sums> before,
            OrderOperation.Context context) {
        OrderOperation operation =
                record(kind, anchor, restored, before, Optional.of(undoneOperation.id()), Optional.empty(), context);
        undone = Optional.of(undoneOperation.withRestored(
                Set.copyOf(ids(restored)), undoneOperation.trace().touched(context.at(), context.by())));
        return operation;
    }

    private OrderOperation record(
            OrderOperation.Kind kind,
            FamilyMember anchor,
            List<FamilyMember> others,
            List<Sums> before,
            Optional<OperationId> undoes,
            Optional<CustomerId> adopted,
            OrderOperation.Context context) {
        found.forEach(recount -> collectBlocker(recount::requireAgreement));
        requireNoBlockers();
        anchor.recount();
        others.forEach(FamilyMember::recount);
        together(anchor, others).forEach(member -> member.allowWhatMoved(discountLimit, aboveBefore));
        lapsed = FamilyMember.lapsed(members.values(), before);
        OrderOperation operation = OrderOperation.recorded(
                new OrderOperation.Details(
                        kind, anchor.header.merchant(), anchor.id(), ids(others), moves.drain(), undoes, adopted),
                before,
                sums(anchor, others),
                context);
        write(anchor, operation, context);
        others.forEach(other -> write(other, operation, context));
        return operation;
    }

    /** What ended with the operation, because no line could bear a share of it. */
    public List<Lapsed> lapsed() {
        return lapsed;
    }

    private void write(FamilyMember member, OrderOperation operation, OrderOperation.Context context) {
        member.write(context);
        if (member.isNew()) {
            events.add(new OrderEvent.Opened(member.header, context.at()));
            return;
        }
        member.header = member.header.withSequences(member.header.sequences().nextChanged());
        events.add(new OrderEvent.Regrouped(member.header, operation, context.at()));
    }

    /** The sums before anything moves, and whether they are right: wrong ones are rejected before lines move. */
    private List<Sums> sumsBefore(FamilyMember anchor, List<FamilyMember> others) {
        List<FamilyMember> all = together(anchor, others);
        found = all.stream().map(FamilyMember::counted).toList();
        aboveBefore = all.stream()
                .flatMap(member -> member.above(discountLimit).stream())
                .collect(Collectors.toSet());
        List<Sums> before = sums(anchor, others);
        all.forEach(member -> member.withoutMoved(aboveBefore));
        return before;
    }

    private static List<Sums> sums(FamilyMember anchor, List<FamilyMember> others) {
        return together(anchor, others).stream()
                .map(member -> Sums.of(member.header))
                .toList();
    }

    private static List<OrderHeader> headers(List<FamilyMember> some) {
        return some.stream().map(member -> member.header).toList();
    }

    private static List<OrderId> ids(List<FamilyMember> some) {
        return some.stream().map(FamilyMember::id).toList();
    }

    private FamilyMember member(OrderId id) {
        FamilyMember member = members.get(id);
        if (member == null) {
            throw new Rejected(new OrderError.NotFound(id));
        }
        return member;
    }

    public OrderSnapshot order(OrderId id) {
        return member(id).snapshot();
    }

    /** The current members, by id. */
    public List<OrderSnapshot> orders() {
        return members.values().stream().map(FamilyMember::snapshot).toList();
    }

    /**
     * What storage must write of one order.
     *
     * @param lines those that are new, changed, or came from another order
     * @param loadedRevision empty for a new order
     */
    public record Changed(OrderHeader header, List<Line> lines, Optional<Long> loadedRevision) {}

    /**
     * What storage must write.
     *
     * @param orders by id
     * @param folded lines removed because they were folded back into another
     * @param undone the operation taken back
     */
    public record Changes(List<Changed> orders, Set<LineId> folded, Optional<OrderOperation> undone) {}

    public Changes changes() {
        return new Changes(
                members.values().stream()
                        .flatMap(member -> member.changed().stream())
                        .toList(),
                moves.folded(),
                undone);
    }

    /** The events since it was loaded. */
    public List<OrderEvent> events() {
        return List.copyOf(events);
    }
}
