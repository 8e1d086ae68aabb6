package nx.sale.postgres.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.operations.OutboxDesk;
import nx.sale.domain.operations.OutboxViews;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The outbox as operators see and change it. The relay looks at a message's status again when it notes that it was sent. */
public final class PostgresOutboxDesk implements OutboxDesk, OutboxViews {
    private static final String COLUMNS = """
            position, merchantId, eventId, topic, key, sequence, type, status, attempts + unreachedAttempts as attempts, retryAt,
            lastError, occurredAt, publishedAt
            """;

    private final Reads reads;

    public PostgresOutboxDesk(Reads reads) {
        this.reads = reads;
    }

    private static StoredMessage read(ResultSet row) throws SQLException {
        return new StoredMessage(
                row.getLong("position"),
                new MerchantId(row.getLong("merchantId")),
                Long.toString(row.getLong("eventId")),
                row.getString("topic"),
                row.getString("key"),
                Rows.sequence(row, "sequence"),
                row.getString("type"),
                StoredMessage.Status.valueOf(row.getString("status")),
                row.getInt("attempts"),
                Rows.optionalInstant(row, "retryAt"),
                Rows.optionalText(row, "lastError"),
                Rows.instant(row, "occurredAt"),
                Rows.optionalInstant(row, "publishedAt"));
    }

    private static final Sql WAITING = Sql.of("select " + COLUMNS + """
              from "Outbox"
             where status <> 'PUBLISHED' and (cast(:status as text) is null or status = :status) and position > :after
             order by position
             limit :limit
            """);

    @Override
    public List<StoredMessage> listWaiting(Optional<StoredMessage.Status> status, int limit, Optional<Long> after) {
        return reads.platformLists()
                .list(
                        WAITING.bind("status", status.map(Enum::name))
                                .bind("limit", limit)
                                .bind("after", after.orElse(0L)),
                        PostgresOutboxDesk::read);
    }

    private static final Sql COUNT = Sql.of("""
            select count(*) as waiting from "Outbox"
             where status <> 'PUBLISHED' and (cast(:status as text) is null or status = :status)
            """);

    @Override
    public long countWaiting(Optional<StoredMessage.Status> status) {
        return reads.platformLists()
                .first(COUNT.bind("status", status.map(Enum::name)), row -> row.getLong("waiting"))
                .orElseThrow();
    }

    private static final Sql MERCHANT = Sql.of("select merchantId from \"Outbox\" where position = :id");

    @Override
    public MerchantId getMerchant(long id) {
        return reads.first(MERCHANT.bind("id", id), row -> new MerchantId(row.getLong("merchantId")))
                .orElseThrow(() -> new Rejected(new OperationsError.MessageNotFound(id)));
    }

    private static final Sql LOCK = Sql.of("select " + COLUMNS + """
              from "Outbox"
             where merchantId = :merchant and position = :id
               for update
            """);

    @Override
    public StoredMessage lock(Tx tx, MerchantId merchant, long id) {
        tx.rank(LockRank.MESSAGE);
        return PostgresTx.of(tx)
                .ask(LOCK.bind("merchant", merchant.value()).bind("id", id), PostgresOutboxDesk::read)
                .first()
                .orElseThrow(() -> new Rejected(new OperationsError.MessageNotFound(id)));
    }

    private static final Sql UPDATE = Sql.of("""
            update "Outbox" set status = :status, retryAt = :retry, lastError = :error
             where merchantId = :merchant and position = :id
            """);

    @Override
    public void update(Tx tx, StoredMessage message) {
        PostgresTx.of(tx)
                .later(UPDATE.bind("merchant", message.merchant().value())
                        .bind("id", message.id())
                        .bind("status", message.status())
                        .bind("retry", message.retryAt())
                        .bind("error", message.lastError()));
    }
}
