package nx.sale.architecture.counter.domain.shared;

/** Stands in for the real one. */
public interface UnitOfWork {
    void run(Runnable body);
}
