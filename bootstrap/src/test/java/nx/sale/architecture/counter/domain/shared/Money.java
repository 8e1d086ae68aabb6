package nx.sale.architecture.counter.domain.shared;

/** An amount that people read otherwise than programs. */
public record Money(long cents) {
    public String plain() {
        return Long.toString(cents);
    }
}
