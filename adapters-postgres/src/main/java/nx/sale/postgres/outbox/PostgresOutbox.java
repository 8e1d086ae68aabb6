package nx.sale.postgres.outbox;

import java.util.List;
import nx.sale.domain.id.Ids;
import nx.sale.domain.outbox.EventCodec;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** The writing side of the outbox. The relay is woken as soon as the transaction has committed. */
public final class PostgresOutbox implements Outbox {
    private final EventCodec codec;
    private final Ids ids;
    private final Runnable wake;

    public PostgresOutbox(EventCodec codec, Ids ids, Runnable wake) {
        this.codec = codec;
        this.ids = ids;
        this.wake = wake;
    }

    private static final Sql APPEND = Sql.of("""
            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:merchant, :event, :bucket, :topic, :key, :sequence, :type, :version, :body, :request, :at)
            """);

    @Override
    public void append(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            for (Message message : codec.encode(event, origin)) {
                PostgresTx.of(tx)
                        .later(APPEND.bind("merchant", message.merchant().value())
                                .bind("event", ids.next())
                                .bind("bucket", bucket(message.key()))
                                .bind("topic", message.topic())
                                .bind("key", message.key())
                                .bind("sequence", message.sequence())
                                .bind("type", message.type())
                                .bind("version", message.version())
                                .bind("body", message.body())
                                .bind("request", origin.requestId())
                                .bind("at", message.occurredAt()));
            }
        }
        PostgresTx.of(tx).afterCommit(wake);
    }

    static int bucket(String key) {
        return Math.floorMod(key.hashCode(), OutboxQueue.BUCKETS);
    }
}
