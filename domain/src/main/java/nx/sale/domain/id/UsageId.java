package nx.sale.domain.id;

/** A unit taken for a time. */
public record UsageId(long value) implements Comparable<UsageId> {
    @Override
    public int compareTo(UsageId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
