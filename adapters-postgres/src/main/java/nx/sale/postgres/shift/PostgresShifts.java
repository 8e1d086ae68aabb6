package nx.sale.postgres.shift;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.MovementId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.id.SessionId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.CashCount;
import nx.sale.domain.shift.CashMovement;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ReturnBooking;
import nx.sale.domain.shift.ShiftError;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.Till;
import nx.sale.domain.shift.TillBooking;
import nx.sale.domain.shift.ZReport;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/**
 * Shifts for changing. A booking holds the till's row from its first statement to the commit that travels with it; opening and closing
 * hold the same row, so that a booking goes to the shift that is open at that moment and to no other.
 */
public final class PostgresShifts implements Shifts {
    private final Ids ids;
    private final TillBookings bookings;
    private final ReturnBookings returns;

    public PostgresShifts(Ids ids) {
        this.ids = ids;
        bookings = new TillBookings(ids);
        returns = new ReturnBookings(ids);
    }

    private static final Sql LOCK_OPEN = Sql.of("""
            select id from "PosSession"
             where merchantId = :merchant and deviceId = :device and status = 'OPEN' and deletedAt is null
               for share
            """);

    @Override
    public Optional<SessionId> lockOpen(Tx tx, MerchantId merchant, DeviceId device) {
        tx.rank(LockRank.SHIFT);
        return PostgresTx.of(tx)
                .ask(
                        LOCK_OPEN.bind("merchant", merchant.value()).bind("device", device.value()),
                        row -> new SessionId(row.getLong("id")))
                .first();
    }

    /** Lets the references of bookings through, which the till's row keeps out of the books anyway. */
    private static final Sql LOCK = Sql.of("select " + ShiftRows.SESSION + """
              from "PosSession"
             where id = :id and merchantId = :merchant and deletedAt is null
               for no key update
            """);

    @Override
    public PosSession lock(Tx tx, MerchantId merchant, SessionId id) {
        tx.rank(LockRank.SHIFT);
        return PostgresTx.of(tx)
                .ask(LOCK.bind("id", id.value()).bind("merchant", merchant.value()), ShiftRows::session)
                .first()
                .orElseThrow(() -> new Rejected(new ShiftError.NotFound(id)));
    }

    private static final Sql FIRST_SHIFT = Sql.of("""
            insert into "Till" (merchantId, deviceId, lastNumber, lastHash, modifiedAt)
            values (:merchant, :device, 0, :hash, now())
                on conflict (merchantId, deviceId) do nothing
            """);

    private static final Sql LOCK_TILL = Sql.of("""
            select merchantId, deviceId, openSessionId, lastNumber, lastHash
              from "Till"
             where merchantId = :merchant and deviceId = :device
               for update
            """);

    @Override
    public Till lockTill(Tx tx, MerchantId merchant, DeviceId device) {
        tx.rank(LockRank.TILL);
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(FIRST_SHIFT
                .bind("merchant", merchant.value())
                .bind("device", device.value())
                .bind("hash", Till.NO_HASH));
        return till(pg, merchant, device).first().orElseThrow();
    }

    private static Trip.Reply<Till> till(PostgresTx pg, MerchantId merchant, DeviceId device) {
        return pg.ask(LOCK_TILL.bind("merchant", merchant.value()).bind("device", device.value()), ShiftRows::till);
    }

    private static final Sql FIGURES = Sql.of("select " + ShiftRows.FIGURES + """
              from "PosSession" s
             where s.merchantId = :merchant and s.id = :session
            """);

    @Override
    public Books lockBooks(Tx tx, PosSession.Open session) {
        tx.rank(LockRank.TILL);
        PostgresTx pg = PostgresTx.of(tx);
        Trip.Reply<Till> till = till(pg, session.merchant(), session.place().device());
        Trip.Reply<ShiftRows.Figures> figures = pg.ask(
                FIGURES.bind("merchant", session.merchant().value())
                        .bind("session", session.id().value()),
                ShiftRows::figures);
        ShiftRows.Figures read = figures.first().orElseThrow();
        return new Books(till.first().orElseThrow(), read.sums(), read.open());
    }

    private static final Sql ADD = Sql.of("""
            insert into "PosSession"
                   (id, merchantId, deviceId, saleChannelId, status, currency, openingFloat, payIn, payOut, safeDrop, refund,
                    closeRecountCount, note, openedAt, openedBy, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :device, :channel, 'OPEN', :currency, :float, 0, 0, 0, 0, 0, :note, :at, :by, :at, :by, :at, :by,
                    :revision)
            """);

    private static final Sql SET_TILL = Sql.of("""
            update "Till" set openSessionId = :open, lastNumber = :number, lastHash = :hash, modifiedAt = :at
             where merchantId = :merchant and deviceId = :device
            """);

