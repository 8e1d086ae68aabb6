package nx.sale.postgres.payment;

import java.time.Instant;
import java.util.Optional;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.shared.Jsonb;
import nx.sale.postgres.shared.PgTx;
import nx.sale.postgres.shared.Rows;
import nx.sale.postgres.shared.Sql;

/** The webhook inbox in {@code PaymentEvent}. */
public final class PostgresPaymentInbox implements PaymentInbox {
    private final Ids ids;

    public PostgresPaymentInbox(Ids ids) {
        this.ids = ids;
    }

    private static final Sql LOCK = Sql.of("""
            insert into "PaymentEvent" as e
                   (id, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt)
            values (:id, :type, :transaction, :attempt, :body, cast(:headers as jsonb), :readable, 1, :at)
                on conflict (eventType, transactionUid, attemptUid) where readable
                do update set attempts = e.attempts + 1
            returning id, outcome
            """);

    @Override
    public Entry lock(Tx tx, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        return PgTx.of(tx)
                .ask(
                        LOCK.bind("id", ids.next())
                                .bind("type", webhook.eventType())
                                .bind("transaction", webhook.transactionUid())
                                .bind("attempt", webhook.attemptUid())
                                .bind("body", webhook.body())
                                .bind("headers", Jsonb.text(webhook.headers()))
                                .bind("readable", webhook.readable())
                                .bind("at", webhook.receivedAt()),
                        row -> new Entry(
                                row.getLong("id"),
                                Rows.optionalText(row, "outcome").map(WebhookOutcome::valueOf)))
                .rows()
                .getFirst();
    }

    private static final Sql UPDATE = Sql.of("""
            update "PaymentEvent"
               set outcome = :outcome, merchantId = :merchant, saleOrderId = :order, error = :error, settledAt = :at
             where id = :id and (outcome is null or outcome in ('PARKED', 'FAILED'))
            """);

    @Override
    public void update(
            Tx tx,
            Entry entry,
            WebhookOutcome outcome,
            Optional<MerchantId> merchant,
            Optional<OrderId> order,
            Optional<String> error,
            Instant at) {
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            throw new IllegalStateException("webhook " + entry.id() + " is done");
        }
        PgTx.of(tx)
                .later(UPDATE.bind("id", entry.id())
                        .bind("outcome", outcome)
                        .bind("merchant", merchant.map(MerchantId::value))
                        .bind("order", order.map(OrderId::value))
                        .bind("error", error)
                        .bind("at", at));
    }
}
