package nx.sale.architecture.counter.bootstrap.wiring;

import nx.sale.architecture.counter.bootstrap.ops.Ops;

/** Breaks: a cycle, a thread that a constructor starts. */
public final class Features {
    public Ops ops = new Ops();
    private final Thread clock = new Thread(() -> {});

    public Features() {
        clock.start();
    }
}
