package nx.sale.domain.order;

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
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.RegroupError;
import nx.sale.domain.order.regroup.Sums;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Money;
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

    private static final class Member {
        private final long loadedRevision;
        private final boolean isNew;
        private final Map<LineId, Line> lines = new TreeMap<>();
        private final Set<LineId> written = new LinkedHashSet<>();
        private OrderHeader header;
        private boolean touched;

        Member(OrderHeader header, Collection<Line> lines, boolean isNew) {
            this.header = header;
            this.loadedRevision = header.revision();
            this.isNew = isNew;
            lines.forEach(line -> this.lines.put(line.id(), line));
        }

        OrderId id() {
            return header.id();
        }

        void put(Line line) {
            lines.put(line.id(), line);
            written.add(line.id());
        }

        void take(LineId line) {
            lines.remove(line);
            written.remove(line);
        }

        List<Line> partsOf(LineId lead) {
            return lines.values().stream()
                    .filter(line -> line.lead().filter(lead::equals).isPresent())
                    .toList();
        }

        Line require(LineId id) {
            Line line = lines.get(id);
            if (line == null) {
                throw new Rejected(new OrderError.LineNotFound(id));
            }
            return line;
        }
    }

    private final Map<OrderId, Member> members = new TreeMap<>();
    private final Set<LineId> folded = new LinkedHashSet<>();
    private final List<OrderEvent> events = new ArrayList<>();
    private final List<OrderOperation.Move> moves = new ArrayList<>();
    private final List<DomainError> blockers = new ArrayList<>();
    private List<Recount> found = List.of();
    private Optional<OrderOperation> undone = Optional.empty();

    private OrderFamily(Collection<OrderSnapshot> orders) {
        orders.forEach(order -> members.put(order.header().id(), new Member(order.header(), order.lines(), false)));
    }

    public static OrderFamily rehydrate(Collection<OrderSnapshot> orders) {
        return new OrderFamily(orders);
    }

    /** Rejects with RevisionMismatch unless that member is at this revision. */
    public OrderFamily expect(OrderId id, Optional<Long> revision) {
        RequestError.expect(member(id).loadedRevision, revision);
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
                .flatMap(member -> member.lines.keySet().stream())
                .collect(Collectors.toSet());
    }

    /**
     * Moves every line of the sources to the target and cancels the sources as MERGED. A target without a customer takes over the
     * only one there is, and the guests of all are its guests.
     */
    public OrderOperation merge(OrderId targetId, Collection<OrderId> sourceIds, OrderOperation.Context context) {
        Member target = member(targetId);
        collectBlocker(() -> Guards.require(target.header, OrderStatus.Action.MERGE));
        List<OrderId> distinct = sourceIds.stream().distinct().sorted().toList();
        distinct.forEach(id -> collectBlocker(() -> requireMergeable(member(id).header, target.header)));
        requireNoBlockers();
        List<Member> sources = distinct.stream().map(this::member).toList();
        List<Sums> before = sumsBefore(target, sources);
        Optional<CustomerId> adopted = adopted(target, sources);
        target.header = target.header.withGuests(Guests.together(target.header, headers(sources)));
        for (Member source : sources) {
            List.copyOf(source.lines.values()).forEach(line -> move(line, source, target, context.at()));
            source.header = source.header.cancelledInto(MERGED, targetId, context.at());
        }
        target.header = target.header.withLineage(target.header.lineage().merged(Optional.of(context.at())));
        adopted.ifPresent(customer -> target.header = target.header.withCustomer(Optional.of(customer)));
        return record(OrderOperation.Kind.MERGE, target, sources, before, Optional.empty(), adopted, context);
    }

    private static void requireMergeable(OrderHeader source, OrderHeader target) {
        if (source.id().equals(target.id())) {
            throw new Rejected(new RegroupError.WithItself(source.id()));
        }
        Guards.require(source, OrderStatus.Action.MERGE);
        if (!source.place().channel().equals(target.place().channel())) {
            throw new Rejected(new RegroupError.Differs(source.id(), "saleChannelId"));
        }
        if (!source.currency().equals(target.currency())) {
            throw new Rejected(new RegroupError.Differs(source.id(), "currency"));
        }
    }

    private static Optional<CustomerId> adopted(Member target, List<Member> sources) {
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
    public OrderOperation undoMerge(OrderOperation merge, List<OrderOperation> open, OrderOperation.Context context) {
        Member target = member(merge.order());
        collectBlocker(() -> requireNothingLater(merge, merge.lines(), open));
        collectBlocker(() -> Guards.require(target.header, OrderStatus.Action.UNDO_MERGE));
        requireNoBlockers();
        List<Member> sources = merge.others().stream().map(this::member).toList();
        List<Sums> before = sumsBefore(target, sources);
        for (Member source : sources) {
            requireMergedInto(target, source);
            source.header = source.header.restoredToDraft();
        }
        for (OrderOperation.Move came : merge.moves()) {
            Line line = target.lines.get(came.line());
            if (line != null) {
                move(line, target, member(came.from()), context.at());
            }
        }
        target.header = target.header.withLineage(
                target.header.lineage().merged(newest(OrderOperation.Kind.MERGE, merge, open)));
        target.header = target.header.withGuests(Guests.withoutMerged(target.header, headers(sources), merge));
        if (merge.adopted().isPresent() && target.header.details().customer().equals(merge.adopted())) {
            target.header = target.header.withCustomer(Optional.empty());
        }
        return undo(OrderOperation.Kind.UNDO_MERGE, merge, target, sources, before, context);
    }

    private static void requireMergedInto(Member target, Member source) {
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
        Member parent = member(parentId);
        collectBlocker(() -> Guards.require(parent.header, OrderStatus.Action.SPLIT));
        together(wanted.stream().flatMap(order -> order.pieces().stream()).toList())
                .forEach((line, quantity) -> collectBlocker(() -> requireEnough(parent, line, quantity)));
        requireNoBlockers();
        List<Sums> before = sumsBefore(parent, List.of());
        List<Member> children = new ArrayList<>();
        for (SplitOff splitOff : wanted) {
            Member child = createChild(parent, splitOff, zone, new OrderId(ids.next()), context);
            members.put(child.id(), child);
            children.add(child);
            together(splitOff.pieces())
                    .forEach((line, quantity) ->
                            splitOff(parent.require(line), quantity, parent, child, ids, context.at()));
        }
        parent.header = parent.header.withLineage(parent.header.lineage().split(Optional.of(context.at())));
        return record(OrderOperation.Kind.SPLIT, parent, children, before, Optional.empty(), Optional.empty(), context);
    }

    private static void requireEnough(Member parent, LineId id, Quantity quantity) {
        Line line = parent.require(id);
        line.lead().ifPresent(lead -> {
            throw new Rejected(new OrderError.PartOfCombo(id, lead));
        });
        if (quantity.compareTo(line.quantity()) > 0) {
            throw new Rejected(new RegroupError.QuantityExceeded(id, quantity, line.quantity()));
        }
    }

    private static Map<LineId, Quantity> together(List<Piece> pieces) {
        Map<LineId, Quantity> quantities = new LinkedHashMap<>();
        pieces.forEach(piece -> quantities.merge(piece.line(), piece.quantity(), Quantity::plus));
        return quantities;
    }

    private static Member createChild(
            Member parent, SplitOff wanted, ZoneId zone, OrderId id, OrderOperation.Context context) {
        OrderHeader from = parent.header;
        Cart.Opening opening = new Cart.Opening(
                id,
                from.place(),
                from.type(),
                from.currency(),
                from.exchangeRate(),
                wanted.name(),
                Optional.empty(),
                OptionalInt.empty(),
                wanted.customer(),
                from.details().validity(),
                context.shift());
        return new Member(
                OrderHeader.draft(
                        opening, OrderHeader.Lineage.splitOffFrom(parent.id()), zone, context.by(), context.at()),
                List.of(),
                true);
    }

    private void splitOff(Line line, Quantity quantity, Member parent, Member child, Ids ids, Instant at) {
        List<Line> comboParts = parent.partsOf(line.id());
        if (quantity.equals(line.quantity())) {
            move(line, parent, child, at);
            comboParts.forEach(part -> move(part, parent, child, at));
            return;
        }
        Line lead = part(line, new LineId(ids.next()), Optional.empty(), quantity, parent, child, at);
        for (Line comboPart : comboParts) {
            Quantity share = quantity.times(comboPart.perLead());
            if (share.compareTo(comboPart.quantity()) >= 0) {
                throw new Rejected(new RegroupError.NotDivisible(line.id()));
            }
            part(comboPart, new LineId(ids.next()), Optional.of(lead.id()), share, parent, child, at);
        }
    }

    private Line part(
            Line line, LineId id, Optional<LineId> lead, Quantity quantity, Member parent, Member child, Instant at) {
        Line part = line.part(id, lead, quantity, parent.id(), child.id(), at);
        parent.put(line.without(part));
        child.put(part);
        moves.add(new OrderOperation.Move(id, parent.id(), child.id(), quantity, part.sent(), Optional.of(line.id())));
        return part;
    }

    /**
     * Undoes a split: every new order that is still a draft returns all its lines, also those added later (FAMILY-11). Parts
     * fold into the line they came from, as long as both are still alike; otherwise they return as lines of their own. Guests that
     * were counted on the new orders since are the parent's again.
     *
     * @param open every open operation on the parent or on the lines of the family, as they happened
     */
    public OrderOperation undoSplit(OrderOperation split, List<OrderOperation> open, OrderOperation.Context context) {
        Member parent = member(split.order());
        List<Member> drafts = split.others().stream()
                .map(this::member)
                .filter(child -> child.header.status() == OrderStatus.DRAFT)
                .toList();
        collectBlocker(() -> requireNothingLater(split, linesTouchedByUndo(split, drafts), open));
        collectBlocker(() -> {
            if (drafts.isEmpty()) {
                throw new Rejected(new RegroupError.SplitOrdersNotDraft(split.others()));
            }
        });
        collectBlocker(() -> Guards.require(parent.header, OrderStatus.Action.UNDO_SPLIT));
        requireNoBlockers();
        List<Sums> before = sumsBefore(parent, drafts);
        Set<LineId> movedWhole = split.moves().stream()
                .filter(move -> move.whole().isEmpty())
                .map(OrderOperation.Move::line)
                .collect(Collectors.toSet());
        drafts.forEach(child -> restoreWholeLines(child, parent, movedWhole, context.at()));
        drafts.forEach(child -> restoreRemaining(child, parent, context.at()));
        parent.header = parent.header.withGuests(Guests.together(parent.header, headers(drafts)));
        for (Member child : drafts) {
            child.header = child.header.cancelledInto(SPLIT_UNDONE, parent.id(), context.at());
        }
        boolean whole =
                split.restored().size() + drafts.size() == split.others().size();
        if (whole) {
            parent.header = parent.header.withLineage(
                    parent.header.lineage().split(newest(OrderOperation.Kind.SPLIT, split, open)));
        }
        return undo(OrderOperation.Kind.UNDO_SPLIT, split, parent, drafts, before, context);
    }

    /** The lines that an undo of this split would touch: what is on these drafts, and what went there with it. */
    private static Set<LineId> linesTouchedByUndo(OrderOperation split, List<Member> drafts) {
        Set<OrderId> concerned = drafts.isEmpty()
                ? Set.copyOf(split.others())
                : drafts.stream().map(Member::id).collect(Collectors.toSet());
        Set<LineId> lines = new LinkedHashSet<>();
        split.moves().stream().filter(move -> concerned.contains(move.to())).forEach(move -> lines.add(move.line()));
        drafts.forEach(child -> lines.addAll(child.lines.keySet()));
        return lines;
    }

    /** Lines that went as a whole come first: a part of one may be waiting to fold into it. */
    private void restoreWholeLines(Member child, Member parent, Set<LineId> movedWhole, Instant at) {
        List.copyOf(child.lines.values()).stream()
                .filter(line -> movedWhole.contains(line.id()))
                .forEach(line -> move(line, child, parent, at));
    }

    private void restoreRemaining(Member child, Member parent, Instant at) {
        for (Line line : List.copyOf(child.lines.values())) {
            if (line.lead().isPresent()) {
                continue;
            }
            List<Line> comboParts = child.partsOf(line.id());
            boolean folds = foldsInto(line, parent) && comboParts.stream().allMatch(part -> foldsInto(part, parent));
            comboParts.forEach(part -> restoreLine(part, folds, child, parent, at));
            restoreLine(line, folds, child, parent, at);
        }
    }

    private static boolean foldsInto(Line part, Member parent) {
        return part.journey()
                .partOf()
                .map(parent.lines::get)
                .filter(whole -> whole.mergeKey().equals(part.mergeKey())
                        && whole.prices().held().equals(part.prices().held()))
                .isPresent();
    }

    private void restoreLine(Line line, boolean folds, Member child, Member parent, Instant at) {
        if (!folds) {
            move(line, child, parent, at);
            return;
        }
        Line whole = parent.require(line.journey().partOf().orElseThrow());
        child.take(line.id());
        parent.put(whole.with(line));
        folded.add(line.id());
        moves.add(new OrderOperation.Move(
                line.id(), child.id(), parent.id(), line.quantity(), line.sent(), Optional.of(whole.id())));
    }

    private void move(Line line, Member from, Member to, Instant at) {
        from.take(line.id());
        to.put(line.moved(from.id(), to.id(), at));
        moves.add(
                new OrderOperation.Move(line.id(), from.id(), to.id(), line.quantity(), line.sent(), Optional.empty()));
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
            Member anchor,
            List<Member> restored,
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
            Member anchor,
            List<Member> others,
            List<Sums> before,
            Optional<OperationId> undoes,
            Optional<CustomerId> adopted,
            OrderOperation.Context context) {
        found.forEach(recount -> collectBlocker(recount::requireAgreement));
        requireNoBlockers();
        recount(anchor);
        others.forEach(OrderFamily::recount);
        OrderOperation operation = OrderOperation.recorded(
                new OrderOperation.Details(
                        kind, anchor.header.merchant(), anchor.id(), ids(others), List.copyOf(moves), undoes, adopted),
                before,
                sums(anchor, others),
                context);
        moves.clear();
        write(anchor, operation, context);
        others.forEach(other -> write(other, operation, context));
        return operation;
    }

    private static void recount(Member member) {
        Money zero = Money.zero(member.header.currency());
        Money subtotal = member.lines.values().stream()
                .map(line -> line.prices().total())
                .reduce(zero, Money::plus);
        member.header = member.header.withTotals(Totals.of(subtotal, zero, zero));
    }

    private void write(Member member, OrderOperation operation, OrderOperation.Context context) {
        member.touched = true;
        member.header = member.header.written(
                member.loadedRevision + 1, member.header.trace().touched(context.at(), context.by()));
        if (member.isNew) {
            events.add(new OrderEvent.Opened(member.header, context.at()));
            return;
        }
        member.header = member.header.withSequences(member.header.sequences().nextChanged());
        events.add(new OrderEvent.Regrouped(member.header, operation, context.at()));
    }

    /** The sums before anything moves, and whether they are right: wrong ones are rejected before lines move. */
    private List<Sums> sumsBefore(Member anchor, List<Member> others) {
        found = Stream.concat(Stream.of(anchor), others.stream())
                .map(member -> Recount.of(order(member.id())))
                .toList();
        return sums(anchor, others);
    }

    private static List<Sums> sums(Member anchor, List<Member> others) {
        return Stream.concat(Stream.of(anchor), others.stream())
                .map(member -> Sums.of(member.header))
                .toList();
    }

    private static List<OrderHeader> headers(List<Member> some) {
        return some.stream().map(member -> member.header).toList();
    }

    private static List<OrderId> ids(List<Member> some) {
        return some.stream().map(Member::id).toList();
    }

    private Member member(OrderId id) {
        Member member = members.get(id);
        if (member == null) {
            throw new Rejected(new OrderError.NotFound(id));
        }
        return member;
    }

    public OrderSnapshot order(OrderId id) {
        Member member = member(id);
        return new OrderSnapshot(member.header, List.copyOf(member.lines.values()));
    }

    /** The current members, by id. */
    public List<OrderSnapshot> orders() {
        return members.keySet().stream().map(this::order).toList();
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
                        .filter(member -> member.touched)
                        .map(member -> new Changed(
                                member.header,
                                member.written.stream().map(member::require).toList(),
                                member.isNew ? Optional.empty() : Optional.of(member.loadedRevision)))
                        .toList(),
                Set.copyOf(folded),
                undone);
    }

    /** The events since it was loaded. */
    public List<OrderEvent> events() {
        return List.copyOf(events);
    }
}
