package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.OrderSnapshot;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** What every unit of work must do. */
public abstract class UnitOfWorkContract extends Contract {
    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views) {}

    private final Orders orders;
    private final StoredOrders stored;

    protected UnitOfWorkContract(Stores stores) {
        super(stores.work());
        orders = stores.orders();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    // OUTBOX-1, STORE-10
    @Test
    void failedTransactionIsRolledBack() {
        OrderId id = stored.draft();
        OrderSnapshot before = stored.found(id);

        assertThatThrownBy(() -> work.run(tx -> {
                    SaleOrder order = orders.lock(tx, merchant, id);
                    order.cancel("no", WAITER, NOON);
                    orders.update(tx, order);
                    throw new IllegalArgumentException("stop");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(stored.found(id)).isEqualTo(before);
    }

    // STORE-3
    @Test
    void transactionsDoNotNest_andLocksGoForward() {
        assertThatThrownBy(() -> work.run(tx -> work.run(inner -> inner))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> work.run(tx -> {
                    tx.rank(LockRank.TILL);
                    tx.rank(LockRank.ORDER);
                    return tx;
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
