package nx.sale.postgres.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.operations.OperationsError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** A replica that stood still for longer than its lease gives no id before it has a worker again. */
class PostgresSnowflakeLeaseTest {
    private static final int WORKER = 731;
    private static final int OTHER = 732;
    private static final long BUILD = PostgresSnowflakeLease.RETURNING_BUILD;

    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());

    private PostgresSnowflakeLease lease(String owner) {
        return new PostgresSnowflakeLease(
                reads, Clock.systemUTC(), nanos::get, owner, OptionalInt.of(WORKER), () -> BUILD);
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
        PostgresSnowflakeLease first =
                new PostgresSnowflakeLease(reads, clock, "first", OptionalInt.of(3), () -> BUILD);
        PostgresSnowflakeLease second =
                new PostgresSnowflakeLease(reads, clock, "second", OptionalInt.of(3), () -> BUILD);
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
        PostgresSnowflakeLease third =
                new PostgresSnowflakeLease(reads, clock, "third", OptionalInt.empty(), () -> BUILD);
        third.acquire();
        assertThat(third.worker()).isEqualTo(Snowflake.workerOf(0));
        assertThat(third.notBeforeMillis()).isPositive();
        third.release();
    }

    /** As a build from before builds were named takes and renews a lease. */
    private void renewedByOlderBuild(String owner) {
        reads.write(Sql.of("""
                insert into "SnowflakeSlot" as s (slot, owner, leasedUntil, highWater)
                values (:worker, :owner, clock_timestamp() + interval '30 seconds', 1)
                on conflict (slot) do update set owner = excluded.owner, leasedUntil = excluded.leasedUntil""").bind("worker", OTHER).bind("owner", owner));
    }

    private void freed() {
        reads.write(Sql.of("""
                delete from "SnowflakeSlot" where slot = :worker""").bind("worker", OTHER));
    }

    // OPS-18
    @Test
    void aLeaseOfAnOlderBuildIsSeen_untilItIsOver() {
        PostgresSnowflakeLease ours = lease("ours");
        assertThat(ours.olderServes()).as("before the leases were read").isTrue();
        ours.acquire();
        assertThat(ours.olderServes()).isFalse();
        assertThat(ours.oldestBuild()).isEqualTo(BUILD);

        renewedByOlderBuild("older");
        ours.renew();
        assertThat(ours.olderServes()).isTrue();
        assertThat(ours.oldestBuild()).as("one that does not say which it is").isZero();
        assertThatThrownBy(ours::requireNoOlder)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.error()).isEqualTo(new OperationsError.OlderBuildLive()));

        reads.write(Sql.of("""
                update "SnowflakeSlot" set leasedUntil = now() - interval '1 second' where slot = :worker""").bind("worker", OTHER));
        ours.renew();
        assertThat(ours.olderServes()).isFalse();
        ours.requireNoOlder();

        reads.write(Sql.of("""
                                update "SnowflakeSlot" set leasedUntil = 'infinity' where slot = :worker""").bind("worker", OTHER));
        ours.renew();
        assertThat(ours.olderServes()).as("another cell's").isFalse();
        freed();
        ours.release();
    }

    // OPS-18
    @Test
    void aReleaseThatIsTakenBackOnTheSameWorkerIsSeen_andOneThatNamesAnOlderBuild() {
        PostgresSnowflakeLease ours = lease("ours");
        PostgresSnowflakeLease gone = new PostgresSnowflakeLease(
                reads, Clock.systemUTC(), nanos::get, "process", OptionalInt.of(OTHER), () -> BUILD);
        gone.acquire();
        ours.acquire();
        assertThat(ours.olderServes()).isFalse();

        renewedByOlderBuild("process");
        ours.renew();
        assertThat(ours.olderServes())
                .as("it leaves the name of the build that was there")
                .isTrue();

        freed();
        new PostgresSnowflakeLease(
                        reads, Clock.systemUTC(), nanos::get, "named", OptionalInt.of(OTHER), () -> BUILD - 1)
                .acquire();
        ours.renew();
        assertThat(ours.olderServes()).isTrue();
        assertThat(ours.oldestBuild()).isEqualTo(BUILD - 1);
        freed();
        ours.renew();
        assertThat(ours.olderServes()).isFalse();
        assertThat(ours.oldestBuild()).isEqualTo(BUILD);
        ours.release();
    }
}
