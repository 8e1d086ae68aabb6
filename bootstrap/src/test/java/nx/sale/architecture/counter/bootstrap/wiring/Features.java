package nx.sale.architecture.counter.bootstrap.wiring;

import nx.sale.architecture.counter.bootstrap.ops.Ops;

/** Breaks: a cycle. */
public final class Features {
    public Ops ops = new Ops();
}
