package nx.sale.domain.payment.refund;

/** Money on its way back to a guest. */
public record RefundId(long value) implements Comparable<RefundId> {
    @Override
    public int compareTo(RefundId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
