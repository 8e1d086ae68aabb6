package nx.sale.domain.fake;

import java.util.Optional;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;

/** Answered requests in memory. */
public final class InMemoryRequestLog implements RequestLog {
    private final InMemoryStore store;

    public InMemoryRequestLog(InMemoryStore store) {
        this.store = store;
    }

    private static String name(RequestKey key) {
        return "request " + key.merchant() + " " + key.caller() + " " + key.key();
    }

    private static String held(RequestKey key) {
        return "held " + name(key);
    }

    @Override
    public Optional<Remembered> find(RequestKey key) {
        return Optional.ofNullable(store.<Remembered>get(name(key), null));
    }

    @Override
    public void add(Tx tx, RequestKey key) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        if (find(key).isPresent()) {
            throw new AlreadyAnswered();
        }
        store.put(held(key), true);
        tx.afterCommit(() -> store.put(held(key), null));
    }

    @Override
    public void update(Tx tx, RequestKey key, Kept answer) {
        store.put(name(key), new Remembered(key.fingerprint(), answer));
    }

    @Override
    public boolean inProgress(RequestKey key) {
        return Optional.ofNullable(store.<Boolean>get(held(key), null)).isPresent();
    }
}
