package nx.sale.postgres.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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

    /** A database of its own: what is removed there is nobody else's. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    class Days {
        private Database database;
        private Reads there;
        private PostgresOutboxQueue relay;
        private final Instant now = Instant.now();

        @BeforeAll
        void divide() throws SQLException {
            TestDatabase.fresh("outbox_days");
            database = new Database(TestDatabase.access(TestDatabase.url("outbox_days"), 3));
            database.migrate();
            there = Reads.of(database);
            relay = new PostgresOutboxQueue(database.unpooled(), there);
        }

        @AfterAll
        void close() {
            database.close();
        }

        @BeforeEach
        void empty() {
            there.write(EMPTY.bound());
        }

        private void message(int day, String status, Duration ago) {
            there.write(OF_A_DAY.bind("day", day).bind("status", status).bind("sent", now.minus(ago)));
        }

        private List<String> kept() {
            return there.list(KEPT.bound(), row -> row.getString("message"));
        }

        // OUTBOX-14
        @Test
        void messagesOfADayGoTogetherWhenAllWereSentLongAgo_andOneThatWaitsStays() {
            message(0, "PUBLISHED", Duration.ofHours(30));
            message(0, "PUBLISHED", Duration.ofHours(25));
            message(1, "PUBLISHED", Duration.ofHours(25));
            message(1, "PARKED", Duration.ZERO);
            message(2, "PUBLISHED", Duration.ofHours(25));
            message(2, "PUBLISHED", Duration.ofHours(23));
            message(3, "PENDING", Duration.ZERO);

            assertThat(relay.prune(now, A_DAY)).isZero();
            assertThat(kept()).containsExactly("1 PARKED", "1 PUBLISHED", "2 PUBLISHED", "2 PUBLISHED", "3 PENDING");
            assertThat(there.list(SIZE.bound(), row -> row.getLong("octets"))).containsExactly(0L);

            relay.prune(now.plus(Duration.ofHours(2)), A_DAY);
            assertThat(kept()).containsExactly("1 PARKED", "1 PUBLISHED", "3 PENDING");

            assertThat(relay.prune(now.plus(Duration.ofDays(2)), A_DAY)).isEqualTo(1);
            assertThat(kept()).containsExactly("1 PARKED", "3 PENDING");
        }

        // OUTBOX-14
        @Test
        void aDayThatSomebodyUsesIsNotWaitedFor_noTillWaitsBehindIt() {
            message(0, "PUBLISHED", Duration.ofHours(30));

            there.trip(slow -> {
                slow.write(Sql.of("begin").bound());
                slow.write(OF_A_DAY.bind("day", 0).bind("status", "PENDING").bind("sent", now));
                slow.make();
                relay.prune(now, A_DAY);
                slow.write(Sql.of("commit").bound());
                slow.make();
                return slow;
            });

            assertThat(kept()).containsExactly("0 PENDING", "0 PUBLISHED");
        }

        // OUTBOX-14
        @Test
        void nothingIsEmptiedWhileAMerchantMovesToAnotherCell() {
            message(0, "PUBLISHED", Duration.ofHours(30));
            there.write(Sql.of("create schema sale_move").bound());
            there.write(Sql.of("create table sale_move.held as select 1 as merchantId")
                    .bound());

            relay.prune(now, A_DAY);
            assertThat(kept()).containsExactly("0 PUBLISHED");

            there.write(Sql.of("delete from sale_move.held").bound());
            relay.prune(now, A_DAY);
            assertThat(kept()).isEmpty();
        }

        // OUTBOX-14
        @Test
        void aBuildThatNamesNoDayStoresItsMessagesInTheDayOfToday() {
            long before = today();

            there.write(Sql.of("""
                            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
                            values (1, 1, 1, 'sale-order.changed', 'k', 1, 'sale-order.changed', 1, '{}', 'r', now())
                            """).bound());

            assertThat(kept()).hasSize(1).containsAnyOf(before + " PENDING", today() + " PENDING");
        }
    }

    private static final Sql OF_A_DAY = Sql.of("""
            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt, day, status, publishedAt)
            values (1, 1, 1, 'sale-order.changed', 'k', 1, 'sale-order.changed', 1, '{}', 'r', now(), :day, :status, :sent)
            """);

    private static final Sql KEPT = Sql.of("""
            select day || ' ' || status as message from "Outbox" order by 1
            """);

    private static final Sql SIZE = Sql.of("""
            select pg_relation_size('"OutboxDay0"') as octets
            """);

    private static final Sql EMPTY = Sql.of("""
            delete from "Outbox"
            """);

    private static final Duration A_DAY = Duration.ofDays(1);

    private static long today() {
        return ChronoUnit.DAYS.between(LocalDate.of(2000, 1, 1), LocalDate.now(ZoneOffset.UTC)) % 4;
    }
}
