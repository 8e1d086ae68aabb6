package nx.sale.architecture.example.domain.order;

/** An error is a record. */
public sealed interface OrderError {
    record Closed(long id) implements OrderError {}
}
