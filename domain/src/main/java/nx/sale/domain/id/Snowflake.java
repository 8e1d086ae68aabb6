package nx.sale.domain.id;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import nx.sale.domain.shared.Unavailable;

/**
 * Snowflake ids: 41 bits of milliseconds since the epoch, 10 bits of worker, 12 bits of sequence (STORE-1). A clock that steps
 * back by up to {@link #PATIENCE} is waited for; a larger step refuses. An id is never given twice, because time inside the
 * generator only moves forward and a worker belongs to one process at a time (see {@link Lease}).
 */
public final class Snowflake implements Ids {
    public static final long EPOCH_MILLIS = 1_735_689_600_000L;
    public static final int SERVICE = 3;
    public static final int SLOTS = 32;
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The right to a worker number: asked at every id, so that a process that slept through its lease stops by itself. */
    public interface Lease {
        /** Worker number 0..1023. Throws {@link Unavailable} when the lease has run out. */
        int worker();

        /** No id may carry an earlier time than this (milliseconds of Unix time): a former holder may have used it. */
        long notBeforeMillis();
    }

    private final Clock clock;
    private final Lease lease;
    private final long epochMillis;
    private long lastMillis;
    private int sequence;

    public Snowflake(Clock clock, Lease lease, long epochMillis) {
        this.clock = clock;
        this.lease = lease;
        this.epochMillis = epochMillis;
    }

    /** The worker of a slot: 3 for the first, 35 for the second. */
    public static int workerOf(int slot) {
        return slot * 32 + SERVICE;
    }

    @Override
    public synchronized long next() {
        int worker = lease.worker();
        long now = clock.millis();
        long floor = Math.max(lastMillis, lease.notBeforeMillis());
        if (floor - now > PATIENCE.toMillis()) {
            throw new Unavailable(Unavailable.Part.IDS, null);
        }
        while (now < floor) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            now = clock.millis();
        }
        if (now == lastMillis) {
            sequence = (sequence + 1) & 0xFFF;
            while (sequence == 0 && now <= lastMillis) {
                LockSupport.parkNanos(100_000);
                now = clock.millis();
            }
        } else {
            sequence = 0;
        }
        lastMillis = now;
        return (now - epochMillis) << 22 | (long) worker << 12 | sequence;
    }
}
