package nx.sale.architecture.counter.bootstrap.ops;

import nx.sale.architecture.counter.bootstrap.wiring.Features;

/** The other half of the cycle. */
public final class Ops {
    public void ask(Features features) {
        features.hashCode();
    }
}
