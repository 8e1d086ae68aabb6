package nx.sale.postgres.outbox;

import java.util.List;
import java.util.function.Consumer;
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

/** The writing side of the outbox. The relay is handed the messages as soon as their transaction has committed. */
public final class PostgresOutbox implements Outbox {
    private final EventCodec codec;
    private final Ids ids;
    private final Consumer<List<OutboxQueue.Pending>> relay;

    public PostgresOutbox(EventCodec codec, Ids ids, Consumer<List<OutboxQueue.Pending>> relay) {
        this.codec = codec;
        this.ids = ids;
        this.relay = relay;
    }

    private static final Sql APPEND = Sql.of("""
            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:merchant, :event, :bucket, :topic, :key, :sequence, :type, :version, :body, :request, :at)
            returning position
            """);

    @Override
    public void append(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            for (Message message : codec.encode(event, origin)) {
                append(PostgresTx.of(tx), message, origin.requestId());
            }
        }
    }

    private void append(PostgresTx tx, Message message, String requestId) {
        long event = ids.next();
        int bucket = bucket(message.key());
        tx.later(
                APPEND.bind("merchant", message.merchant().value())
                        .bind("event", event)
                        .bind("bucket", bucket)
                        .bind("topic", message.topic())
                        .bind("key", message.key())
                        .bind("sequence", message.sequence())
                        .bind("type", message.type())
                        .bind("version", message.version())
                        .bind("body", message.body())
                        .bind("request", requestId)
                        .bind("at", message.occurredAt()),
                row -> new OutboxQueue.Pending(
                        row.getLong("position"), Long.toString(event), bucket, message, requestId, 0),
                relay);
    }

    static int bucket(String key) {
        return Math.floorMod(key.hashCode(), OutboxQueue.BUCKETS);
    }
}
