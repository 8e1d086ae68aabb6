package nx.sale.postgres.shared;

import java.util.List;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.EventCodec;
import nx.sale.domain.shared.Ids;
import nx.sale.domain.shared.Message;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Outbox;
import nx.sale.domain.shared.OutboxQueue;
import nx.sale.domain.shared.Tx;

/** The writing side of the outbox. The relay is woken as soon as the transaction has committed. */
public final class PgOutbox implements Outbox {
    private final EventCodec codec;
    private final Ids ids;
    private final Runnable wake;

    public PgOutbox(EventCodec codec, Ids ids, Runnable wake) {
        this.codec = codec;
        this.ids = ids;
        this.wake = wake;
    }

    private static final Sql APPEND = Sql.of("""
            insert into "Outbox" (eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:event, :bucket, :topic, :key, :sequence, :type, :version, :body, :request, :at)
            """);

    @Override
    public void append(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            for (Message message : codec.encode(event, origin)) {
                PgTx.of(tx)
                        .later(APPEND.bind("event", ids.next())
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
        PgTx.of(tx).afterCommit(wake);
    }

    static int bucket(String key) {
        return Math.floorMod(key.hashCode(), OutboxQueue.BUCKETS);
    }
}
