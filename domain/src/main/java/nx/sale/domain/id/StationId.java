package nx.sale.domain.id;

/** A kitchen station. */
public record StationId(long value) implements Comparable<StationId> {
    @Override
    public int compareTo(StationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
