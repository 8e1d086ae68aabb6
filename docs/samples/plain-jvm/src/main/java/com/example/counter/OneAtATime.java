package com.example.counter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/** Transactions of a program with one process and nothing to share: one at a time, and a failed one writes nothing. */
public final class OneAtATime implements UnitOfWork {
    private final ReentrantLock turn = new ReentrantLock();

    /** What a store holds until the commit. */
    static final class Open implements Tx {
        private final List<Runnable> writes = new ArrayList<>();
        private final List<Runnable> after = new ArrayList<>();
        private LockRank rank = LockRank.values()[0];

        @Override
        public void rank(LockRank next) {
            if (next.compareTo(rank) < 0) {
                throw new IllegalStateException("lock of rank " + next + " after one of rank " + rank);
            }
            rank = next;
        }

        @Override
        public void afterCommit(Runnable action) {
            after.add(action);
        }

        void write(Runnable change) {
            writes.add(change);
        }
    }

    @Override
    public <T> T run(Function<Tx, T> body) {
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction is open already");
        }
        Open tx = new Open();
        turn.lock();
        T result;
        try {
            result = body.apply(tx);
            tx.writes.forEach(Runnable::run);
        } finally {
            turn.unlock();
        }
        tx.after.forEach(Runnable::run);
        return result;
    }

    @Override
    public <T> T run(OrderId order, Function<Tx, T> body) {
        return run(body);
    }
}
