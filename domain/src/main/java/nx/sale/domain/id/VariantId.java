package nx.sale.domain.id;

/** A product variant of the catalogue. */
public record VariantId(long value) implements Comparable<VariantId> {
    @Override
    public int compareTo(VariantId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
