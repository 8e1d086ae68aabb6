package nx.sale.domain.check;

/** The status of a check. */
public enum CheckStatus {
    /** Waits for money. */
    PROCESSING,
    /** Paid in part. */
    PARTIAL,
    /** Paid, or nothing to pay. */
    COMPLETED,
    /** Written off, or cancelled with its order. */
    CANCELLED;

    /** Whether it still waits for money. */
    public boolean open() {
        return this == PROCESSING || this == PARTIAL;
    }
}
