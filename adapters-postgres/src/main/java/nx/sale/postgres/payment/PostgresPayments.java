package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.settlement.DeclaredTip;
import nx.sale.domain.order.settlement.Returned;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentEventType;
import nx.sale.domain.payment.PaymentLedger;
import nx.sale.domain.payment.PaymentNotice;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.refund.GoodsBack;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** The payment ledgers in {@code PaymentTransaction}, {@code PaymentAttempt} and {@code PaymentReview}. */
public final class PostgresPayments implements Payments {
    private static final String BY = "service:payments";

    private final Ids ids;
    private final Clock clock;

    public PostgresPayments(Ids ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    private static final Sql TRANSACTIONS = Sql.of("""
            select uid, aim, saleCheckId, status, total, reportedPaid, waiting
              from "PaymentTransaction"
             where merchantId = :merchant and saleOrderId = :order
             order by id
            """);

    private static final Sql ATTEMPTS = Sql.of("""
            select uid, attemptId, transactionUid, saleCheckId, amount, provider, method, seen, reason, firstSeenAt, successAt, cancels, parentId,
                   tip, enteredTip, tipUserId, tipBooked
              from "PaymentAttempt"
             where merchantId = :merchant and saleOrderId = :order
             order by id
            """);

    private static final Sql REVIEWS = Sql.of("select " + ReviewRows.COLUMNS + """
              from "PaymentReview"
             where merchantId = :merchant and saleOrderId = :order
             order by id
            """);

    private static final Sql REFUNDS = Sql.of("select " + RefundRows.COLUMNS + """
              from "Refund"
             where merchantId = :merchant and saleOrderId = :order and deletedAt is null
             order by id
            """);

    /** An order says itself whether money went back: of most none did, and they need no look. */
    private static final Returned.Messages NOTHING = new Returned.Messages(0, 0);

    /** By check, and for what is on none: exact amounts of what came back, and the rounding to cash that was taken back with it. */
    private static final Sql GOODS_BACK = Sql.of("""
            select i.saleCheckId, sum(i.subtotal - i.discount + i.charge + i.tax + i.chargeTax) as exact, 0 as cashRounding
              from "SaleReturn" r
              join "SaleReturnItem" i on i.merchantId = r.merchantId and i.saleReturnId = r.id
             where r.merchantId = :merchant and r.saleOrderId = :order
             group by i.saleCheckId
             union all
            select (c ->> 'check')::bigint, 0, (c ->> 'amount')::numeric
              from "SaleReturn" r, jsonb_array_elements(r.cashRoundings) c
             where r.merchantId = :merchant and r.saleOrderId = :order
            """);

    /** By the events, which can be found by their transaction: every attempt came by one. */
    private static final Sql SHARED = Sql.of("""
            select exists (select 1 from "PaymentEvent" e
                             join "PaymentAttempt" a on a.merchantId = :merchant and a.saleOrderId = e.saleOrderId
                                                    and a.uid = e.attemptUid
                            where e.readable and e.eventType = any(:types) and e.transactionUid = :uid
                              and e.merchantId = :merchant and e.saleOrderId <> :order and a.transactionUid = :uid and not a.cancels) as shared
            """);

    private static final List<String> ABOUT_ATTEMPTS = Stream.of(
                    PaymentEventType.ATTEMPT_SUCCESS,
                    PaymentEventType.ATTEMPT_FAILED,
                    PaymentEventType.ATTEMPT_EXPIRED,
                    PaymentEventType.ATTEMPT_CANCELLED)
            .map(PaymentEventType::wireName)
            .toList();

    private static boolean shared(PostgresTx pg, OrderHeader order, String uid) {
        return pg.ask(of(order, SHARED).bind("types", ABOUT_ATTEMPTS).bind("uid", uid), row -> row.getBoolean("shared"))
                .rows()
                .getFirst();
    }

    @Override
    public PaymentLedger read(Tx tx, OrderHeader order) {
        CurrencyCode currency = order.currency();
        PostgresTx pg = PostgresTx.of(tx);
        Trip.Reply<PaymentLedger.Transaction> transactions = pg.ask(
                of(order, TRANSACTIONS),
                row -> new PaymentLedger.Transaction(
                        row.getString("uid"),
                        aim(row),
                        Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                        Rows.optionalText(row, "status"),
                        Rows.optionalDecimal(row, "total").map(total -> new Money(total, currency)),
                        Rows.money(row, "reportedPaid", currency),
                        Rows.money(row, "waiting", currency)));
        Trip.Reply<PaymentLedger.Attempt> attempts = pg.ask(of(order, ATTEMPTS), row -> attempt(row, currency));
        Trip.Reply<PaymentReview> reviews = pg.ask(of(order, REVIEWS), ReviewRows::read);
        Optional<Trip.Reply<GoodsBack>> goodsBack = Optional.of(
                        order.progress().returned().status())
                .filter(status -> status != Returned.Status.NONE)
                .map(some -> pg.ask(of(order, GOODS_BACK), row -> goodsBack(row, currency)));
        List<Refund> refunds = order.progress().returned().messages().equals(NOTHING)
                ? List.of()
                : pg.ask(of(order, REFUNDS), RefundRows::read).rows();
        return PaymentLedger.rehydrate(new PaymentLedger.Snapshot(
                order.merchant(),
                order.id(),
                currency,
                transactions.rows(),
                attempts.rows(),
                reviews.rows(),
                refunds,
                goodsBack.map(Trip.Reply::rows).orElse(List.of()),
                uid -> shared(pg, order, uid)));
    }

    private static GoodsBack goodsBack(ResultSet row, CurrencyCode currency) throws SQLException {
        return new GoodsBack(
                Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                Rows.money(row, "exact", currency),
                Rows.money(row, "cashRounding", currency));
    }

    private static Sql.Bound of(OrderHeader order, Sql sql) {
        return sql.bind("merchant", order.merchant().value())
                .bind("order", order.id().value());
    }

    /** Builds before the column counted a transaction for the first target that a webhook named. */
    private static PaymentLedger.Aim aim(ResultSet row) throws SQLException {
        return Rows.optionalText(row, "aim").map(PaymentLedger.Aim::valueOf).orElse(PaymentLedger.Aim.HERE);
    }

    private static PaymentLedger.Attempt attempt(ResultSet row, CurrencyCode currency) throws SQLException {
        return new PaymentLedger.Attempt(
                row.getString("uid"),
                Rows.optionalText(row, "attemptId"),
                Rows.optionalText(row, "transactionUid"),
                Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                Rows.money(row, "amount", currency),
                row.getString("provider"),
                Tender.valueOf(row.getString("method")),
                Rows.optionalText(row, "reason"),
                Rows.texts(row, "seen").stream().map(AttemptStatus::valueOf).collect(Collectors.toSet()),
                Rows.instant(row, "firstSeenAt"),
                Rows.optionalInstant(row, "successAt"),
                row.getBoolean("cancels")
                        ? Optional.of(new PaymentNotice.Cancels(Rows.optionalText(row, "parentId")))
                        : Optional.empty(),
                new DeclaredTip(
                        Rows.optionalDecimal(row, "tip").map(tip -> new Money(tip, currency)),
                        Rows.optionalDecimal(row, "enteredTip").map(tip -> new Money(tip, currency)),
                        Rows.optionalText(row, "tipUserId"),
                        Rows.money(row, "tipBooked", currency)));
    }

    private static final Sql PUT_TRANSACTION = Sql.of("""
            insert into "PaymentTransaction" as t
                   (id, merchantId, saleOrderId, uid, aim, saleCheckId, status, total, reportedPaid, waiting, createdAt, createdBy,
                    modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :order, :uid, :aim, :check, :status, :total, :paid, :waiting, :at, :by, :at, :by, 1)
                on conflict (merchantId, saleOrderId, uid) do update
               set aim = excluded.aim, saleCheckId = excluded.saleCheckId, waiting = excluded.waiting, status = excluded.status, total = excluded.total, reportedPaid = excluded.reportedPaid,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = t.revision + 1
            """);

    private static final Sql PUT_ATTEMPT = Sql.of("""
            insert into "PaymentAttempt" as a
                   (id, merchantId, saleOrderId, uid, attemptId, transactionUid, saleCheckId, amount, provider, method, status, seen,
                    reason, firstSeenAt, successAt, cancels, parentId, tip, enteredTip, tipUserId, tipBooked, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :order, :uid, :attemptId, :transaction, :check, :amount, :provider, :method, :status, :seen,
                    :reason, :firstSeenAt, :successAt, :cancels, :parent, :tip, :enteredTip, :tipUser, :tipBooked, :at, :by, :at, :by, 1)
                on conflict (merchantId, saleOrderId, uid) do update
               set attemptId = excluded.attemptId, transactionUid = excluded.transactionUid, saleCheckId = excluded.saleCheckId,
                   amount = excluded.amount, provider = excluded.provider, cancels = excluded.cancels, parentId = excluded.parentId,
                   method = excluded.method, status = excluded.status, seen = excluded.seen, reason = excluded.reason,
                   successAt = excluded.successAt, tip = excluded.tip, enteredTip = excluded.enteredTip,
                   tipUserId = excluded.tipUserId, tipBooked = excluded.tipBooked, modifiedAt = excluded.modifiedAt,
                   modifiedBy = excluded.modifiedBy, revision = a.revision + 1
            """);

    private static final Sql PUT_REVIEW = Sql.of("""
            insert into "PaymentReview" as r
                   (id, merchantId, saleOrderId, kind, amount, currency, attemptUid, saleCheckId, status, note, createdAt,
                    createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :order, :kind, :amount, :currency, :attempt, :check, :status, :note, :createdAt, :createdBy,
                    :modifiedAt, :modifiedBy, :revision)
                on conflict (merchantId, id) do update
               set amount = excluded.amount, status = excluded.status, note = excluded.note,
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = excluded.revision
             where r.status = 'OPEN'
            """);

    @Override
    public void update(Tx tx, PaymentLedger ledger) {
        PostgresTx pg = PostgresTx.of(tx);
        PaymentLedger.Changes changes = ledger.changes();
        Instant at = clock.instant();
        for (PaymentLedger.Transaction transaction : changes.transactions()) {
            pg.later(owned(PUT_TRANSACTION, changes, at)
                    .bind("uid", transaction.uid())
                    .bind("aim", transaction.aim())
                    .bind("waiting", transaction.waiting().amount())
                    .bind("check", transaction.check().map(CheckId::value))
                    .bind("status", transaction.status())
                    .bind("total", transaction.total().map(Money::amount))
                    .bind("paid", transaction.reportedPaid().amount()));
        }
        for (PaymentLedger.Attempt attempt : changes.attempts()) {
            pg.later(owned(PUT_ATTEMPT, changes, at)
                    .bind("uid", attempt.uid())
                    .bind("attemptId", attempt.id())
                    .bind("cancels", attempt.cancels().isPresent())
                    .bind("parent", attempt.cancels().flatMap(PaymentNotice.Cancels::parent))
                    .bind("check", attempt.check().map(CheckId::value))
                    .bind("transaction", attempt.transactionUid())
                    .bind("amount", attempt.amount().amount())
                    .bind("provider", attempt.provider())
                    .bind("method", attempt.method())
                    .bind("status", attempt.status())
                    .bind(
                            "seen",
                            attempt.seen().stream().map(Enum::name).sorted().toList())
                    .bind("reason", attempt.reason())
                    .bind("firstSeenAt", attempt.firstSeenAt())
                    .bind("successAt", attempt.successAt())
                    .bind("tip", attempt.tip().reported().map(Money::amount))
                    .bind("enteredTip", attempt.tip().entered().map(Money::amount))
                    .bind("tipUser", attempt.tip().user())
                    .bind("tipBooked", attempt.tip().booked().amount()));
        }
        for (PaymentReview review : changes.reviews()) {
            pg.later(PUT_REVIEW
                    .bind("id", review.id().value())
                    .bind("merchant", review.merchant().value())
                    .bind("order", review.order().value())
                    .bind("kind", review.kind())
                    .bind("amount", review.amount().amount())
                    .bind("currency", review.amount().currency().value())
                    .bind("attempt", review.about().attemptUid())
                    .bind("check", review.about().check().map(CheckId::value))
                    .bind("status", review.status())
                    .bind("note", review.note())
                    .bind("createdAt", review.trace().createdAt())
                    .bind("createdBy", review.trace().createdBy())
                    .bind("modifiedAt", review.trace().modifiedAt())
                    .bind("modifiedBy", review.trace().modifiedBy())
                    .bind("revision", review.revision()));
        }
        changes.refunds().forEach(refund -> pg.later(RefundRows.put(changes.merchant(), refund)));
    }

    private Sql.Bound owned(Sql sql, PaymentLedger.Changes changes, Instant at) {
        return sql.bind("id", ids.next())
                .bind("merchant", changes.merchant().value())
                .bind("order", changes.order().value())
                .bind("at", at)
                .bind("by", BY);
    }
}