    @Override
    public void add(Tx tx, PosSession.Open session, Till opened) {
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(ADD.bind("id", session.id().value())
                .bind("merchant", session.merchant().value())
                .bind("device", session.place().device().value())
                .bind("channel", session.place().channel().value())
                .bind("currency", session.currency().value())
                .bind("float", session.openingFloat().amount())
                .bind("note", session.note())
                .bind("at", session.trace().createdAt())
                .bind("by", session.trace().createdBy())
                .bind("revision", session.revision()));
        setTill(pg, opened, session.trace().createdAt());
        TillBookings.takeOver(pg, session);
        ReturnBookings.takeOver(pg, session);
    }

    private static void setTill(PostgresTx pg, Till till, Instant at) {
        pg.later(SET_TILL.bind("merchant", till.merchant().value())
                .bind("device", till.device().value())
                .bind("open", till.open().map(SessionId::value))
                .bind("number", till.lastNumber())
                .bind("hash", till.lastHash())
                .bind("at", at));
    }

    private static final Sql UPDATE = Sql.of("""
            update "PosSession"
               set payIn = :payIn, payOut = :payOut, safeDrop = :drop, refund = :refund, tipOut = :tipOut, noSales = :noSales,
                   closeRecountCount = :recounts,
                   modifiedAt = :at, modifiedBy = :by,
                   revision = case when revision < :revision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant
            """);

    @Override
    public void update(Tx tx, PosSession.Open session) {
        PostgresTx.of(tx)
                .later(UPDATE.bind("id", session.id().value())
                        .bind("merchant", session.merchant().value())
                        .bind("payIn", session.moved().payIn().amount())
                        .bind("payOut", session.moved().payOut().amount())
                        .bind("drop", session.moved().drop().amount())
                        .bind("refund", session.moved().refund().amount())
                        .bind("tipOut", session.moved().tipOut().amount())
                        .bind("noSales", session.noSales())
                        .bind("recounts", session.recounts())
                        .bind("at", session.trace().modifiedAt())
                        .bind("by", session.trace().modifiedBy())
                        .bind("revision", session.revision()));
    }

    /** What was moved and recounted is stored already: a close changes neither. */
    private static final Sql CLOSE = Sql.of("""
            update "PosSession"
               set status = 'CLOSED', expectedCash = :expected, actualCash = :actual, cashDiscrepancy = :discrepancy,
                   denominations = cast(:denominations as jsonb), handOver = :handOver, closeNote = :closeNote,
                   closedAt = :closedAt, closedBy = :closedBy, modifiedAt = :at, modifiedBy = :by,
                   revision = case when revision < :revision then :revision else refuse_stale_revision(revision) end
             where id = :id and merchantId = :merchant
            """);

    private static Sql.Bound close(PosSession.Closed session) {
        PosSession.Closing closing = session.closing();
        return CLOSE.bind("id", session.id().value())
                .bind("merchant", session.merchant().value())
                .bind("expected", closing.expected())
                .bind("actual", closing.counted().map(CashCount::amount))
                .bind("discrepancy", closing.discrepancy())
                .bind("denominations", closing.counted().map(count -> ShiftRows.denominations(count.denominations())))
                .bind("handOver", closing.handOver())
                .bind("closeNote", closing.note())
                .bind("closedAt", closing.at())
                .bind("closedBy", closing.by())
                .bind("at", session.trace().modifiedAt())
                .bind("by", session.trace().modifiedBy())
                .bind("revision", session.revision());
    }

    private static final Sql ADD_Z = Sql.of("""
            insert into "PosSessionReport"
                   (id, merchantId, deviceId, posSessionId, number, content, previousHash, hash, createdAt, createdBy)
            values (:id, :merchant, :device, :session, :number, :content, :previous, :hash, :at, :by)
            """);

    private static final Sql ALL_LEAVE = Sql.of("""
            update "PosSessionEnrolment" set leftAt = :at
             where merchantId = :merchant and posSessionId = :session and leftAt is null
            """);

    @Override
    public void update(Tx tx, PosSession.Closed closed, ZReport z, Till after) {
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(close(closed));
        pg.later(ADD_Z.bind("id", z.id().value())
                .bind("merchant", z.merchant().value())
                .bind("device", z.device().value())
                .bind("session", z.session().value())
                .bind("number", z.number())
                .bind("content", z.content())
                .bind("previous", z.previousHash())
                .bind("hash", z.hash())
                .bind("at", z.at())
                .bind("by", closed.trace().modifiedBy()));
        setTill(pg, after, z.at());
        pg.later(ALL_LEAVE
                .bind("merchant", closed.merchant().value())
                .bind("session", closed.id().value())
                .bind("at", z.at()));
    }

