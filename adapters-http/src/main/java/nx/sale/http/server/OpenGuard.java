package nx.sale.http.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import nx.sale.domain.shared.Unavailable;

/**
 * Keeps one address from exhausting the service for all others by what needs no login: the webhook, documents, metrics and the
 * stream's door (ACCESS-17). So many requests in a second, counted anew each second; the gateway has finer limits. Whether the process
 * lives can always be asked.
 */
public final class OpenGuard {
    /** Lets everything through. */
    public static final OpenGuard NONE = new OpenGuard(0, address -> true, System::nanoTime);

    private static final long SECOND = 1_000_000_000L;

    private record Counted(long second, Map<String, AtomicInteger> requests) {}

    private final int perSecond;
    private final Predicate<String> spared;
    private final LongSupplier nanos;
    private volatile Counted now = new Counted(0, new ConcurrentHashMap<>());

    /**
     * @param perSecond 0 for no limit
     * @param spared addresses that are not counted
     * @param nanos a clock that only goes forward
     */
    public OpenGuard(int perSecond, Predicate<String> spared, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.spared = spared;
        this.nanos = nanos;
    }

    /** The guard of a service: this machine itself is not counted (ACCESS-17). */
    public static OpenGuard of(int perSecond) {
        return new OpenGuard(
                perSecond,
                address -> address.startsWith("127.") || address.matches("\\[?(0:0:0:0:0:0:0:1|::1)]?"),
                System::nanoTime);
    }

    /** Whether this address, as the connection has it, may send one more. */
    public boolean admits(String address) {
        if (perSecond == 0 || spared.test(address)) {
            return true;
        }
        return counted(Math.floorDiv(nanos.getAsLong(), SECOND))
                        .requests()
                        .computeIfAbsent(address, first -> new AtomicInteger())
                        .incrementAndGet()
                <= perSecond;
    }

    private Counted counted(long second) {
        Counted counted = now;
        if (counted.second() == second) {
            return counted;
        }
        synchronized (this) {
            if (now.second() != second) {
                now = new Counted(second, new ConcurrentHashMap<>());
            }
            return now;
        }
    }

    /** Throws Unavailable, overloaded, when the address has sent too many. */
    public void require(String address) {
        if (!admits(address)) {
            throw new Unavailable(Unavailable.Part.OVERLOADED, null);
        }
    }
}
