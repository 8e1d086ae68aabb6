package nx.sale.domain.fake;

import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.contract.StoreContract;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.UnitOfWork;

/** The fakes keep the contract. */
class InMemoryStoreTest extends StoreContract {
    private final InMemoryStore store = new InMemoryStore();
    private final InMemoryOrders orders = new InMemoryOrders(store);
    private final InMemoryBills bills = new InMemoryBills(store);
    private final InMemoryOperations operations = new InMemoryOperations(store);
    private final InMemoryPayments payments = new InMemoryPayments(store);

    @Override
    protected UnitOfWork work() {
        return store;
    }

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected OrderViews views() {
        return orders;
    }

    @Override
    protected Bills bills() {
        return bills;
    }

    @Override
    protected BillViews billViews() {
        return bills;
    }

    @Override
    protected OrderOperations operations() {
        return operations;
    }

    @Override
    protected OperationViews operationViews() {
        return operations;
    }

    @Override
    protected Payments payments() {
        return payments;
    }

    @Override
    protected PaymentInbox inbox() {
        return payments;
    }

    @Override
    protected RequestLog requests() {
        return new InMemoryRequestLog(store);
    }

    @Override
    protected SettingsStore settings() {
        return new InMemorySettings(store);
    }
}
