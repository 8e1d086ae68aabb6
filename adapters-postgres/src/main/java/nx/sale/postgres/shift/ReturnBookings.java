package nx.sale.postgres.shift;

import nx.sale.domain.id.Ids;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ReturnBooking;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** What returns bring into the books of a till: the goods, the money by tender, and a movement for cash. */
final class ReturnBookings {
    private static final String REASON = "RETURN";

    private final Ids ids;

    ReturnBookings(Ids ids) {
        this.ids = ids;
    }

    private static final Sql KEEP = Sql.of("""
            merge into "TillReturn" as e
            using (select merchantId, openSessionId from "Till" where merchantId = :merchant and deviceId = :device) t
               on e.merchantId = :merchant and e.merchantId = t.merchantId and e.id = :id
             when not matched then
                  insert (merchantId, id, deviceId, posSessionId, saleOrderId, kind, refundId, currency, tender, count, amount, createdAt,
                          createdBy)
                  values (t.merchantId, :id, :device, t.openSessionId, :order, :kind, :refund, :currency, :tender, :count, :amount, :at, :by)
            """);

    /** In the shift that is open; one that is held becomes a movement when the next shift takes it over. */
    private static final Sql MOVE = Sql.of("""
            merge into "CashMovement" as m
            using (select merchantId, openSessionId
                     from "Till"
                    where merchantId = :merchant and deviceId = :device and openSessionId is not null) t
               on m.merchantId = :merchant and m.merchantId = t.merchantId and m.id = :id
             when not matched then
                  insert (id, merchantId, posSessionId, kind, amount, currency, reason, refundId, createdAt, createdBy)
                  values (:id, t.merchantId, t.openSessionId, 'REFUND', :amount, :currency, :reason, :refund, :at, :by)
            """);

    /** At a till whose row is held in this transaction. */
    void book(PostgresTx tx, ReturnBooking booking) {
        booking.total()
                .ifPresent(total -> tx.later(of(KEEP, booking)
                        .bind("id", ids.next())
                        .bind("kind", "RETURN")
                        .bind("refund", null)
                        .bind("currency", total.currency().value())
                        .bind("tender", null)
                        .bind("count", 1)
                        .bind("amount", total.amount())
                        .bind("by", booking.order().trace().modifiedBy())));
        for (ReturnBooking.Entry entry : booking.entries()) {
            long id = ids.next();
            tx.later(of(KEEP, booking, entry).bind("id", id));
            if (entry.cash()) {
                tx.later(of(MOVE, booking, entry).bind("id", id).bind("reason", REASON));
            }
        }
    }

    private static Sql.Bound of(Sql sql, ReturnBooking booking) {
        return sql.bind("merchant", booking.order().merchant().value())
                .bind("device", booking.drawer().value())
                .bind("order", booking.order().id().value())
                .bind("at", booking.at());
    }

    private static Sql.Bound of(Sql sql, ReturnBooking booking, ReturnBooking.Entry entry) {
        return of(sql, booking)
                .bind("kind", "REFUND")
                .bind("refund", entry.refund().id().value())
                .bind("currency", entry.amount().currency().value())
                .bind("tender", entry.refund().means().tender())
                .bind("count", entry.count())
                .bind("amount", entry.amount().amount())
                .bind("by", entry.refund().trace().createdBy());
    }

    private static final Sql TAKE_OVER = Sql.of("""
            update "TillReturn" set posSessionId = :session, carried = true
             where merchantId = :merchant and deviceId = :device and posSessionId is null
            """);

    private static final Sql MOVEMENTS_TAKEN_OVER = Sql.of("""
            merge into "CashMovement" as m
            using (select merchantId, id, posSessionId, amount, currency, refundId, createdAt, createdBy
                     from "TillReturn"
                    where merchantId = :merchant and posSessionId = :session and kind = 'REFUND' and tender = 'CASH' and count > 0) e
               on m.merchantId = :merchant and m.merchantId = e.merchantId and m.id = e.id
             when not matched then
                  insert (id, merchantId, posSessionId, kind, amount, currency, reason, refundId, createdAt, createdBy)
                  values (e.id, e.merchantId, e.posSessionId, 'REFUND', e.amount, e.currency, :reason, e.refundId, e.createdAt, e.createdBy)
            """);

    /** Gives a new shift what was returned while none was open at its till. */
    static void takeOver(PostgresTx tx, PosSession.Open session) {
        tx.later(TAKE_OVER
                .bind("session", session.id().value())
                .bind("merchant", session.merchant().value())
                .bind("device", session.place().device().value()));
        tx.later(MOVEMENTS_TAKEN_OVER
                .bind("session", session.id().value())
                .bind("merchant", session.merchant().value())
                .bind("reason", REASON));
    }
}
