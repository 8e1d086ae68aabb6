package nx.sale.postgres.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
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
        reads.write(
                Sql.of("update \"SnowflakeSlot\" set leasedUntil = now() - interval '1 second' where slot = :worker")
                        .bind("worker", WORKER));

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
}
