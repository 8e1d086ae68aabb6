package nx.sale.domain.id;

/** A kitchen ticket. */
public record TicketId(long value) implements Comparable<TicketId> {
    @Override
    public int compareTo(TicketId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
