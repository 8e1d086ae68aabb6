package nx.sale.postgres.shift;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.order.Totals;
import nx.sale.domain.order.settlement.TipChange;
import nx.sale.domain.payment.Takings;
import nx.sale.domain.shift.PosSession;
import nx.sale.domain.shift.ShiftReading;
import nx.sale.domain.shift.TillBooking;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** What is booked at a till, entry by entry, and the sums of the shift that it belongs to. */
final class TillBookings {
    private final Ids ids;

    TillBookings(Ids ids) {
        this.ids = ids;
    }

    private static final Sql TAKE_OVER = Sql.of("""
            update "TillEntry" set posSessionId = :session, carried = true
             where merchantId = :merchant and deviceId = :device and posSessionId is null
            """);

    private static final Sql TENDERS_TAKEN_OVER = Sql.of("""
            merge into "PosSessionTender" as s
            using (select merchantId, tender, currency, sum(payments) as payments, sum(amount) as amount
                     from "TillEntry"
                    where merchantId = :merchant and posSessionId = :session and kind = 'TAKING'
                    group by merchantId, tender, currency) e
               on s.merchantId = :merchant and s.merchantId = e.merchantId and s.posSessionId = :session and s.tender = e.tender
              and s.currency = e.currency
             when not matched then
                  insert (merchantId, posSessionId, tender, currency, payments, amount, carried)
                  values (e.merchantId, :session, e.tender, e.currency, e.payments, e.amount, e.amount)
            """);

    private static final Sql SALES_TAKEN_OVER = Sql.of("""
            merge into "PosSessionSales" as s
            using (select merchantId, currency, count(*) filter (where outcome = 'COMPLETED') as orders,
                          coalesce(sum(subtotal) filter (where outcome = 'COMPLETED'), 0) as subtotal,
                          coalesce(sum(discount) filter (where outcome = 'COMPLETED'), 0) as discount,
                          coalesce(sum(charge) filter (where outcome = 'COMPLETED'), 0) as charge,
                          coalesce(sum(tax) filter (where outcome = 'COMPLETED'), 0) as tax,
                          coalesce(sum(rounding) filter (where outcome = 'COMPLETED'), 0) as rounding,
                          coalesce(sum(total) filter (where outcome = 'COMPLETED'), 0) as total,
                          count(*) filter (where outcome = 'CANCELLED') as cancelledOrders,
                          coalesce(sum(total) filter (where outcome = 'CANCELLED'), 0) as cancelledTotal,
                          sum(late) as late, sum(over) as over,
                          coalesce(sum(amount) filter (where kind = 'ROUNDING'), 0) as cashRounding
                     from "TillEntry"
                    where merchantId = :merchant and posSessionId = :session
                    group by merchantId, currency
                   having count(outcome) > 0 or sum(late) <> 0 or sum(over) <> 0 or count(*) filter (where kind = 'ROUNDING') > 0) e
               on s.merchantId = :merchant and s.merchantId = e.merchantId and s.posSessionId = :session
              and s.currency = e.currency
             when not matched then
                  insert (merchantId, posSessionId, currency, orders, carriedOrders, subtotal, discount, charge, tax, rounding, total,
                          cancelledOrders, cancelledTotal, late, over, cashRounding)
                  values (e.merchantId, :session, e.currency, e.orders, e.orders, e.subtotal, e.discount, e.charge, e.tax, e.rounding,
                          e.total, e.cancelledOrders, e.cancelledTotal, e.late, e.over, e.cashRounding)
            """);

    private static final Sql TIPS_TAKEN_OVER = Sql.of("""
            merge into "PosSessionTip" as s
            using (select merchantId, tender, userId, currency, sum(amount) as amount
                     from "TillEntry"
                    where merchantId = :merchant and posSessionId = :session and kind = 'TIP'
                    group by merchantId, tender, userId, currency) e
               on s.merchantId = :merchant and s.merchantId = e.merchantId and s.posSessionId = :session and s.tender = e.tender
              and s.userId = e.userId and s.currency = e.currency
             when not matched then
                  insert (merchantId, posSessionId, currency, tender, userId, amount)
                  values (e.merchantId, :session, e.currency, e.tender, e.userId, e.amount)
            """);

