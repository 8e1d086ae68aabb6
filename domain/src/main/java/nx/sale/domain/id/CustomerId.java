package nx.sale.domain.id;

/** A customer of the merchant. */
public record CustomerId(long value) implements Comparable<CustomerId> {
    @Override
    public int compareTo(CustomerId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
