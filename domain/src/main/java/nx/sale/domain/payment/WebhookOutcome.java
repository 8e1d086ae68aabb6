package nx.sale.domain.payment;

/** What became of a webhook. */
public enum WebhookOutcome {
    APPLIED,
    /** Money for an order that does not wait for it: a review is open. */
    LATE,
    /** A kind of event we do not act on. */
    IGNORED,
    /** Received before; nothing changed. Never stored. */
    DUPLICATE,
    /** Names an order that is not here. */
    PARKED,
    /** Could not be read or applied. */
    FAILED;

    /** Whether a repeat of the event has nothing left to do. */
    public boolean done() {
        return this == APPLIED || this == LATE || this == IGNORED;
    }
}
