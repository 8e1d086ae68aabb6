package nx.sale.domain.id;

/** Where a merchant sells: a shop, a kiosk, a web page. It belongs to exactly one merchant. */
public record SaleChannelId(long value) implements Comparable<SaleChannelId> {
    @Override
    public int compareTo(SaleChannelId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
