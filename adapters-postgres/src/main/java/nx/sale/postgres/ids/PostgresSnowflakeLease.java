package nx.sale.postgres.ids;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.operations.LiveBuilds;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of an id worker. A row of {@code SnowflakeSlot} belongs to one process until {@code leasedUntil}; the process renews it
 * well before, and stops giving out ids by its own monotonic clock when it could not: one that slept comes back to a refusal, not
 * to somebody else's worker.
 *
 * <p>With its lease a process names its build, by the newest migration that it brings. One that does not is of a build before that: it
 * renews the lease and leaves the name as it finds it, so that {@code buildUntil} is no longer {@code leasedUntil}.
 */
public final class PostgresSnowflakeLease implements Snowflake.Lease, LiveBuilds {
    private static final Logger log = LoggerFactory.getLogger(PostgresSnowflakeLease.class);
    public static final Duration LENGTH = Duration.ofSeconds(30);
    /** What may pass between the database granting the lease and this process counting it. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * The first build that knows what went back for returns has this migration: an older one would give it back once more. One mark does for
     * service charges, tips and cash by tills too: they are new in the same release as returns, 1.1.0, so that no release knows some of them
     * and not the others.
     */
    static final long RETURNING_BUILD = 202612031300L;

    private record Held(int worker, long untilNanos, long notBeforeMillis) {}

    private final Reads reads;
    private final Clock clock;
    private final LongSupplier nanos;
    private final String owner;
    private final OptionalInt wantedWorker;
    private final LongSupplier newestMigration;
    private final AtomicLong build = new AtomicLong();
    private volatile long oldestBuild;
    private volatile @Nullable Held held;

    /**
     * @param owner names this process among all replicas
     * @param wantedWorker the configured worker, tried first
     * @param newestMigration what this build brings, read once
     */
    public PostgresSnowflakeLease(
            Reads reads, Clock clock, String owner, OptionalInt wantedWorker, LongSupplier newestMigration) {
        this(reads, clock, System::nanoTime, owner, wantedWorker, newestMigration);
    }

    /**
     * @param nanos a clock that nobody sets, and that goes on while the process is stopped
     */
    PostgresSnowflakeLease(
            Reads reads,
            Clock clock,
            LongSupplier nanos,
            String owner,
            OptionalInt wantedWorker,
            LongSupplier newestMigration) {
        this.reads = reads;
        this.clock = clock;
        this.nanos = nanos;
        this.owner = owner;
        this.wantedWorker = wantedWorker;
        this.newestMigration = newestMigration;
    }

    /** Takes a worker: the configured one, else that of the first free slot. Throws Unavailable when all are taken. */
    public void acquire() {
        if (build.get() == 0) {
            build.set(newestMigration.getAsLong());
        }
        take();
        oldestBuild = oldestLeased();
    }

    private void take() {
        if (wantedWorker.isPresent()) {
            if (take(wantedWorker.getAsInt())) {
                return;
            }
            log.atError()
                    .addKeyValue("worker", wantedWorker.getAsInt())
                    .log("Id worker is leased by a live replica, trying the free ones");
        }
        for (int slot = 0; slot < Snowflake.SLOTS; slot++) {
            if (take(Snowflake.workerOf(slot))) {
                return;
            }
        }
        throw new Unavailable(Unavailable.Part.IDS, null);
    }

    private static final Sql TAKE = Sql.of("""
            insert into "SnowflakeSlot" as s (slot, owner, leasedUntil, build, buildUntil, highWater)
            values (:worker, :owner, now() + make_interval(secs => :seconds), :build,
                    now() + make_interval(secs => :seconds), :high)
            on conflict (slot) do update
               set owner = excluded.owner, leasedUntil = excluded.leasedUntil,
                   build = excluded.build, buildUntil = excluded.buildUntil,
                   highWater = greatest(s.highWater, excluded.highWater)
             where s.leasedUntil < now() or s.owner = excluded.owner
            returning slot
            """);

    private static final Sql FORMER = Sql.of("select highWater from \"SnowflakeSlot\" where slot = :worker");

