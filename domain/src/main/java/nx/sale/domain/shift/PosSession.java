package nx.sale.domain.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SaleChannelId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Times;
import nx.sale.domain.shared.Trace;

/**
 * A shift: what happens at one till from the moment its drawer is filled to the moment it is counted. Only an {@link Open} one changes;
 * only a {@link Closed} one has a {@link Closing} and a Z.
 */
public sealed interface PosSession {
    /** The till, and where it sells. */
    record Place(MerchantId merchant, DeviceId device, SaleChannelId channel) {}

    /** OPEN until it is counted. */
    enum Status {
        OPEN,
        CLOSED
    }

    /**
     * How it ended.
     *
     * @param expected what should have been in the drawer
     * @param counted what was; empty when nobody could count it
     */
    record Closing(
            Instant at,
            String by,
            BigDecimal expected,
            Optional<CashCount> counted,
            Optional<String> note,
            boolean handOver) {
        public Closing {
            at = Times.kept(at);
        }

        /** What is too much in the drawer, or, below zero, what is missing. */
        public Optional<BigDecimal> discrepancy() {
            return counted.map(count -> count.amount().subtract(expected));
        }
    }

    SessionId id();

    Place place();

    Money openingFloat();

    /** What was moved into the drawer and out of it other than by sales. */
    CashMoved moved();

    /**
     * How often things were done.
     *
     * @param recounts it was to be counted again at close
     * @param noSales the drawer was opened without a sale
     */
    record Counts(int recounts, int noSales) {
        public static final Counts NONE = new Counts(0, 0);
    }

    /** How often things were done. */
    Counts counts();

    /** How often it was to be counted again at close. */
    default int recounts() {
        return counts().recounts();
    }

    /** How often the drawer was opened without a sale. */
    default int noSales() {
        return counts().noSales();
    }

    /** What was noted when it was opened. */
    Optional<String> note();

    long revision();

    Trace trace();

    /** A new shift. Rejects a float that is no cash. */
    static Open opened(
            SessionId id,
            Place place,
            BigDecimal openingFloat,
            CurrencyCode currency,
            Optional<String> note,
            Actor by,
            Instant at) {
        return new Open(
                id,
                place,
                CashCount.cash(openingFloat, currency),
                CashMoved.nothing(currency),
                Counts.NONE,
                note,
                1,
                Trace.created(at, by));
    }

    default MerchantId merchant() {
        return place().merchant();
    }

    /** The currency of its drawer: that of its sale channel when it was opened. */
    default CurrencyCode currency() {
        return openingFloat().currency();
    }

    default Status status() {
        return switch (this) {
            case Open open -> Status.OPEN;
            case Closed closed -> Status.CLOSED;
        };
    }

    /** How it ended, for whoever shows open and closed shifts alike. */
    default Optional<Closing> findClosing() {
        return switch (this) {
            case Open open -> Optional.empty();
            case Closed closed -> Optional.of(closed.closing());
        };
    }

    /** Rejects with RevisionMismatch unless the shift is at this revision. */
    default PosSession expect(Optional<Long> expected) {
        RequestError.expect(revision(), expected);
        return this;
    }

    /** The shift, to be changed. Rejects once it is closed. */
    default Open requireOpen() {
        return switch (this) {
            case Open open -> open;
            case Closed closed -> throw new Rejected(new ShiftError.Closed(closed.id()));
        };
    }

    /** What should be in the drawer. */
    default BigDecimal expectedCash(ShiftFigures figures) {
        return openingFloat()
                .amount()
                .add(moved().net())
                .add(figures.cash(currency()))
                .subtract(figures.cashRefunded(currency()));
    }

    /** The shift with a movement, and the movement. */
    record Moved(Open session, CashMovement movement) {}

    /**
     * A request to close.
     *
     * @param counted empty when nobody can count the drawer
     * @param note why it differs, when it does
     * @param handOver orders that wait for money go on under the till's next shift
     */
    record CloseRequest(Optional<CashCount> counted, Optional<String> note, boolean handOver) {}

    /** The outcome of a request to close. */
    sealed interface Outcome {
        /**
         * The count is too far off: count again.
         *
         * @param left how often that will be asked again
         */
        record Recount(Open session, int left) implements Outcome {}

        /**
         * Closed.
         *
         * @param explained it was closed although it differs too much, or was not counted
         */
        record Closed(PosSession.Closed session, boolean explained) implements Outcome {}
    }

