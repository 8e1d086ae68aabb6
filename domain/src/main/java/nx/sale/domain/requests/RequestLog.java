package nx.sale.domain.requests;

import java.util.Optional;
import nx.sale.domain.shared.Tx;

/** Remembers answered requests by key for seven days; what an answer says is the business of the adapter that gave it. */
public interface RequestLog {
    /** What is remembered of a key. */
    record Remembered(String fingerprint, Kept answer) {}

    /** Thrown out of a transaction that met its key already answered: roll back and replay. */
    final class AlreadyAnswered extends RuntimeException {
        public AlreadyAnswered() {
            super(null, null, false, false);
        }
    }

    /** The committed answer of a key. */
    Optional<Remembered> find(RequestKey key);

    /**
     * Takes the key for this transaction, before any other lock. A twin in flight is waited for; when it commits, this
     * transaction fails with {@link AlreadyAnswered}, at the latest when it commits itself.
     */
    void add(Tx tx, RequestKey key);

    /** Stores the answer with the key taken in {@code tx}. */
    void update(Tx tx, RequestKey key, Kept answer);

    /** Whether a request with this key is being worked on at this moment: asked only after waiting for a lock in vain. */
    boolean inProgress(RequestKey key);
}
