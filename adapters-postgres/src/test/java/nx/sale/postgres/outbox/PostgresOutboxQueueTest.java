package nx.sale.postgres.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
}
