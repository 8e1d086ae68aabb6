package nx.sale.domain.shared;

/** Carries a {@link DomainError} to whoever answers the caller. Nothing has been changed. No stack trace: it is not a bug. */
public final class Rejected extends RuntimeException {
    private final transient DomainError error;

    public Rejected(DomainError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    public DomainError error() {
        return error;
    }
}
