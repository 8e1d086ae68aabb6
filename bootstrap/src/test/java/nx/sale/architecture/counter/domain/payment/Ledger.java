package nx.sale.architecture.counter.domain.payment;

/** Nothing wrong with it, but the order must not know it. */
public final class Ledger {}
