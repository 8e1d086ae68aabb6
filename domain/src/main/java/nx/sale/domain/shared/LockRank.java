package nx.sale.domain.shared;

/** The one order in which a transaction takes its locks (STORE-3); several of one rank by ascending id. */
public enum LockRank {
    IDEMPOTENCY_KEY,
    /** The row of a shift: shared by who opens orders in it, alone by who moves its cash or closes it. */
    SHIFT,
    RESERVATION,
    ORDER,
    CHECK,
    KITCHEN,
    ALLOCATION,
    TICKET_NUMBER,
    /** The books of a till: last but for points, so that they are locked for a moment only. */
    TILL,
    POINTS
}
