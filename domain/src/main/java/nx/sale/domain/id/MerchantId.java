package nx.sale.domain.id;

/** A merchant: nothing is ever read or written across two of them. */
public record MerchantId(long value) implements Comparable<MerchantId> {
    @Override
    public int compareTo(MerchantId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
