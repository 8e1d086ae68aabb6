package nx.sale.architecture.counter.domain.order;

/** An error root whose member is no record. */
public interface OrderError {
    /** Breaks: errors are records. */
    final class Wrong implements OrderError {}
}