    /** An entry bears the moment at which its payment succeeded. */
    private static final Sql READ_CLOSED = Sql.of("""
            select s.id
              from "PosSession" s
             where s.merchantId = :merchant and s.deviceId = :device and s.status = 'CLOSED' and s.closedAt >= :paidAt
               and exists (select from "TillEntry" e
                            where e.merchantId = :merchant and e.posSessionId = s.id and e.saleOrderId = :order
                              and e.kind = 'TAKING' and e.createdAt = :paidAt)
             limit 1
            """);

    @Override
    public Optional<SessionId> readClosed(Tx tx, MerchantId merchant, DeviceId drawer, OrderId order, Instant paidAt) {
        return PostgresTx.of(tx)
                .ask(
                        READ_CLOSED
                                .bind("merchant", merchant.value())
                                .bind("device", drawer.value())
                                .bind("order", order.value())
                                .bind("paidAt", paidAt),
                        row -> new SessionId(row.getLong("id")))
                .first();
    }

    private static final Sql READ_MOVEMENT = Sql.of("select " + ShiftRows.MOVEMENT + """
                   , exists (select 1 from "CashMovement" r where r.merchantId = :merchant and r.reversesId = m.id) as reversed
              from "CashMovement" m
             where m.id = :id and m.posSessionId = :session and m.merchantId = :merchant
            """);

    @Override
    public RecordedMovement readMovement(Tx tx, PosSession.Open session, MovementId id) {
        return PostgresTx.of(tx)
                .ask(
                        READ_MOVEMENT
                                .bind("id", id.value())
                                .bind("session", session.id().value())
                                .bind("merchant", session.merchant().value()),
                        row -> new RecordedMovement(ShiftRows.movement(row), row.getBoolean("reversed")))
                .first()
                .orElseThrow(() -> new Rejected(new ShiftError.MovementNotFound(id)));
    }

    private static final Sql ADD_MOVEMENT = Sql.of("""
            insert into "CashMovement"
                   (id, merchantId, posSessionId, kind, amount, currency, reason, reversesId, paymentReviewId, userId, createdAt, createdBy)
            values (:id, :merchant, :session, :kind, :amount, :currency, :reason, :reverses, :review, :user, :at, :by)
            """);

    @Override
    public void addMovement(Tx tx, MerchantId merchant, CashMovement movement) {
        PostgresTx.of(tx)
                .later(ADD_MOVEMENT
                        .bind("merchant", merchant.value())
                        .bind("id", movement.id().value())
                        .bind("session", movement.session().value())
                        .bind("kind", movement.kind())
                        .bind("amount", movement.amount().amount())
                        .bind("currency", movement.amount().currency().value())
                        .bind("reason", movement.reason())
                        .bind("reverses", movement.reverses().map(MovementId::value))
                        .bind("review", movement.cause().review().map(ReviewId::value))
                        .bind("user", movement.cause().user())
                        .bind("at", movement.at())
                        .bind("by", movement.by()));
    }

    private static final Sql ENROL = Sql.of("""
            insert into "PosSessionEnrolment" (id, merchantId, posSessionId, userId, enrolledAt, enrolledBy)
            values (:id, :merchant, :session, :user, :at, :by)
                on conflict (merchantId, posSessionId, userId) where leftAt is null do nothing
            """);

    @Override
    public void addEnrolment(Tx tx, PosSession.Open session, String userId, Origin origin, Instant at) {
        PostgresTx.of(tx)
                .later(ENROL.bind("id", ids.next())
                        .bind("merchant", session.merchant().value())
                        .bind("session", session.id().value())
                        .bind("user", userId)
                        .bind("at", at)
                        .bind("by", origin.actor().label()));
    }

    private static final Sql LEAVE = Sql.of("""
            update "PosSessionEnrolment" set leftAt = :at
             where merchantId = :merchant and posSessionId = :session and userId = :user and leftAt is null
            """);

    @Override
    public void removeEnrolment(Tx tx, PosSession.Open session, String userId, Instant at) {
        PostgresTx.of(tx)
                .later(
                        LEAVE.bind("merchant", session.merchant().value())
                                .bind("session", session.id().value())
                                .bind("user", userId)
                                .bind("at", at),
                        left -> {
                            if (left == 0) {
                                throw new Rejected(new ShiftError.NotEnrolled(userId));
                            }
                        });
    }

    @Override
    public void addBooking(Tx tx, TillBooking booking) {
        tx.rank(LockRank.TILL);
        bookings.book(PostgresTx.of(tx), booking);
    }

    @Override
    public void addBooking(Tx tx, ReturnBooking booking) {
        tx.rank(LockRank.TILL);
        PostgresTx pg = PostgresTx.of(tx);
        TillBookings.hold(pg, booking.order().merchant(), booking.drawer(), booking.at());
        returns.book(pg, booking);
    }
}
