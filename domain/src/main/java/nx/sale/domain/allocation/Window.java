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
