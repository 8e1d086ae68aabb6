package nx.sale.domain.id;

/** An item of a kitchen ticket. */
public record TicketItemId(long value) implements Comparable<TicketItemId> {
    @Override
    public int compareTo(TicketItemId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
