package nx.sale.domain.shared;

import java.util.function.Function;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;

/** The only opener of transactions. */
public interface UnitOfWork {
    /**
     * Runs the body in one transaction and commits it; an exception rolls it back and is passed on. Refuses nesting. The body
     * may run again after a serialization failure or a deadlock, so it does nothing but reading, deciding and storing: no remote
     * call, no waiting. Throws {@link Unavailable} with ORDER_BUSY when a lock is not had in time, with DATABASE when there is no
     * connection.
     */
    <T> T run(Function<Tx, T> body);

    /**
     * As {@link #run(Function)}, for a body that locks this order: at most two such bodies hold a connection at a time, the rest
     * queue outside, so that a storm on one order leaves the pool to the others (WEBHOOK-12).
     */
    <T> T run(OrderId order, Function<Tx, T> body);

    /**
     * As {@link #run(Function)}, for a body that locks tables of this merchant: where connections are few, some of them are left to those
     * who want no table (FLOOR-16).
     */
    default <T> T runOnFloor(MerchantId merchant, Function<Tx, T> body) {
        return run(body);
    }
}
