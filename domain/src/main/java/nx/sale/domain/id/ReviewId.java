package nx.sale.domain.id;

/** A payment review. */
public record ReviewId(long value) implements Comparable<ReviewId> {
    @Override
    public int compareTo(ReviewId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
