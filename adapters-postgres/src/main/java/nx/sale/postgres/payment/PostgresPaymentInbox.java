package nx.sale.postgres.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
import nx.sale.postgres.sql.Trip;

/** The webhook inbox in {@code PaymentEvent}, and in {@code PaymentEventUnowned} while the owner is not known. */
public final class PostgresPaymentInbox implements PaymentInbox {
    private final Ids ids;

    public PostgresPaymentInbox(Ids ids) {
        this.ids = ids;
    }

    private static final Sql LOCK = Sql.of("""
            insert into "PaymentEvent" as e
                   (id, merchantId, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt)
            values (:id, :merchant, :type, :transaction, :attempt, :body, cast(:headers as jsonb), :readable, 1, :at)
                on conflict (merchantId, eventType, transactionUid, attemptUid) where readable
                do update set attempts = e.attempts + 1
            returning id, outcome
            """);

    private static final ByNames FORGET = ByNames.of("""
            delete from "PaymentEventUnowned"
             where eventType = :type and $names and readable
            returning id, attempts
            """);

    private static final Sql GO_ON = Sql.of("""
            update "PaymentEvent" set id = :kept, attempts = attempts + :attempts where merchantId = :merchant and id = :id
            """);

    private record Unowned(long id, int attempts) {}

    @Override
    public Entry lock(Tx tx, MerchantId owner, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        PostgresTx pg = PostgresTx.of(tx);
        long id = ids.next();
        Trip.Reply<Entry> locked = pg.ask(
                of(LOCK, webhook).bind("id", id).bind("merchant", owner.value()).bind("body", webhook.body()),
                row -> entry(Optional.of(owner), row));
        List<Unowned> unowned = pg.ask(
                        of(FORGET.about(webhook), webhook),
                        row -> new Unowned(row.getLong("id"), row.getInt("attempts")))
                .rows();
        Entry entry = locked.rows().getFirst();
        if (unowned.isEmpty() || entry.id() != id) {
            return entry;
        }
        long kept = unowned.stream().mapToLong(Unowned::id).min().orElseThrow();
        pg.later(GO_ON.bind("kept", kept)
                .bind("attempts", unowned.stream().mapToInt(Unowned::attempts).sum())
                .bind("merchant", owner.value())
                .bind("id", id));
        return new Entry(entry.owner(), kept, entry.before());
    }

    private static final Sql LOCK_UNOWNED = Sql.of("""
            insert into "PaymentEventUnowned" as e
                   (contentHash, id, eventType, transactionUid, attemptUid, body, headers, readable, attempts, receivedAt)
            values (:hash, :id, :type, :transaction, :attempt, :body, cast(:headers as jsonb), :readable, 1, :at)
                on conflict (contentHash) do update set attempts = e.attempts + 1
            returning id, outcome
            """);

    /** Across merchants: whose the event is, is not known. */
    private static final ByNames DONE = ByNames.of("""
            select id, outcome
              from "PaymentEvent"
             where eventType = :type and $names and readable and outcome in ('APPLIED', 'LATE', 'IGNORED')
             limit 1
            """);

    @Override
    public Entry lock(Tx tx, Webhook webhook) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        PostgresTx pg = PostgresTx.of(tx);
        Optional<Entry> done = webhook.readable()
                ? pg.ask(of(DONE.about(webhook), webhook), row -> entry(Optional.empty(), row))
                        .first()
                : Optional.empty();
        return done.orElseGet(() -> pg.ask(
                        of(LOCK_UNOWNED, webhook)
                                .bind("hash", hash(webhook))
                                .bind("id", ids.next())
                                .bind("body", webhook.readable() ? webhook.body() : start(webhook.body())),
                        row -> entry(Optional.empty(), row))
                .rows()
                .getFirst());
    }

    /**
     * A statement about the rows that name the same transaction and attempt. What a webhook does not name is asked for with
     * {@code is null}: {@code is not distinct from} finds no index.
     */
    private record ByNames(Sql both, Sql transactionOnly, Sql attemptOnly, Sql neither) {
        static ByNames of(String sql) {
            String transaction = "transactionUid = :transaction";
            String attempt = "attemptUid = :attempt";
            return new ByNames(
                    Sql.of(sql.replace("$names", transaction + " and " + attempt)),
                    Sql.of(sql.replace("$names", transaction + " and attemptUid is null")),
                    Sql.of(sql.replace("$names", "transactionUid is null and " + attempt)),
                    Sql.of(sql.replace("$names", "transactionUid is null and attemptUid is null")));
        }

        Sql about(Webhook webhook) {
            return webhook.transactionUid().isPresent()
                    ? webhook.attemptUid().isPresent() ? both : transactionOnly
                    : webhook.attemptUid().isPresent() ? attemptOnly : neither;
        }
    }

    private static Sql.Bound of(Sql sql, Webhook webhook) {
        return sql.bind("type", webhook.eventType())
                .bind("transaction", webhook.transactionUid())
                .bind("attempt", webhook.attemptUid())
                .bind("headers", Jsonb.text(webhook.headers()))
                .bind("readable", webhook.readable())
                .bind("at", webhook.receivedAt());
    }

    private static Entry entry(Optional<MerchantId> owner, ResultSet row) throws SQLException {
        return new Entry(
                owner, row.getLong("id"), Rows.optionalText(row, "outcome").map(WebhookOutcome::valueOf));
    }

    private static String start(String body) {
        return body.codePointCount(0, body.length()) <= KEPT_UNREADABLE
                ? body
                : body.substring(0, body.offsetByCodePoints(0, KEPT_UNREADABLE));
    }

    /** Of what identifies it: the event, or all of its content when nothing else does. */
    private static String hash(Webhook webhook) {
        String identity = webhook.readable()
                ? "event\n" + webhook.transactionUid() + "\n" + webhook.attemptUid()
                : webhook.body();
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((webhook.eventType() + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(identity.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final Sql UPDATE = Sql.of("""
            update "PaymentEvent"
               set outcome = :outcome, saleOrderId = :order, error = :error, settledAt = :at
             where merchantId = :merchant and id = :id and (outcome is null or outcome in ('PARKED', 'FAILED'))
            """);

    private static final Sql UPDATE_UNOWNED = Sql.of("""
            update "PaymentEventUnowned"
               set outcome = :outcome, error = :error, settledAt = :at
             where id = :id and (outcome is null or outcome in ('PARKED', 'FAILED'))
            """);

    @Override
    public void update(
            Tx tx, Entry entry, WebhookOutcome outcome, Optional<OrderId> order, Optional<String> error, Instant at) {
        if (entry.before().filter(WebhookOutcome::done).isPresent()) {
            throw new IllegalStateException("webhook " + entry.id() + " is done");
        }
        Sql.Bound update = entry.owner()
                .map(owner -> UPDATE.bind("merchant", owner.value()))
                .orElseGet(UPDATE_UNOWNED::bound);
        PostgresTx.of(tx)
                .later(update.bind("id", entry.id())
                        .bind("outcome", outcome)
                        .bind("order", order.map(OrderId::value))
                        .bind("error", error)
                        .bind("at", at));
    }
}