    private boolean take(int worker) {
        long asked = nanos.getAsLong();
        long now = clock.millis();
        Optional<Long> former = reads.first(FORMER.bind("worker", worker), row -> row.getLong("highWater"));
        if (former.filter(high -> high - now > LENGTH.toMillis() * 2).isPresent()) {
            log.atWarn()
                    .addKeyValue("worker", worker)
                    .log("Id worker not leased: its last user had a clock far ahead of this one");
            return false;
        }
        Optional<Boolean> taken = reads.first(
                TAKE.bind("worker", worker)
                        .bind("owner", owner)
                        .bind("seconds", LENGTH.toSeconds())
                        .bind("build", build.get())
                        .bind("high", now),
                row -> true);
        taken.ifPresent(yes -> {
            held = new Held(
                    worker,
                    asked + LENGTH.minus(MARGIN).toNanos(),
                    former.map(high -> high + 1).orElse(0L));
            log.atInfo().addKeyValue("worker", worker).log("Id worker leased");
        });
        return taken.isPresent();
    }

    private static final Sql RENEW = Sql.of("""
            update "SnowflakeSlot"
               set leasedUntil = now() + make_interval(secs => :seconds), build = :build,
                   buildUntil = now() + make_interval(secs => :seconds), highWater = greatest(highWater, :high)
             where slot = :worker and owner = :owner
            """);

    /** What is leased for ever is another cell's (ops/scaling.md). */
    private static final Sql OLDEST = Sql.of("""
            select min(case when buildUntil = leasedUntil then coalesce(build, 0) else 0 end) as oldest
              from "SnowflakeSlot"
             where leasedUntil > now() and leasedUntil < 'infinity'
            """);

    /** Renews the lease; when it was lost to another process, takes a new one. Called every few seconds. */
    public void renew() {
        Held present = held;
        if (present == null) {
            acquire();
            return;
        }
        long asked = nanos.getAsLong();
        int touched = reads.write(RENEW.bind("worker", present.worker())
                .bind("owner", owner)
                .bind("seconds", LENGTH.toSeconds())
                .bind("build", build.get())
                .bind("high", clock.millis()));
        if (touched == 1) {
            held = new Held(present.worker(), asked + LENGTH.minus(MARGIN).toNanos(), present.notBeforeMillis());
            oldestBuild = oldestLeased();
        } else {
            log.atError().addKeyValue("worker", present.worker()).log("Id worker lost to another replica");
            held = null;
            acquire();
        }
    }

    private static final Sql RELEASE = Sql.of("""
            update "SnowflakeSlot" set leasedUntil = now(), highWater = greatest(highWater, :high)
             where slot = :worker and owner = :owner
            """);

    /** Gives the worker back; no id is given out after. While the database is unavailable the lease expires. */
    public void release() {
        Held present = held;
        held = null;
        if (present == null) {
            return;
        }
        try {
            reads.write(RELEASE.bind("worker", present.worker())
                    .bind("owner", owner)
                    .bind("high", clock.millis()));
        } catch (Unavailable unavailable) {
            log.atWarn()
                    .addKeyValue("worker", present.worker())
                    .addKeyValue("code", unavailable.part().code())
                    .log("Id worker not released");
        }
    }

    @Override
    public boolean olderServes() {
        return oldestBuild() < RETURNING_BUILD;
    }

    /**
     * The oldest build that serves in any replica, by the newest migration it brings; 0 when one does not say which it is. As of the last
     * renewal: asking costs no round trip.
     */
    public long oldestBuild() {
        return oldestBuild;
    }

    private long oldestLeased() {
        return reads.first(OLDEST.bound(), row -> row.getLong("oldest")).orElse(0L);
    }

    @Override
    public int worker() {
        return valid().worker();
    }

    @Override
    public long notBeforeMillis() {
        return valid().notBeforeMillis();
    }

    private Held valid() {
        Held present = held;
        if (present == null || nanos.getAsLong() - present.untilNanos() > 0) {
            throw new Unavailable(Unavailable.Part.IDS, null);
        }
        return present;
    }
}
