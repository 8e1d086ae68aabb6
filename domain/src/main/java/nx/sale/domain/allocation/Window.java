package nx.sale.domain.allocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import nx.sale.domain.shared.Rejected;

/**
 * A time from a moment to another, the latter not included.
 *
 * @param until after {@code from}
 */
public record Window(Instant from, Instant until) {
    /** Longest time a unit is taken for at once. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** A time somebody wants a unit for. Rejects one that is over, or longer than {@link #LONGEST}. */
    public static Window wanted(Instant from, Instant until, Instant now) {
        Window window = of(from, until);
        if (!until.isAfter(now)) {
            throw new Rejected(new AllocationError.WindowOver(until));
        }
        if (window.length().compareTo(LONGEST) > 0) {
            throw new Rejected(new AllocationError.WindowTooLong(from, until, (int) LONGEST.toDays()));
        }
        return window;
    }

    /** Rejects an end that is not after the start. */
    public static Window of(Instant from, Instant until) {
        if (!until.isAfter(from)) {
            throw new Rejected(new AllocationError.WindowEmpty(from, until));
        }
        return new Window(from, until);
    }

    public boolean overlaps(Window other) {
        return from.isBefore(other.until) && other.from.isBefore(until);
    }

    public Duration length() {
        return Duration.between(from, until);
    }

    /** When a unit with these windows taken is free for as long as this one lasts: at its start, or when one of them ends. */
    public Instant nextFree(List<Window> taken) {
        Instant start = from;
        for (Window other :
                taken.stream().sorted(Comparator.comparing(Window::from)).toList()) {
            if (other.overlaps(new Window(start, start.plus(length())))) {
                start = other.until;
            }
        }
        return start;
    }
}
