package nx.sale.domain.access;

/** A manager's approval. */
public record ApprovalId(long value) implements Comparable<ApprovalId> {
    @Override
    public int compareTo(ApprovalId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
