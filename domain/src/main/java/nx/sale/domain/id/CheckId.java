package nx.sale.domain.id;

/** A check: one guest's part of the bill. */
public record CheckId(long value) implements Comparable<CheckId> {
    @Override
    public int compareTo(CheckId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
