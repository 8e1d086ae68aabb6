package nx.sale.domain.loyalty;

/** Points that came to a customer. */
public record PointTransactionId(long value) implements Comparable<PointTransactionId> {
    @Override
    public int compareTo(PointTransactionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
