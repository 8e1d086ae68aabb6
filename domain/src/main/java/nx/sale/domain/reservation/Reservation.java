package nx.sale.domain.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.allocation.FloorUnit;
import nx.sale.domain.allocation.Window;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReservationId;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Trace;

/**
 * A table promised to guests. No two components are of one type, here and in the parts, so that a swap does not compile.
 *
 * @param order theirs, once they have come
 */
public record Reservation(
        ReservationId id,
        MerchantId merchant,
        Guest guest,
        int partySize,
        Window window,
        Source source,
        Status status,
        Stamps stamps,
        Optional<String> cancellationReason,
        Optional<OrderId> order,
        long revision,
        Trace trace) {
    /** Why a reservation is cancelled whose guests did not come. */
    public static final String NO_SHOW = "NO_SHOW";

    /** Who comes, and what for. */
    public record Guest(
            String name,
            Optional<Phone> phone,
            Optional<Occasion> occasion,
            Optional<String> note,
            Optional<CustomerId> customer) {
        /** Where guests can be called. */
        public record Phone(String value) {}

        /** What they celebrate. */
        public record Occasion(String value) {}
    }

    /** How it was made. */
    public enum Source {
        PHONE,
        WALK_IN,
        ONLINE,
        OTHER
    }

    /** Its status. */
    public enum Status {
        PENDING,
        CONFIRMED,
        CHECKED_IN,
        CANCELLED,
        EXPIRED;

        public boolean open() {
            return this == PENDING || this == CONFIRMED;
        }
    }

    /** What can be done to it. */
    public enum Action {
        CONFIRM,
        CHECK_IN,
        CANCEL,
        CHANGE,
        EXPIRE,
        DELETE
    }

    /** When each status after the first was entered. */
    public record Stamps(Map<Status, Instant> times) {
        static final Stamps NONE = new Stamps(Map.of());

        public Stamps {
            times = Map.copyOf(times);
        }

        public Optional<Instant> of(Status status) {
            return Optional.ofNullable(times.get(status));
        }

        Stamps entered(Status status, Instant at) {
            Map<Status, Instant> all = new HashMap<>(times);
            all.put(status, at);
            return new Stamps(all);
        }
    }

    /** A new reservation, PENDING. */
    public static Reservation requested(
            ReservationId id,
            MerchantId merchant,
            Guest guest,
            int partySize,
            Window window,
            Source source,
            Actor by,
            Instant at) {
        return new Reservation(
                id,
                merchant,
                guest,
                partySize,
                window,
                source,
                Status.PENDING,
                Stamps.NONE,
                Optional.empty(),
                Optional.empty(),
                1,
                Trace.created(at, by));
    }

    /** Rejects when these units have no room for the party. None at all are fine: they can be chosen later. */
    public void requireRoomAt(List<FloorUnit> units) {
        int room = units.stream().mapToInt(FloorUnit::capacity).sum();
        if (!units.isEmpty() && room < partySize) {
            throw new Rejected(new ReservationError.TooSmall(partySize, room));
        }
    }

    public Reservation confirmed(Actor by, Instant at) {
        require(status == Status.PENDING, Action.CONFIRM);
        return entered(Status.CONFIRMED, cancellationReason, order, by, at);
    }

    /** The guests are there: seating them confirms a reservation that nobody confirmed before. */
    public Reservation checkedIn(OrderId newOrder, Actor by, Instant at) {
        require(status.open(), Action.CHECK_IN);
        Reservation known = status == Status.PENDING ? confirmed(by, at) : this;
        return known.entered(Status.CHECKED_IN, cancellationReason, Optional.of(newOrder), by, at);
    }

    /**
     * Calls it off.
     *
     * @param noShow how long after the start guests count as not coming
     */
    public Reservation cancelled(String reason, Duration noShow, Actor by, Instant at) {
        require(status.open(), Action.CANCEL);
        Instant noShowFrom = window.from().plus(noShow);
        if (reason.equals(NO_SHOW) && at.isBefore(noShowFrom)) {
            throw new Rejected(new ReservationError.NoShowTooEarly(id, noShowFrom));
        }
        return entered(Status.CANCELLED, Optional.of(reason), order, by, at);
    }

    /**
     * For how long guests who come now have the table: as reserved. Who comes much too early does not get all the time in between; who
     * comes after the end gets a turn.
     */
    public Window sitting(Duration turn, Instant now) {
        Instant enough = now.plus(window.length()).plus(turn);
        Instant end = window.until().isBefore(enough) ? window.until() : enough;
        return new Window(now, end.isAfter(now) ? end : now.plus(turn));
    }

    /** Whether nobody will come any more. */
    public boolean missed(Duration grace, Instant at) {
        return status.open() && at.isAfter(window.until().plus(grace));
    }

    public Reservation expired(Actor by, Instant at) {
        require(status.open(), Action.EXPIRE);
        return entered(Status.EXPIRED, cancellationReason, order, by, at);
    }

    public Reservation changed(Guest newGuest, int newPartySize, Window newWindow, Actor by, Instant at) {
        require(status.open(), Action.CHANGE);
        return new Reservation(
                id,
                merchant,
                newGuest,
                newPartySize,
                newWindow,
                source,
                status,
                stamps,
                cancellationReason,
                order,
                revision + 1,
                trace.touched(at, by));
    }

    /** Rejects when it is over, or the guests are there. */
    public void requireOpen() {
        require(status.open(), Action.CHANGE);
    }

    /** Rejects while guests are expected, or there. */
    public void requireDeletable() {
        require(status == Status.CANCELLED || status == Status.EXPIRED, Action.DELETE);
    }

    private void require(boolean allowed, Action action) {
        if (!allowed) {
            throw new Rejected(new ReservationError.NotAllowed(id, status, action));
        }
    }

    private Reservation entered(
            Status entered, Optional<String> reason, Optional<OrderId> newOrder, Actor by, Instant at) {
        return new Reservation(
                id,
                merchant,
                guest,
                partySize,
                window,
                source,
                entered,
                stamps.entered(entered, at),
                reason,
                newOrder,
                revision + 1,
                trace.touched(at, by));
    }
}
