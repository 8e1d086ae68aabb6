package nx.sale.domain.shift;

/** A Z report. */
public record ZReportId(long value) implements Comparable<ZReportId> {
    @Override
    public int compareTo(ZReportId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
