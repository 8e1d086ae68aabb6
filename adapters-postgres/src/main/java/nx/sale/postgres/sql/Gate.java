package nx.sale.postgres.sql;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Unavailable;

/**
 * Lets two transactions of one order have a connection at a time: one works, the next already waits at the row. Of those that lock tables of
 * one merchant it lets four, who mostly want different tables. The rest queue here, in order of arrival, at most {@code queue} of them at
 * each door and no longer than {@code patience} (WEBHOOK-12, FLOOR-16).
 */
public final class Gate {
    private static final int OF_AN_ORDER = 2;
    private static final int OF_A_FLOOR = 4;

    private static final class Door {
        private final Semaphore permits;
        private int users;

        private Door(int inFlight) {
            permits = new Semaphore(inFlight, true);
        }
    }

    /** By {@link OrderId}, and by {@link MerchantId} for the tables. */
    private final ConcurrentHashMap<Object, Door> doors = new ConcurrentHashMap<>();

    private final int queue;
    private final Duration patience;

    public Gate(int queue, Duration patience) {
        this.queue = queue;
        this.patience = patience;
    }

    <T> T pass(OrderId order, Supplier<T> body) {
        return pass(order, OF_AN_ORDER, body);
    }

    <T> T pass(MerchantId floor, Supplier<T> body) {
        return pass(floor, OF_A_FLOOR, body);
    }

    private <T> T pass(Object whose, int inFlight, Supplier<T> body) {
        Door door = Objects.requireNonNull(doors.compute(whose, (id, present) -> {
            Door used = present == null ? new Door(inFlight) : present;
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
            doors.computeIfPresent(whose, (id, present) -> --present.users == 0 ? null : present);
        }
    }
}
