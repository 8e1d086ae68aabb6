package nx.sale.domain.id;

/** A floor plan. */
public record LayoutId(long value) implements Comparable<LayoutId> {
    @Override
    public int compareTo(LayoutId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
