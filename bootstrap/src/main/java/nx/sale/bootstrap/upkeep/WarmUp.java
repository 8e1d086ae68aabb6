package nx.sale.bootstrap.upkeep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import nx.sale.domain.shared.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done before the first request so that it need not wait for it; it takes a bounded time, and nothing depends on it (OPS-20). */
public final class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private final Duration most;
    private final LongSupplier nanos;
    private final Map<String, Consumer<BooleanSupplier>> steps = new LinkedHashMap<>();
    private volatile boolean done;
    private volatile long begun;

    /**
     * @param most that the replica waits for it; with zero there is none
     * @param nanos as {@link System#nanoTime}
     */
    public WarmUp(Duration most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.done = most.isZero();
    }

    /** Adds a step, which ends soon when what it is given says that the time is over. */
    public WarmUp step(String name, Consumer<BooleanSupplier> work) {
        steps.put(name, work);
        return this;
    }

    /** From now on the time counts. */
    public void begin() {
        begun = nanos.getAsLong();
    }

    /** Whether nobody waits for it any more. */
    public boolean over() {
        return done || nanos.getAsLong() - begun >= most.toNanos();
    }

    /** As the readiness shows it. */
    public Readiness.State state() {
        return over()
                ? new Readiness.State(Readiness.UP, "over")
                : new Readiness.State(
                        Readiness.DOWN, "opens connections and reads on them, for " + most.toMillis() + " ms at most");
    }

    /** Goes through the steps. One that a missing part keeps from its work is left out. */
    public void run() {
        List<String> taken = new ArrayList<>();
        try {
            steps.forEach((name, work) -> {
                if (!over()) {
                    taken.add(run(name, work));
                }
            });
        } finally {
            done = true;
        }
        if (!taken.isEmpty()) {
            log.atInfo().addKeyValue("took", String.join(", ", taken)).log("Warmed up");
        }
    }

    private String run(String name, Consumer<BooleanSupplier> work) {
        long from = nanos.getAsLong();
        try {
            work.accept(this::over);
            return name + " " + Duration.ofNanos(nanos.getAsLong() - from).toMillis() + " ms";
        } catch (Unavailable e) {
            return name + " without " + e.part().code();
        }
    }
}
