package nx.sale.postgres.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.WebhookOutcome;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.Jsonb;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

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

    private static final Sql LOCK_BY_CONTENT = Sql.of("""
            insert into "PaymentEvent" as e
                   (id, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt, contentHash)
            values (:id, :type, :transaction, :attempt, :body, cast(:headers as jsonb), false, 1, :at, :hash)
                on conflict (contentHash) where contentHash is not null
                do update set attempts = e.attempts + 1
            returning id, outcome
            """);

    @Override
    public Entry lock(Tx tx, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        Sql.Bound lock = webhook.readable()
                ? LOCK.bind("readable", true).bind("body", webhook.body())
                : LOCK_BY_CONTENT.bind("hash", hash(webhook)).bind("body", start(webhook.body()));
        return PostgresTx.of(tx)
                .ask(
                        lock.bind("id", ids.next())
                                .bind("type", webhook.eventType())
                                .bind("transaction", webhook.transactionUid())
                                .bind("attempt", webhook.attemptUid())
                                .bind("headers", Jsonb.text(webhook.headers()))
                                .bind("at", webhook.receivedAt()),
                        row -> new Entry(
                                row.getLong("id"),
                                Rows.optionalText(row, "outcome").map(WebhookOutcome::valueOf)))
                .rows()
                .getFirst();
    }

    private static String start(String body) {
        return body.codePointCount(0, body.length()) <= KEPT_UNREADABLE
                ? body
                : body.substring(0, body.offsetByCodePoints(0, KEPT_UNREADABLE));
    }

    private static String hash(Webhook webhook) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((webhook.eventType() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(webhook.body().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
        PostgresTx.of(tx)
                .later(UPDATE.bind("id", entry.id())
                        .bind("outcome", outcome)
                        .bind("merchant", merchant.map(MerchantId::value))
                        .bind("order", order.map(OrderId::value))
                        .bind("error", error)
                        .bind("at", at));
    }
}
