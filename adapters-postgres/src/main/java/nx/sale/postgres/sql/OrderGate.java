package nx.sale.postgres.sql;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Unavailable;

/**
 * Lets two transactions of one order have a connection at a time: one works, the next already waits at the row. The rest queue
 * here, in order of arrival, at most {@code queue} of them and no longer than {@code patience} (WEBHOOK-12).
 */
public final class OrderGate {
    private static final int IN_FLIGHT = 2;

    private static final class Door {
        private final Semaphore permits = new Semaphore(IN_FLIGHT, true);
        private int users;
    }

    private final ConcurrentHashMap<OrderId, Door> doors = new ConcurrentHashMap<>();
    private final int queue;
    private final Duration patience;

    public OrderGate(int queue, Duration patience) {
        this.queue = queue;
        this.patience = patience;
    }

    <T> T pass(OrderId order, Supplier<T> body) {
        Door door = java.util.Objects.requireNonNull(doors.compute(order, (id, present) -> {
            Door used = present == null ? new Door() : present;
            if (used.users >= queue) {
                throw new Unavailable(Unavailable.Part.ORDER_BUSY, null);
            }
            used.users++;
            return used;
        }));
        try {
            if (!door.permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Unavailable(Unavailable.Part.ORDER_BUSY, null);
            }
            try {
                return body.get();
            } finally {
                door.permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(Unavailable.Part.OVERLOADED, e);
        } finally {
            doors.computeIfPresent(order, (id, present) -> --present.users == 0 ? null : present);
        }
    }
}
