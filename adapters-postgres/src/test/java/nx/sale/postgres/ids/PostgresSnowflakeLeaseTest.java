package nx.sale.postgres.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** A replica that stood still for longer than its lease gives no id before it has a worker again. */
class PostgresSnowflakeLeaseTest {
    private static final int WORKER = 731;

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());

    private PostgresSnowflakeLease lease(String owner) {
        return new PostgresSnowflakeLease(reads, Clock.systemUTC(), nanos::get, owner, OptionalInt.of(WORKER));
    }

    // STORE-2
    @Test
    void expiredLeaseGivesNoWorkerId_evenBeforeAnotherProcessTakesIt() {
        PostgresSnowflakeLease frozen = lease("frozen");
        frozen.acquire();
        assertThat(frozen.worker()).isEqualTo(WORKER);

        nanos.addAndGet(PostgresSnowflakeLease.LENGTH.toNanos());
        reads.write(Sql.of("""
                update "SnowflakeSlot" set leasedUntil = now() - interval '1 second' where slot = :worker""").bind("worker", WORKER));

        assertThatThrownBy(frozen::worker)
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        unavailable -> assertThat(unavailable.part()).isEqualTo(Unavailable.Part.IDS));
        PostgresSnowflakeLease heir = lease("heir");
        heir.acquire();
        assertThat(heir.worker()).isEqualTo(WORKER);
        assertThatThrownBy(frozen::notBeforeMillis).isInstanceOf(Unavailable.class);

        frozen.renew();

        assertThat(frozen.worker()).isNotEqualTo(WORKER);
        assertThat(heir.worker()).isEqualTo(WORKER);
        frozen.release();
        heir.release();
    }

    // STORE-2
    @Test
    void anIdWorkerBelongsToOneProcessAtATime_andComesBackToTheNext() {
        Clock clock = Clock.systemUTC();
        PostgresSnowflakeLease first = new PostgresSnowflakeLease(reads, clock, "first", OptionalInt.of(3));
        PostgresSnowflakeLease second = new PostgresSnowflakeLease(reads, clock, "second", OptionalInt.of(3));
        first.acquire();
        second.acquire();

        assertThat(first.worker()).isEqualTo(Snowflake.workerOf(0));
        assertThat(second.worker()).isEqualTo(Snowflake.workerOf(1));
        reads.write(Sql.of("""
                update "SnowflakeSlot" set leasedUntil = now() - interval '1 second', owner = 'thief' where slot = 3""").bound());
        first.renew();
        assertThat(first.worker()).as("a lost worker is left alone").isNotEqualTo(35);
        first.release();
        assertThatThrownBy(first::worker).isInstanceOf(Unavailable.class);
        second.release();
        PostgresSnowflakeLease third = new PostgresSnowflakeLease(reads, clock, "third", OptionalInt.empty());
        third.acquire();
        assertThat(third.worker()).isEqualTo(Snowflake.workerOf(0));
        assertThat(third.notBeforeMillis()).isPositive();
        third.release();
    }
}
