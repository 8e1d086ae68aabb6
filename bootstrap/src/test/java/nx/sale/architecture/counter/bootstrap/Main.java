package nx.sale.architecture.counter.bootstrap;

/** Seen by an adapter that should not. */
public final class Main {}
