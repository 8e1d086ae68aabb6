package nx.sale.domain.id;

/** A shift of a till. */
public record SessionId(long value) implements Comparable<SessionId> {
    @Override
    public int compareTo(SessionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
