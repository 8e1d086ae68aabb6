package nx.sale.domain.shared;

/** The one order in which a transaction takes its locks (STORE-3); several of one rank by ascending id. */
public enum LockRank {
    IDEMPOTENCY_KEY,
    /** A merchant's settings, held by who changes them only. */
    SETTINGS,
    /** The row of a shift: shared by who opens orders in it, alone by who moves its cash or closes it. */
    SHIFT,
    RESERVATION,
    ORDER,
    CHECK,
    KITCHEN,
    ALLOCATION,
    TICKET_NUMBER,
    /** A kitchen station: after the ticket number, because a ticket that is added holds its station by its foreign key. */
    STATION,
    /** The books of a till: last but for points, so that they are locked for a moment only. */
    TILL,
    POINTS,
    /** A message of the outbox, held by an operator who has it sent again or discarded. */
    MESSAGE
}
