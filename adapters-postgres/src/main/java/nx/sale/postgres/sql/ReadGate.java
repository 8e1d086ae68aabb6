package nx.sale.postgres.sql;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import nx.sale.domain.shared.Unavailable;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many costly reads run at once, of one merchant at most half of them: whoever asks for much waits for himself. Who gets no place
 * in time is asked to retry.
 */
final class ReadGate {
    private final int places;
    private final int each;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition left = lock.newCondition();
    private final Map<Object, Integer> inside = new HashMap<>();
    private int taken;

    ReadGate(int places, Duration patience) {
        this.places = places;
        this.each = Math.max(1, places / 2);
        this.patience = patience;
    }

    /** Runs the read when there is a place for whoever asks; throws Unavailable when there is none in time. */
    <T> T pass(Object who, Supplier<T> read) {
        enter(who);
        try {
            return read.get();
        } finally {
            leave(who);
        }
    }

    private void enter(Object who) {
        long nanos = patience.toNanos();
        lock.lock();
        try {
            while (taken >= places || inside.getOrDefault(who, 0) >= each) {
                if (nanos <= 0) {
                    throw busy(null);
                }
                nanos = left.awaitNanos(nanos);
            }
            taken++;
            inside.merge(who, 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(e);
        } finally {
            lock.unlock();
        }
    }

    private static Unavailable busy(@Nullable InterruptedException e) {
        return new Unavailable(Unavailable.Part.LISTS_BUSY, Duration.ofSeconds(2), e);
    }

    private void leave(Object who) {
        lock.lock();
        try {
            taken--;
            inside.computeIfPresent(who, (key, count) -> count == 1 ? null : count - 1);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