    /** Gives a new shift what was booked while none was open at its till. */
    static void takeOver(PostgresTx tx, PosSession.Open session) {
        for (Sql step : List.of(TAKE_OVER, TENDERS_TAKEN_OVER, SALES_TAKEN_OVER, TIPS_TAKEN_OVER)) {
            tx.later(step.bind("session", session.id().value())
                    .bind("merchant", session.merchant().value())
                    .bind("device", session.place().device().value()));
        }
    }

    /** First: the statements that follow read which shift is open once the till's row is held, so a shift closed meanwhile gets nothing. */
    private static final Sql HOLD = Sql.of("""
            update "Till" set modifiedAt = :at where merchantId = :merchant and deviceId = :device
            """);

    private static final Sql KEEP = Sql.of("""
            merge into "TillEntry" as e
            using (select merchantId, openSessionId from "Till" where merchantId = :merchant and deviceId = :device) t
               on e.merchantId = :merchant and e.merchantId = t.merchantId and e.id = :id
             when not matched then
                  insert (id, merchantId, deviceId, posSessionId, saleOrderId, saleCheckId, kind, currency, tender, userId, payments,
                          amount, late, over, outcome, subtotal, discount, charge, tax, rounding, total, createdAt)
                  values (:id, t.merchantId, :device, t.openSessionId, :order, :checkId, :kind, :currency, :tender, :userId, :payments,
                          :amount, :late, :over, :outcome, :subtotal, :discount, :charge, :tax, :rounding, :total, :at)
            """);

    private static final Sql CLOSED_IN = Sql.of("""
            update "SaleOrder" o set closedInSessionId = t.openSessionId
              from "Till" t
             where t.merchantId = :merchant and t.deviceId = :device and t.openSessionId is not null and o.merchantId = :merchant
               and o.id = :order
            """);

    private static final String OPEN_SHIFT = """
            using (select merchantId, openSessionId
                     from "Till"
                    where merchantId = :merchant and deviceId = :device and openSessionId is not null) t
               on s.merchantId = :merchant and s.merchantId = t.merchantId and s.posSessionId = t.openSessionId
              and s.currency = :currency
            """;

    private static final Sql ADD_TENDER = Sql.of("merge into \"PosSessionTender\" as s " + OPEN_SHIFT + """
              and s.tender = :tender
             when matched then update set payments = s.payments + :payments, amount = s.amount + :amount
             when not matched then
                  insert (merchantId, posSessionId, tender, currency, payments, amount, carried)
                  values (t.merchantId, t.openSessionId, :tender, :currency, :payments, :amount, 0)
            """);

    private static final Sql ADD_TIP = Sql.of("merge into \"PosSessionTip\" as s " + OPEN_SHIFT + """
              and s.tender = :tender and s.userId = :userId
             when matched then update set amount = s.amount + :amount
             when not matched then
                  insert (merchantId, posSessionId, currency, tender, userId, amount)
                  values (t.merchantId, t.openSessionId, :currency, :tender, :userId, :amount)
            """);

    private static final Sql ADD_SALES = Sql.of("merge into \"PosSessionSales\" as s " + OPEN_SHIFT + """
             when matched then
                  update set orders = s.orders + :orders, subtotal = s.subtotal + :subtotal, discount = s.discount + :discount,
                             charge = s.charge + :charge, tax = s.tax + :tax, rounding = s.rounding + :rounding, total = s.total + :total,
                             cancelledOrders = s.cancelledOrders + :cancelledOrders,
                             cancelledTotal = s.cancelledTotal + :cancelledTotal, late = s.late + :late, over = s.over + :over,
                             cashRounding = s.cashRounding + :cashRounding
             when not matched then
                  insert (merchantId, posSessionId, currency, orders, carriedOrders, subtotal, discount, charge, tax, rounding, total,
                          cancelledOrders, cancelledTotal, late, over, cashRounding)
                  values (t.merchantId, t.openSessionId, :currency, :orders, 0, :subtotal, :discount, :charge, :tax, :rounding, :total,
                          :cancelledOrders, :cancelledTotal, :late, :over, :cashRounding)
            """);

    static void hold(PostgresTx tx, MerchantId merchant, DeviceId drawer, Instant at) {
        tx.later(HOLD.bind("merchant", merchant.value())
                .bind("device", drawer.value())
                .bind("at", at));
    }

