package nx.sale.postgres.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.contract.LockOrder;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.operations.StoredMessage;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.shared.LockRank;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.outbox.PostgresOutboxQueue;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** What operators see of messages that the relay could not deliver. */
class PostgresOutboxDeskTest {
    private static final MerchantId MERCHANT = new MerchantId(70_001);
    private static final Set<Integer> BUCKET = Set.of(63);

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final PostgresOutboxQueue queue =
            new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
    private final PostgresOutboxDesk desk = new PostgresOutboxDesk(reads);

    private long inserted() {
        return reads.first(Sql.of("""
                                insert into "Outbox" (merchantId, eventId, bucket, topic, key, type, version, body, requestId, occurredAt)
                                values (70001, :event, 63, 'sale-order.changed', 'desk', 'test', 1, '{}', 'r', now()) returning position
                                """).bind("event", System.nanoTime()), row -> row.getLong("position"))
                .orElseThrow();
    }

    private StoredMessage seen(long position) {
        return desk.listWaiting(Optional.empty(), 1, Optional.of(position - 1)).getFirst();
    }

    // STORE-3
    @Test
    void aMessageIsLockedLast() {
        long position = inserted();

        LockOrder.assertRank(TestDatabase.work(), LockRank.MESSAGE, tx -> desk.lock(tx, MERCHANT, position));
        queue.settle(List.of(new OutboxQueue.Outcome.Published(MERCHANT, position, 0, 1)), Instant.now());
    }

    @Test
    void attemptsAndLastErrorAreShownDuringAKafkaOutage_andTheMessageStaysDue() {
        long one = inserted();
        long other = inserted();
        for (String error : List.of("TimeoutException: one", "TimeoutException: two")) {
            queue.settle(
                    List.of(
                            new OutboxQueue.Outcome.Unreached(MERCHANT, one, error),
                            new OutboxQueue.Outcome.Unreached(MERCHANT, other, error)),
                    Instant.now());
        }

        for (long position : List.of(one, other)) {
            assertThat(seen(position).attempts()).isEqualTo(2);
            assertThat(seen(position).lastError()).hasValue("TimeoutException: two");
            assertThat(seen(position).retryAt()).isEmpty();
        }
        assertThat(queue.due(BUCKET, Instant.now(), 10))
                .extracting(OutboxQueue.Pending::position, OutboxQueue.Pending::attempts)
                .containsExactly(tuple(one, 0), tuple(other, 0));

        queue.settle(
                List.of(
                        new OutboxQueue.Outcome.Published(MERCHANT, one, 0, 1),
                        new OutboxQueue.Outcome.Published(MERCHANT, other, 0, 2)),
                Instant.now());

        assertThat(queue.due(BUCKET, Instant.now(), 10)).isEmpty();
        assertThat(reads.list(
                        Sql.of("""
                                select attempts + unreachedAttempts as tries, lastError from "Outbox" where position = :position
                                """).bind("position", one),
                        row -> row.getInt("tries") + " " + row.getString("lastError")))
                .containsExactly("3 null");
    }
}
