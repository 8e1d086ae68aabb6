package nx.sale.postgres.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** Relays share the buckets of the outbox. */
class PostgresOutboxQueueTest {
    private final Reads reads = TestDatabase.reads();

    // OUTBOX-5
    @Test
    void bucketsAreSharedByRelays_andFallFreeWithTheirConnection() {
        PostgresOutboxQueue one = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        PostgresOutboxQueue other = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        assertThat(one.own(64)).hasSize(64);
        assertThat(one.relays()).isEqualTo(1);
        assertThat(other.own(32)).isEmpty();
        assertThat(one.relays()).isEqualTo(2);

        assertThat(one.own(32)).hasSize(32);
        assertThat(other.own(32)).hasSize(32).doesNotContainAnyElementsOf(one.own(32));
        one.close();
        await().until(() -> other.own(64).size() == 64);
        other.close();
    }

    @Test
    void relayReconnectsWithItsBuckets_afterItsConnectionWasTerminated() {
        PostgresOutboxQueue relay = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        assertThat(relay.own(64)).hasSize(64);
        reads.list(Sql.of("""
                                select pg_terminate_backend(pid, 5000) as terminated from pg_locks
                                 where classid = 73002 and granted
                                   and database = (select oid from pg_database where datname = current_database())
                                """).bound(), row -> row.getBoolean("terminated"));

        assertThatThrownBy(relay::relays).isInstanceOf(Unavailable.class);
        assertThat(relay.relays()).isEqualTo(1);
        assertThat(relay.own(64)).hasSize(64);
        relay.close();
    }

    private void append(MerchantId merchant, long position) {
        reads.write(Sql.of("""
                        insert into "Outbox" (merchantId, position, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
                        overriding system value
                        values (:merchant, :position, :position, 1, 'sale-order.changed', :key, 1, 'sale-order.changed', 1, '{}', 'r', now())
                        """)
                .bind("merchant", merchant.value())
                .bind("position", position)
                .bind("key", Long.toString(position)));
    }

    private String status(MerchantId merchant, long position) {
        return reads.first(
                        Sql.of("""
                                select status from "Outbox" where merchantId = :merchant and position = :position""").bind("merchant", merchant.value()).bind("position", position),
                        row -> row.getString("status"))
                .orElseThrow();
    }

    // OUTBOX-13
    @Test
    void merchantWhoseRowsAreHeldKeepsNoOtherFromBeingMarked() {
        long held = System.nanoTime();
        List<OutboxQueue.Outcome> outcomes = new ArrayList<>();
        for (long merchant = held; merchant < held + 3; merchant++) {
            append(new MerchantId(merchant), merchant);
            outcomes.add(new OutboxQueue.Outcome.Published(new MerchantId(merchant), merchant, 0, 1));
        }
        PostgresOutboxQueue relay = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);

        reads.trip(lock -> {
            lock.write(Sql.of("begin").bound());
            lock.read(Sql.of("""
                                select 1 as one from "Outbox" where merchantId = :merchant for update""").bind("merchant", held), row -> row.getInt("one"))
                    .rows();
            assertThatThrownBy(() -> relay.settle(outcomes, Instant.now())).isInstanceOf(Unavailable.class);
            lock.write(Sql.of("rollback").bound());
            lock.make();
            return lock;
        });

        assertThat(status(new MerchantId(held), held)).isEqualTo("PENDING");
        assertThat(status(new MerchantId(held + 1), held + 1)).isEqualTo("PUBLISHED");
        assertThat(status(new MerchantId(held + 2), held + 2)).isEqualTo("PUBLISHED");
        relay.settle(outcomes, Instant.now());
        assertThat(status(new MerchantId(held), held)).isEqualTo("PUBLISHED");
        relay.close();
    }
}
