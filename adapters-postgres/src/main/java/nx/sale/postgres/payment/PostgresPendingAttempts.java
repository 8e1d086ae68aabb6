package nx.sale.postgres.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.pending.PendingAttempt;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Attempts to be asked for, in {@code PendingAttempt}. The ledger knows no attempt but those with an end, so one it has is pending no more. */
public final class PostgresPendingAttempts implements PendingAttempts {
    private static final String COLUMNS =
            "p.merchantId, p.saleOrderId, p.saleCheckId, p.attemptId, p.attemptUid, p.transactionUid, p.amount, p.currency,"
                    + " p.heardAt, p.asked, p.nextAt, p.endedAt";
    private static final String IN_LEDGER =
            "exists (select 1 from \"PaymentAttempt\" a where a.merchantId = :merchant and a.saleOrderId = p.saleOrderId and a.uid in (p.attemptUid, p.attemptId))";

    private final Reads reads;
    private final Ids ids;

    public PostgresPendingAttempts(Reads reads, Ids ids) {
        this.reads = reads;
        this.ids = ids;
    }

    private static final Sql ADD = Sql.of("""
            insert into "PendingAttempt" as p
                   (id, merchantId, saleOrderId, saleCheckId, attemptId, attemptUid, transactionUid, amount, currency, heardAt, asked,
                    nextAt, createdAt, createdBy, modifiedAt, modifiedBy, revision)
            values (:id, :merchant, :order, :check, :attemptId, :attemptUid, :transaction, :amount, :currency, :at, 0, :nextAt, :at,
                    :by, :at, :by, 1)
                on conflict (merchantId, saleOrderId, attemptUid) do update
               set saleCheckId = coalesce(p.saleCheckId, excluded.saleCheckId),
                   transactionUid = coalesce(p.transactionUid, excluded.transactionUid),
                   amount = coalesce(p.amount, excluded.amount), currency = coalesce(p.currency, excluded.currency),
                   modifiedAt = excluded.modifiedAt, modifiedBy = excluded.modifiedBy, revision = p.revision + 1
            returning
            """ + COLUMNS);

    @Override
    public PendingAttempt add(Tx tx, PendingAttempt attempt, Actor by) {
        return PostgresTx.of(tx)
                .ask(
                        ADD.bind("id", ids.next())
                                .bind("merchant", attempt.merchant().value())
                                .bind("order", attempt.order().value())
                                .bind("check", attempt.check().map(CheckId::value))
                                .bind("attemptId", attempt.attemptId())
                                .bind("attemptUid", attempt.attemptUid())
                                .bind("transaction", attempt.transactionUid())
                                .bind("amount", attempt.amount().map(Money::amount))
                                .bind(
                                        "currency",
                                        attempt.amount().map(Money::currency).map(CurrencyCode::value))
                                .bind("at", attempt.firstSeenAt())
                                .bind("nextAt", attempt.nextAt())
                                .bind("by", by.label()),
                        PostgresPendingAttempts::attempt)
                .rows()
                .getFirst();
    }

    private static final Sql WHOSE = Sql.of("""
            select merchantId
              from "PendingAttempt"
             where nextAt <= :now and merchantId <> all(:without)
             group by merchantId
             order by min(nextAt)
             limit :limit
            """);

    @Override
    public List<MerchantId> listWithDue(Instant now, Collection<MerchantId> without, int limit) {
        return reads.merchants(WHOSE.bind("now", now), without, limit);
    }

    private static final Sql DUE = Sql.of("select p.id, " + IN_LEDGER + " as ended, "
            + COLUMNS.replace("p.nextAt", "cast(:until as timestamptz) as nextAt") + """
              from "PendingAttempt" p
             where p.merchantId = :merchant and p.nextAt <= :now
             order by p.nextAt
             limit :limit
               for update of p skip locked
            """);

    private static final Sql CLAIM =
            Sql.of("update \"PendingAttempt\" set nextAt = :until where merchantId = :merchant and id = any(:ids)");

    private static final Sql END = Sql.of("""
            update "PendingAttempt" set nextAt = null, endedAt = :now, modifiedAt = :now, revision = revision + 1
             where merchantId = :merchant and id = any(:ids)
            """);

    private record Due(long id, boolean ended, PendingAttempt attempt) {}

    @Override
    public List<PendingAttempt> claim(Tx tx, MerchantId merchant, Instant now, Instant until, int limit) {
        PostgresTx pg = PostgresTx.of(tx);
        List<Due> due = pg.ask(
                        of(DUE, merchant, now, until).bind("limit", limit),
                        row -> new Due(row.getLong("id"), row.getBoolean("ended"), attempt(row)))
                .rows();
        pg.later(of(CLAIM, merchant, now, until).bind("ids", ids(due, false)));
        pg.later(of(END, merchant, now, until).bind("ids", ids(due, true)));
        return due.stream().filter(one -> !one.ended()).map(Due::attempt).toList();
    }

    private static Sql.Bound of(Sql sql, MerchantId merchant, Instant now, Instant until) {
        return sql.bind("merchant", merchant.value()).bind("now", now).bind("until", until);
    }

    private static List<Long> ids(List<Due> due, boolean ended) {
        return due.stream().filter(one -> one.ended() == ended).map(Due::id).toList();
    }

    private static final Sql UPDATE = Sql.of("""
            update "PendingAttempt"
               set asked = :asked, nextAt = :nextAt, endedAt = :endedAt, modifiedAt = :at, modifiedBy = :by, revision = revision + 1
             where merchantId = :merchant and saleOrderId = :order and attemptUid = :attemptUid and endedAt is null
            """);

    @Override
    public void update(Tx tx, PendingAttempt attempt, Actor by, Instant at) {
        PostgresTx.of(tx)
                .later(UPDATE.bind("merchant", attempt.merchant().value())
                        .bind("order", attempt.order().value())
                        .bind("attemptUid", attempt.attemptUid())
                        .bind("asked", attempt.asked())
                        .bind("nextAt", attempt.nextAt())
                        .bind("endedAt", attempt.endedAt())
                        .bind("at", at)
                        .bind("by", by.label()));
    }

    private static final Sql LIST = Sql.of("select " + COLUMNS
            + " from \"PendingAttempt\" p where p.merchantId = :merchant and p.saleOrderId = :order and p.endedAt is null and not "
            + IN_LEDGER + " order by p.id");

    @Override
    public List<PendingAttempt> list(MerchantId merchant, OrderId order) {
        return reads.list(
                LIST.bind("merchant", merchant.value()).bind("order", order.value()), PostgresPendingAttempts::attempt);
    }

    private static PendingAttempt attempt(ResultSet row) throws SQLException {
        return new PendingAttempt(
                new MerchantId(row.getLong("merchantId")),
                new OrderId(row.getLong("saleOrderId")),
                Rows.optionalLong(row, "saleCheckId").map(CheckId::new),
                row.getString("attemptId"),
                row.getString("attemptUid"),
                Rows.optionalText(row, "transactionUid"),
                amount(row),
                Rows.instant(row, "heardAt"),
                row.getInt("asked"),
                Rows.optionalInstant(row, "nextAt"),
                Rows.optionalInstant(row, "endedAt"));
    }

    private static Optional<Money> amount(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        return currency == null
                ? Optional.empty()
                : Rows.optionalDecimal(row, "amount").map(amount -> new Money(amount, new CurrencyCode(currency)));
    }
}
