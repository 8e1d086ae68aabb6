package nx.sale.architecture.counter.postgres;

/** Seen by an adapter that should not. */
public final class Rows {}
