package nx.sale.domain.id;

/** A merge, a split, the undo of one, or a division of the bill, as it was recorded. */
public record OperationId(long value) implements Comparable<OperationId> {
    @Override
    public int compareTo(OperationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
