package nx.sale.domain.shared;

/**
 * An open transaction: the token every write port asks for. Adapters may hold writes back in it and send them together with the
 * next read or with the commit, so a violated constraint can surface later than the call that caused it, but never after
 * {@link UnitOfWork#run} has returned.
 */
public interface Tx {
    /** Notes that a lock of this rank is taken. A step back in rank is a bug and throws {@link IllegalStateException}. */
    void rank(LockRank rank);

    /** Does something once the transaction has committed; never when it rolls back. For what is best effort. */
    void afterCommit(Runnable action);
}
