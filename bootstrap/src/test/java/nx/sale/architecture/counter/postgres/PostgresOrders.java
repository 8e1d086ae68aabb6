package nx.sale.architecture.counter.postgres;

import nx.sale.architecture.counter.domain.order.Orders;

/** Breaks: a lock that only reads. */
public final class PostgresOrders implements Orders {
    private long locked;

    @Override
    public void lock(long id) {
        locked = id;
    }

    @Override
    public long readOpen(long id) {
        return id;
    }

    @Override
    public void remove(long id) {
        locked = 0;
    }

    public long locked() {
        return locked;
    }
}