    /** A shift whose drawer is in use. */
    record Open(
            SessionId id,
            Place place,
            Money openingFloat,
            CashMoved moved,
            Counts counts,
            Optional<String> note,
            long revision,
            Trace trace)
            implements PosSession {
        /** The drawer was opened without a sale. */
        public Open noSale(Actor by, Instant at) {
            return new Open(
                    id,
                    place,
                    openingFloat,
                    moved,
                    new Counts(recounts(), noSales() + 1),
                    note,
                    revision + 1,
                    trace.touched(at, by));
        }

        /** Moves cash. */
        public Moved move(
                MovementId movement, CashMovement.Kind kind, BigDecimal amount, String reason, Actor by, Instant at) {
            return move(movement, kind, amount, CashMovement.Cause.NONE, reason, by, at);
        }

        /** Pays tips out of the drawer to somebody. */
        public Moved payTips(MovementId movement, BigDecimal amount, String user, String reason, Actor by, Instant at) {
            return move(movement, CashMovement.Kind.TIP_OUT, amount, CashMovement.Cause.tipsOf(user), reason, by, at);
        }

        private Moved move(
                MovementId movement,
                CashMovement.Kind kind,
                BigDecimal amount,
                CashMovement.Cause cause,
                String reason,
                Actor by,
                Instant at) {
            return moved(new CashMovement(
                    movement,
                    id,
                    kind,
                    CashCount.cash(amount, currency()),
                    reason,
                    Optional.empty(),
                    cause,
                    by.label(),
                    at));
        }

        /** Gives a guest cash back. Rejects money of another currency than the drawer's. */
        public Moved refund(MovementId movement, Money amount, ReviewId review, String reason, Actor by, Instant at) {
            if (!amount.currency().equals(currency())) {
                throw new Rejected(new ShiftError.OtherCurrency(id, currency(), amount.currency()));
            }
            return moved(new CashMovement(
                    movement,
                    id,
                    CashMovement.Kind.REFUND,
                    CashCount.cash(amount.amount(), currency()),
                    reason,
                    Optional.empty(),
                    CashMovement.Cause.of(review),
                    by.label(),
                    at));
        }

        /**
         * Takes a movement of this shift back; one that a return made is the return's.
         *
         * @param reversed whether that was done before
         */
        public Moved reverse(
                CashMovement mistake, boolean reversed, MovementId movement, String reason, Actor by, Instant at) {
            if (reversed
                    || mistake.reverses().isPresent()
                    || mistake.cause().refund().isPresent()) {
                throw new Rejected(new ShiftError.MovementFinal(mistake.id()));
            }
            return moved(new CashMovement(
                    movement,
                    id,
                    mistake.kind(),
                    mistake.amount(),
                    reason,
                    Optional.of(mistake.id()),
                    mistake.cause(),
                    by.label(),
                    at));
        }

        private Moved moved(CashMovement movement) {
            if (!movement.amount().positive()) {
                throw new Rejected(new ShiftError.NothingMoved());
            }
            return new Moved(
                    written(
                            moved.with(movement),
                            recounts(),
                            new Trace(trace.createdAt(), trace.createdBy(), movement.at(), movement.by())),
                    movement);
        }

        /**
         * Closes the shift, or has it counted again (SHIFT-6, SHIFT-7, SHIFT-8). Rejects while orders wait for money that nobody hands over, and
         * a difference that nobody explains.
         */
        public Outcome close(
                CloseRequest request, ShiftFigures figures, OpenOrders open, Settings settings, Actor by, Instant at) {
            if (open.waiting() > 0 && !request.handOver()) {
                throw new Rejected(new ShiftError.OrdersOpen(id, open.waiting()));
            }
            BigDecimal expected = expectedCash(figures);
            request.counted().ifPresent(count -> count.require(currency()));
            boolean off = request.counted()
                    .map(count -> count.amount().subtract(expected).abs().compareTo(settings.cashTolerance()) > 0)
                    .orElse(true);
            if (off && request.counted().isPresent() && recounts() < settings.maxRecounts()) {
                return new Outcome.Recount(
                        written(moved, recounts() + 1, trace.touched(at, by)), settings.maxRecounts() - recounts() - 1);
            }
            if (off && request.note().isEmpty()) {
                throw new Rejected(new ShiftError.DifferenceUnexplained(id));
            }
            Closing closing =
                    new Closing(at, by.label(), expected, request.counted(), request.note(), request.handOver());
            return new Outcome.Closed(Closed.of(written(moved, recounts(), trace.touched(at, by)), closing), off);
        }

        private Open written(CashMoved newMoved, int newRecounts, Trace newTrace) {
            return new Open(
                    id,
                    place,
                    openingFloat,
                    newMoved,
                    new Counts(newRecounts, noSales()),
                    note,
                    revision + 1,
                    newTrace);
        }
    }

    /** A shift whose drawer was counted, or given up. */
    record Closed(
            SessionId id,
            Place place,
            Money openingFloat,
            CashMoved moved,
            Counts counts,
            Optional<String> note,
            long revision,
            Trace trace,
            Closing closing)
            implements PosSession {
        /** A shift as it was at its end, and how it ended. */
        public static Closed of(Open last, Closing closing) {
            return new Closed(
                    last.id(),
                    last.place(),
                    last.openingFloat(),
                    last.moved(),
                    last.counts(),
                    last.note(),
                    last.revision(),
                    last.trace(),
                    closing);
        }
    }
}
