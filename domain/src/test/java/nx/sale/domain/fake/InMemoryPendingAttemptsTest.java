package nx.sale.domain.fake;

import nx.sale.domain.contract.PendingAttemptsContract;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.UnitOfWork;

/** The fake keeps the contract. */
class InMemoryPendingAttemptsTest extends PendingAttemptsContract {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryOrders orders = new InMemoryOrders(store);
    private final InMemoryPayments payments = new InMemoryPayments(store);
    private final InMemoryPendingAttempts pending = new InMemoryPendingAttempts(store, payments);

    @Override
    protected UnitOfWork work() {
        return store;
    }

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected Payments payments() {
        return payments;
    }

    @Override
    protected PendingAttempts pending() {
        return pending;
    }
}
