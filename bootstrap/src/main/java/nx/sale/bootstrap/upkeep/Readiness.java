package nx.sale.bootstrap.upkeep;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import nx.sale.http.operations.HealthRoutes;

/** Whether the service can serve: the latest state of each part, looked at in the background (OPS-1). */
public final class Readiness {
    public static final String UP = "up";
    public static final String DEGRADED = "degraded";
    public static final String DOWN = "down";

    /** How a part is. */
    public record State(String status, String detail) {}

    private final Clock clock;
    private final Map<String, Supplier<State>> parts = new LinkedHashMap<>();
    private final Map<String, HealthRoutes.Check> latest = new LinkedHashMap<>();
    private final Set<String> starting = new HashSet<>();
    private boolean stopping;
    private volatile boolean wasReady;

    public Readiness(Clock clock) {
        this.clock = clock;
    }

    /** Adds a part; until it was looked at it counts as down. */
    public synchronized void part(String name, Supplier<State> check) {
        parts.put(name, check);
        latest.put(name, new HealthRoutes.Check(name, DOWN, clock.instant().toString(), "not checked yet"));
    }

    /** As {@link #part}, for one that only a start waits for: once it is up it is not looked at any more, and not shown. */
    public synchronized void first(String name, Supplier<State> check) {
        starting.add(name);
        part(name, check);
    }

    /** Looks at every part, in the order they were added. Called every second or two, by one thread. */
    public void refresh() {
        Map<String, Supplier<State>> all;
        synchronized (this) {
            all = new LinkedHashMap<>(parts);
        }
        all.forEach((name, check) -> note(name, check.get()));
        if (now().status().equals("ready")) {
            wasReady = true;
        }
    }

    /** Whether every part was there at once, now or before. */
    public boolean wasReady() {
        return wasReady;
    }

    /** Whether a part was down when it was looked at last. */
    public synchronized boolean down(String name) {
        HealthRoutes.Check check = latest.get(name);
        return check == null || check.status().equals(DOWN);
    }

    private synchronized void note(String name, State state) {
        if (state.status().equals(UP) && starting.remove(name)) {
            parts.remove(name);
            latest.remove(name);
            return;
        }
        HealthRoutes.Check before = latest.get(name);
        Instant now = clock.instant();
        String since = before != null && before.status().equals(state.status()) ? before.since() : now.toString();
        latest.put(name, new HealthRoutes.Check(name, state.status(), since, state.detail()));
    }

    public synchronized void stop() {
        stopping = true;
    }

    public synchronized HealthRoutes.Readiness now() {
        List<HealthRoutes.Check> checks = List.copyOf(latest.values());
        boolean ready =
                !stopping && checks.stream().noneMatch(check -> check.status().equals(DOWN));
        return new HealthRoutes.Readiness(ready ? "ready" : stopping ? "stopping" : "not ready", checks);
    }
}
