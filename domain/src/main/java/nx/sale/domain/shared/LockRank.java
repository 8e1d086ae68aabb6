package nx.sale.domain.shared;

/** The one order in which a transaction takes its locks (spec 06); several of one rank by ascending id. */
public enum LockRank {
    IDEMPOTENCY_KEY,
    RESERVATION,
    ORDER,
    CHECK,
    KITCHEN,
    ALLOCATION,
    TICKET_NUMBER,
    SESSION,
    POINTS
}
