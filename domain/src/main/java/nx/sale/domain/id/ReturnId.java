package nx.sale.domain.id;

/** A return of goods. */
public record ReturnId(long value) implements Comparable<ReturnId> {
    @Override
    public int compareTo(ReturnId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
