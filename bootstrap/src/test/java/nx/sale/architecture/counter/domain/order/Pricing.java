package nx.sale.architecture.counter.domain.order;

/** Stands in for the real one. */
public interface Pricing {
    long quote();
}
