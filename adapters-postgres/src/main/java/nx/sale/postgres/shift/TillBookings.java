package nx.sale.postgres.shift;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.order.Totals;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.TillBooking;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.Sql;

/** What is booked at a till, entry by entry, and the sums of the shift that it belongs to. */
final class TillBookings {
    private final Ids ids;

    TillBookings(Ids ids) {
        this.ids = ids;
    }

    /** Adds entries to the sums of a shift; {@code entries} must be there. */
    private static final String SUMS = """
            tendered as (
              insert into "PosSessionTender" as s (merchantId, posSessionId, tender, currency, payments, amount, carried)
              select :merchant, posSessionId, tender, currency, sum(payments), sum(amount), coalesce(sum(amount) filter (where carried), 0)
                from entries
               where kind = 'TAKING' and posSessionId is not null
               group by posSessionId, tender, currency
                  on conflict (merchantId, posSessionId, tender, currency) do update
                 set payments = s.payments + excluded.payments, amount = s.amount + excluded.amount,
                     carried = s.carried + excluded.carried
            )
            insert into "PosSessionSales" as s
                   (merchantId, posSessionId, currency, orders, carriedOrders, subtotal, discount, tax, rounding, total,
                    cancelledOrders, cancelledTotal, late, over)
            select :merchant, posSessionId, currency, count(*) filter (where outcome = 'COMPLETED'),
                   count(*) filter (where outcome = 'COMPLETED' and carried),
                   coalesce(sum(subtotal) filter (where outcome = 'COMPLETED'), 0),
                   coalesce(sum(discount) filter (where outcome = 'COMPLETED'), 0),
                   coalesce(sum(tax) filter (where outcome = 'COMPLETED'), 0),
                   coalesce(sum(rounding) filter (where outcome = 'COMPLETED'), 0),
                   coalesce(sum(total) filter (where outcome = 'COMPLETED'), 0),
                   count(*) filter (where outcome = 'CANCELLED'),
                   coalesce(sum(total) filter (where outcome = 'CANCELLED'), 0), sum(late), sum(over)
              from entries
             where posSessionId is not null
             group by posSessionId, currency
            having count(outcome) > 0 or sum(late) <> 0 or sum(over) <> 0
                on conflict (merchantId, posSessionId, currency) do update
               set orders = s.orders + excluded.orders, carriedOrders = s.carriedOrders + excluded.carriedOrders,
                   subtotal = s.subtotal + excluded.subtotal, discount = s.discount + excluded.discount,
                   tax = s.tax + excluded.tax, rounding = s.rounding + excluded.rounding, total = s.total + excluded.total,
                   cancelledOrders = s.cancelledOrders + excluded.cancelledOrders,
                   cancelledTotal = s.cancelledTotal + excluded.cancelledTotal, late = s.late + excluded.late,
                   over = s.over + excluded.over
            """;

    private static final Sql TAKE_OVER = Sql.of("""
            with entries as (
              update "TillEntry" set posSessionId = :session, carried = true
               where merchantId = :merchant and deviceId = :device and posSessionId is null
              returning *
            ),
            """ + SUMS);

    /** Gives a new shift what was booked while none was open at its till. */
    static Sql.Bound takenOver(PosSession.Open session) {
        return TAKE_OVER
                .bind("session", session.id().value())
                .bind("merchant", session.merchant().value())
                .bind("device", session.place().device().value());
    }

    /** The till's row is read as it is once it is held, not as it was when the statement began: so a shift closed meanwhile gets nothing. */
    private static final Sql BOOK = Sql.of("""
            with till as (
              update "Till" set modifiedAt = :at where merchantId = :merchant and deviceId = :device
              returning openSessionId
            ),
            entries as (
              select t.openSessionId as posSessionId, false as carried, e.*
                from till t
               cross join jsonb_to_recordset(cast(:entries as jsonb)) as e
                     (id bigint, kind text, checkId bigint, currency text, tender text, payments integer, amount numeric,
                      late numeric, over numeric, outcome text, subtotal numeric, discount numeric, tax numeric, rounding numeric,
                      total numeric)
            ),
            kept as (
              insert into "TillEntry"
                     (id, merchantId, deviceId, posSessionId, saleOrderId, saleCheckId, kind, currency, tender, payments, amount,
                      late, over, outcome, subtotal, discount, tax, rounding, total, createdAt)
              select id, :merchant, :device, posSessionId, :order, checkId, kind, currency, tender, payments, amount, late, over,
                     outcome, subtotal, discount, tax, rounding, total, :at
                from entries
            ),
            closed as (
              update "SaleOrder" o set closedInSessionId = e.posSessionId
                from entries e
               where o.id = :order and o.merchantId = :merchant and e.outcome = 'COMPLETED' and e.posSessionId is not null
            ),
            """ + SUMS);

    /** Into the open shift of its till, or for the next one. */
    Sql.Bound book(TillBooking booking) {
        return BOOK.bind("merchant", booking.merchant().value())
                .bind("device", booking.drawer().value())
                .bind("order", booking.order().value())
                .bind("at", booking.at())
                .bind("entries", Jsonb.text(entries(booking)));
    }

    /** A row for each tender and one for the order that ended; what is late or too much is in the row of the first tender. */
    private List<Map<String, Object>> entries(TillBooking booking) {
        List<Map<String, Object>> rows = new ArrayList<>();
        BigDecimal late = booking.late().amount();
        BigDecimal over = booking.over().amount();
        for (Takings.Change change : booking.takings()) {
            Map<String, Object> row = entry(booking, "TAKING");
            row.put("tender", ShiftReading.name(change.tender()));
            row.put("payments", change.payments());
            row.put("amount", change.amount().amount());
            row.put("late", late);
            row.put("over", over);
            late = BigDecimal.ZERO;
            over = BigDecimal.ZERO;
            rows.add(row);
        }
        booking.sale().ifPresent(sale -> {
            Map<String, Object> row = entry(booking, "SALE");
            row.put("outcome", sale.outcome().name());
            Totals totals = sale.totals();
            row.put("subtotal", totals.subtotal().amount());
            row.put("discount", totals.discount().amount());
            row.put("tax", totals.tax().amount());
            row.put("rounding", totals.rounding().amount());
            row.put("total", totals.total().amount());
            rows.add(row);
        });
        return rows;
    }

    private Map<String, Object> entry(TillBooking booking, String kind) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", ids.next());
        row.put("kind", kind);
        booking.check().map(CheckId::value).ifPresent(check -> row.put("checkid", check));
        row.put("currency", booking.late().currency().value());
        for (String number :
                List.of("payments", "amount", "late", "over", "subtotal", "discount", "tax", "rounding", "total")) {
            row.put(number, 0);
        }
        return row;
    }
}
