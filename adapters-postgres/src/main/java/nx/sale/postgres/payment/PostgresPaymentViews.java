package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReviewId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.payment.AttemptStatus;
import nx.sale.domain.payment.PaymentReview;
import nx.sale.domain.payment.PaymentViews;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
import nx.sale.postgres.sql.Pages;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** Payments and reviews for reading. */
public final class PostgresPaymentViews implements PaymentViews {
    private final Reads reads;

    public PostgresPaymentViews(Reads reads) {
        this.reads = reads;
    }

    private static final Sql ATTEMPTS = Sql.of("""
            select a.uid, a.transactionUid, a.saleCheckId, a.amount, o.currency, a.provider, a.method, a.status, a.reason, a.firstSeenAt,
                   a.successAt, a.cancels, a.parentId, coalesce(a.enteredTip, a.tip) as declaredTip, a.tipUserId, a.tipBooked
              from "PaymentAttempt" a
              join "SaleOrder" o on o.merchantId = :merchant and o.id = a.saleOrderId
             where a.saleOrderId = :order and a.merchantId = :merchant
             order by a.id
            """);

    @Override
    public List<AttemptView> listAttempts(MerchantId merchant, OrderId order) {
        return reads.list(
                ATTEMPTS.bind("order", order.value()).bind("merchant", merchant.value()),
                row -> new AttemptView(
                        row.getString("uid"),
                        Rows.optionalText(row, "transactionUid"),
                        Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                        Rows.money(row, "amount", new CurrencyCode(row.getString("currency"))),
                        row.getString("provider"),
                        Tender.valueOf(row.getString("method")),
                        AttemptStatus.valueOf(row.getString("status")),
                        Rows.optionalText(row, "reason"),
                        Rows.instant(row, "firstSeenAt"),
                        Rows.optionalInstant(row, "successAt"),
                        row.getBoolean("cancels"),
                        Rows.optionalText(row, "parentId"),
                        tip(row, new CurrencyCode(row.getString("currency")))));
    }

    private static TipView tip(ResultSet row, CurrencyCode currency) throws SQLException {
        return new TipView(
                Rows.optionalDecimal(row, "declaredTip").map(tip -> new Money(tip, currency)),
                Rows.optionalText(row, "tipUserId"),
                Rows.money(row, "tipBooked", currency));
    }

    private static final String FILTER = """
              from "PaymentReview"
             where merchantId = :merchant and deletedAt is null and (cast(:status as text) is null or status = :status)
               and (cast(:kind as text) is null or kind = :kind)
            """;

    private static final String OF_ORDERS = FILTER + " and saleOrderId = any(:orders)";

    /** A page of reviews and their count; those of some orders are asked for by the orders' index. */
    private record Lists(Sql page, Sql count) {
        static Lists of(String filter) {
            return new Lists(
                    Sql.of("select " + ReviewRows.COLUMNS + filter + " and id > :after order by id limit :limit"),
                    Sql.of("select count(*) as reviews" + " " + filter));
        }
    }

    private static final Lists ALL = Lists.of(FILTER);
    private static final Lists SOME = Lists.of(OF_ORDERS);

    @Override
    public Page<PaymentReview> listReviews(
            MerchantId merchant, ReviewFilter filter, int limit, Optional<Long> after, boolean counted) {
        Lists lists = filter.orders().isEmpty() ? ALL : SOME;
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<PaymentReview> rows = trip.read(
                    asked(lists.page(), merchant, filter)
                            .bind("after", after.orElse(0L))
                            .bind("limit", limit + 1),
                    ReviewRows::read);
            OptionalLong count = counted
                    ? OptionalLong.of(trip.read(asked(lists.count(), merchant, filter), row -> row.getLong("reviews"))
                            .rows()
                            .getFirst())
                    : OptionalLong.empty();
            return Pages.of(rows.rows(), limit, count, review -> review.id().toString());
        });
    }

    private static Sql.Bound asked(Sql sql, MerchantId merchant, ReviewFilter filter) {
        return sql.bind("merchant", merchant.value())
                .bind("status", filter.status())
                .bind("kind", filter.kind())
                .bind("orders", filter.orders().stream().map(OrderId::value).toList());
    }

    /** What other orders have of the same transaction does not wait. Found by the events, each success has one. */
    private static final String WAITING = """
              from (select t.id, t.saleOrderId, t.uid, o.currency, t.modifiedAt,
                           t.waiting - coalesce((select sum(a.amount)
                                                   from "PaymentEvent" e
                                                   join "PaymentAttempt" a on a.merchantId = :merchant and a.saleOrderId = e.saleOrderId
                                                    and a.uid = e.attemptUid and a.transactionUid = t.uid and not a.cancels
                                                  where e.readable and e.eventType = 'mq-pay:attempt.success'
                                                    and e.transactionUid = t.uid and e.merchantId = :merchant
                                                    and e.saleOrderId <> t.saleOrderId), 0) as amount
                      from "PaymentTransaction" t
                      join "SaleOrder" o on o.merchantId = :merchant and o.id = t.saleOrderId
                     where t.merchantId = :merchant and t.waiting > 0) w
             where amount > 0
            """;

    private static final Sql WAITING_PAGE = Sql.of("select id, saleOrderId, uid, amount, currency, modifiedAt" + " "
            + WAITING + " and id > :after order by id limit :limit");

    private static final Sql WAITING_COUNT = Sql.of("select count(*) as waiting" + " " + WAITING);

    private record WaitingRow(long id, Waiting waiting) {}

    @Override
    public Page<Waiting> listWaiting(MerchantId merchant, int limit, Optional<Long> after, boolean counted) {
        return reads.lists(merchant).trip(trip -> {
            Trip.Reply<WaitingRow> rows = trip.read(
                    WAITING_PAGE
                            .bind("merchant", merchant.value())
                            .bind("after", after.orElse(0L))
                            .bind("limit", limit + 1),
                    row -> new WaitingRow(
                            row.getLong("id"),
                            new Waiting(
                                    new OrderId(row.getLong("saleOrderId")),
                                    row.getString("uid"),
                                    Rows.money(row, "amount", new CurrencyCode(row.getString("currency"))),
                                    Rows.instant(row, "modifiedAt"))));
            OptionalLong count = counted
                    ? OptionalLong.of(
                            trip.read(WAITING_COUNT.bind("merchant", merchant.value()), row -> row.getLong("waiting"))
                                    .rows()
                                    .getFirst())
                    : OptionalLong.empty();
            Page<WaitingRow> page = Pages.of(rows.rows(), limit, count, row -> Long.toString(row.id()));
            return new Page<>(page.rows().stream().map(WaitingRow::waiting).toList(), page.count(), page.next());
        });
    }

    private static final Sql REVIEW = Sql.of("select " + ReviewRows.COLUMNS
            + " from \"PaymentReview\" where id = :id and merchantId = :merchant and deletedAt is null");

    @Override
    public Optional<PaymentReview> findReview(MerchantId merchant, ReviewId id) {
        return reads.first(REVIEW.bind("id", id.value()).bind("merchant", merchant.value()), ReviewRows::read);
    }
}
