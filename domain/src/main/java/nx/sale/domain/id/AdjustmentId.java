package nx.sale.domain.id;

/** A discount or comp that a person gave. */
public record AdjustmentId(long value) implements Comparable<AdjustmentId> {
    @Override
    public int compareTo(AdjustmentId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
