package nx.sale.domain.live;

/** The way to the screens. */
public interface LiveUpdates {
    /** Hands an update over, at once: it never waits and never fails the caller. */
    void emit(LiveUpdate update);
}
