package nx.sale.domain.id;

/** A zone of a floor plan. */
public record FloorZoneId(long value) implements Comparable<FloorZoneId> {
    @Override
    public int compareTo(FloorZoneId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
