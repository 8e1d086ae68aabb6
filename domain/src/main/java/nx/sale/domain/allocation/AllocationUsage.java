package nx.sale.domain.allocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.UnitId;
import nx.sale.domain.id.UsageId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * A unit taken for a time.
 *
 * @param assignee the waiter in charge of it
 * @param overstayAt when the time of the next reservation came while this party was still there
 * @param moves the units it was moved from, oldest first
 */
public record AllocationUsage(
        UsageId id,
        MerchantId merchant,
        FloorUnit unit,
        Taker taker,
        Window window,
        Status status,
        Optional<String> assignee,
        Stamps stamps,
        Optional<Instant> overstayAt,
        List<Move> moves,
        long revision,
        Trace trace) {
    public AllocationUsage {
        moves = List.copyOf(moves);
    }

    /** The status of a usage. */
    public enum Status {
        ACTIVE,
        SUCCESS,
        CANCELLED,
        EXPIRED
    }

    /** When it ended, one way or the other. */
    public record Stamps(Optional<Instant> completedAt, Optional<Instant> cancelledAt, Optional<Instant> expiredAt) {
        static final Stamps NONE = new Stamps(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A party moved from one unit to another. */
    public record Move(UnitId from, UnitId to, Instant at) {}

    /** A usage of this unit; several of one request share the taker. */
    public static AllocationUsage of(
            UsageId id,
            MerchantId merchant,
            FloorUnit unit,
            Taker taker,
            Window window,
            Optional<String> assignee,
            Actor by,
            Instant at) {
        return new AllocationUsage(
                id,
                merchant,
                unit,
                taker,
                window,
                Status.ACTIVE,
                assignee,
                Stamps.NONE,
                Optional.empty(),
                List.of(),
                1,
                Trace.created(at, by));
    }

    private void requireActive() {
        if (status != Status.ACTIVE) {
            throw new Rejected(new AllocationError.UsageEnded(id, status));
        }
    }

    /**
     * Who has the unit when this usage would: the first of these whose time overlaps it, or the party that sits there while this is
     * one too. Empty when it can be taken.
     *
     * @param others active usages of the unit, by their start
     */
    public Optional<AllocationError.UnitTaken> takenBy(List<AllocationUsage> others) {
        return others.stream()
                .filter(other -> other.window.overlaps(window)
                        || other.taker.asOrder().isPresent() && taker.asOrder().isPresent())
                .findFirst()
                .map(holder -> new AllocationError.UnitTaken(
                        unit.id(),
                        unit.code(),
                        holder.taker.kind(),
                        Long.toString(holder.taker.id()),
                        holder.window.from(),
                        holder.window.until(),
                        window.nextFree(
                                others.stream().map(AllocationUsage::window).toList())));
    }

    /** Rejects one that is not over. */
    public void requireEnded() {
        if (status == Status.ACTIVE) {
            throw new Rejected(new AllocationError.UsageActive(id));
        }
    }

    /** Ends it. Rejects one that has ended. */
    public AllocationUsage ended(Status how, Actor by, Instant at) {
        requireActive();
        Optional<Instant> now = Optional.of(at);
        Stamps entered = switch (how) {
            case ACTIVE -> throw new IllegalArgumentException("that is no end");
            case SUCCESS -> new Stamps(now, Optional.empty(), Optional.empty());
            case CANCELLED -> new Stamps(Optional.empty(), now, Optional.empty());
            case EXPIRED -> new Stamps(Optional.empty(), Optional.empty(), now);
        };
        return new AllocationUsage(
                id,
                merchant,
                unit,
                taker,
                window,
                how,
                assignee,
                entered,
                overstayAt,
                moves,
                revision + 1,
                trace.touched(at, by));
    }

    /** The same party at another unit. */
    public AllocationUsage transferred(FloorUnit to, Actor by, Instant at) {
        requireActive();
        List<Move> longer = new ArrayList<>(moves);
        longer.add(new Move(unit.id(), to.id(), at));
        return with(to, taker, window, assignee, Optional.empty(), longer, by, at);
    }

    /** With another end or another waiter. */
    public AllocationUsage changed(
            Optional<Instant> endsAt, Optional<Optional<String>> newAssignee, Actor by, Instant at) {
        requireActive();
        Window changed =
                endsAt.map(end -> Window.wanted(window.from(), end, at)).orElse(window);
        return with(
                unit,
                taker,
                changed,
                newAssignee.orElse(assignee),
                endsAt.isPresent() ? Optional.empty() : overstayAt,
                moves,
                by,
                at);
    }

    /** The guests of the reservation have come: now an order sits here. */
    public AllocationUsage checkedIn(OrderId order, Window sitting, Actor by, Instant at) {
        requireActive();
        return with(unit, Taker.order(order), sitting, assignee, overstayAt, moves, by, at);
    }

    /** The party stays on after its time: until then when the unit is free so long, else it overstays. */
    public AllocationUsage stayingOn(Instant until, Actor by, Instant at) {
        requireActive();
        return until.isAfter(window.until())
                ? with(unit, taker, new Window(window.from(), until), assignee, overstayAt, moves, by, at)
                : with(unit, taker, window, assignee, overstayAt.or(() -> Optional.of(at)), moves, by, at);
    }

    private AllocationUsage with(
            FloorUnit newUnit,
            Taker newTaker,
            Window newWindow,
            Optional<String> newAssignee,
            Optional<Instant> newOverstayAt,
            List<Move> newMoves,
            Actor by,
            Instant at) {
        return new AllocationUsage(
                id,
                merchant,
                newUnit,
                newTaker,
                newWindow,
                status,
                newAssignee,
                stamps,
                newOverstayAt,
                newMoves,
                revision + 1,
                trace.touched(at, by));
    }
}
