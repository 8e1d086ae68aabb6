package nx.sale.architecture.counter.domain.order;

/** Breaks: a write port without the transaction. */
public interface Orders {
    void lock(long id);

    long readOpen(long id);

    void remove(long id);
}
