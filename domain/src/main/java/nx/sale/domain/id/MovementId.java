package nx.sale.domain.id;

/** A cash movement. */
public record MovementId(long value) implements Comparable<MovementId> {
    @Override
    public int compareTo(MovementId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