    /** Into the open shift of its till, or for the next one. */
    void book(PostgresTx tx, TillBooking booking) {
        List<Map<String, Object>> entries = entries(booking);
        hold(tx, booking.merchant(), booking.drawer(), booking.at());
        entries.forEach(entry -> tx.later(of(KEEP, booking)
                .bind("checkId", booking.check().map(CheckId::value))
                .bind("tender", null)
                .bind("userId", null)
                .bind("outcome", null)
                .bindFields(entry)));
        entries.stream()
                .filter(entry -> entry.containsKey("tender"))
                .forEach(entry -> tx.later(of(entry.containsKey("userid") ? ADD_TIP : ADD_TENDER, booking)
                        .bindFields(entry)));
        if (booking.sale().isPresent()
                || !booking.beside().late().zero()
                || !booking.beside().over().zero()
                || !booking.beside().cashRounding().zero()) {
            tx.later(of(ADD_SALES, booking).bindFields(sums(booking)));
        }
        if (completed(booking)) {
            tx.later(of(CLOSED_IN, booking));
        }
    }

    /** What the entries of a booking add to the sums of a shift. */
    private static Map<String, Object> sums(TillBooking booking) {
        Totals none = Totals.zero(booking.beside().late().currency());
        Totals ended = booking.sale().map(TillBooking.Sale::totals).orElse(none);
        boolean completed = completed(booking);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("currency", booking.beside().late().currency().value());
        row.put("orders", completed ? 1 : 0);
        putTotals(row, completed ? ended : none);
        row.put("cancelledorders", booking.sale().isPresent() && !completed ? 1 : 0);
        row.put("cancelledtotal", (completed ? none : ended).total().amount());
        row.put("late", booking.beside().late().amount());
        row.put("over", booking.beside().over().amount());
        row.put("cashrounding", booking.beside().cashRounding().amount());
        return row;
    }

    private static boolean completed(TillBooking booking) {
        return booking.sale()
                .filter(sale -> sale.outcome() == TillBooking.Outcome.COMPLETED)
                .isPresent();
    }

    private static void putTotals(Map<String, Object> row, Totals totals) {
        row.put("subtotal", totals.subtotal().amount());
        row.put("discount", totals.discount().amount());
        row.put("charge", totals.charge().amount());
        row.put("tax", totals.tax().amount());
        row.put("rounding", totals.rounding().amount());
        row.put("total", totals.total().amount());
    }

    private static Sql.Bound of(Sql sql, TillBooking booking) {
        return sql.bind("merchant", booking.merchant().value())
                .bind("device", booking.drawer().value())
                .bind("order", booking.order().value())
                .bind("at", booking.at());
    }

    /**
     * A row for each tender, for what rounding to cash did, for each person's tips, and one for the order that ended; what is late or too
     * much is in the first row.
     */
    private List<Map<String, Object>> entries(TillBooking booking) {
        List<Map<String, Object>> rows = new ArrayList<>();
        BigDecimal late = booking.beside().late().amount();
        BigDecimal over = booking.beside().over().amount();
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
        boolean surplusOnly = rows.isEmpty()
                && booking.beside().tips().isEmpty()
                && !booking.beside().over().zero();
        if (!booking.beside().cashRounding().zero() || surplusOnly) {
            Map<String, Object> row = entry(booking, "ROUNDING");
            row.put("amount", booking.beside().cashRounding().amount());
            rows.add(row);
        }
        for (TipChange change : booking.beside().tips()) {
            Map<String, Object> row = entry(booking, "TIP");
            row.put("tender", ShiftReading.name(change.tender()));
            row.put("userid", change.user());
            row.put("amount", change.amount().amount());
            rows.add(row);
        }
        if (booking.takings().isEmpty() && !rows.isEmpty()) {
            rows.getFirst().put("late", late);
            rows.getFirst().put("over", over);
        }
        booking.sale().ifPresent(sale -> {
            Map<String, Object> row = entry(booking, "SALE");
            row.put("outcome", sale.outcome().name());
            putTotals(row, sale.totals());
            rows.add(row);
        });
        return rows;
    }

    private Map<String, Object> entry(TillBooking booking, String kind) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", ids.next());
        row.put("kind", kind);
        booking.check().map(CheckId::value).ifPresent(check -> row.put("checkid", check));
        row.put("currency", booking.beside().late().currency().value());
        for (String number : List.of(
                "payments", "amount", "late", "over", "subtotal", "discount", "charge", "tax", "rounding", "total")) {
            row.put(number, 0);
        }
        return row;
    }
}
