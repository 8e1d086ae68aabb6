package nx.sale.domain.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.UnitOfWork;

/** A lock has one place among the others. */
public final class LockOrder {
    private LockOrder() {}

    /** It may follow and be followed by a lock of its own rank, and the rank before is refused after it. */
    public static void assertRank(UnitOfWork work, LockRank rank, Consumer<Tx> lock) {
        work.run(tx -> {
            tx.rank(rank);
            lock.accept(tx);
            tx.rank(rank);
            return rank;
        });
        LockRank before = LockRank.values()[rank.ordinal() - 1];
        assertThatThrownBy(() -> work.run(tx -> {
                    lock.accept(tx);
                    tx.rank(before);
                    return rank;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("lock of rank " + before + " after one of rank " + rank);
    }
}
