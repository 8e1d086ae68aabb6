package nx.sale.domain.id;

/** A reservation. */
public record ReservationId(long value) implements Comparable<ReservationId> {
    @Override
    public int compareTo(ReservationId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
