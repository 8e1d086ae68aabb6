package nx.sale.domain.fake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/**
 * The tables and the transactions of the fakes: one transaction at a time, rolled back for real, strict about locks and their
 * order.
 */
public final class InMemoryStore implements UnitOfWork {
    private Map<String, Object> rows = new LinkedHashMap<>();
    private MemoryTx open;

    /** An open transaction: what it locked, and how far it has come in the lock order. */
    static final class MemoryTx implements Tx {
        private final Set<OrderId> locked = new HashSet<>();
        private final List<Runnable> afterCommit = new ArrayList<>();
        private LockRank rank = LockRank.IDEMPOTENCY_KEY;

        @Override
        public void afterCommit(Runnable action) {
            afterCommit.add(action);
        }

        @Override
        public void rank(LockRank next) {
            if (next.compareTo(rank) < 0) {
                throw new IllegalStateException("lock of rank " + next + " after one of rank " + rank);
            }
            rank = next;
        }
    }

    @Override
    public synchronized <T> T run(Function<Tx, T> body) {
        if (open != null) {
            throw new IllegalStateException("a transaction is open already");
        }
        Map<String, Object> before = new LinkedHashMap<>(rows);
        open = new MemoryTx();
        try {
            T result = body.apply(open);
            open.afterCommit.forEach(Runnable::run);
            return result;
        } catch (RuntimeException e) {
            rows = before;
            throw e;
        } finally {
            open = null;
        }
    }

    @Override
    public <T> T run(OrderId order, Function<Tx, T> body) {
        return run(body);
    }

    void locked(Tx tx, OrderId order) {
        tx.rank(LockRank.ORDER);
        ((MemoryTx) tx).locked.add(order);
    }

    void requireLocked(Tx tx, OrderId order) {
        if (!((MemoryTx) tx).locked.contains(order)) {
            throw new IllegalStateException("order " + order + " was not locked in this transaction");
        }
    }

    synchronized List<String> keys(String prefix) {
        return rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(prefix) && row.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized void put(String key, Object row) {
        rows.put(key, row);
    }

    @SuppressWarnings("unchecked")
    synchronized <T> T get(String key, T otherwise) {
        return (T) rows.getOrDefault(key, otherwise);
    }
}
