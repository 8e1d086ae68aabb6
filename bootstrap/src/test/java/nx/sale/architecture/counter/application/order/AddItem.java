package nx.sale.architecture.counter.application.order;

import nx.sale.architecture.counter.application.payment.Pay;
import nx.sale.architecture.counter.domain.order.Pricing;
import nx.sale.architecture.counter.domain.shared.Tx;

/** Breaks: open to extension, two public methods, calls a use case, asks pricing under the lock, knows an adapter, a cycle. */
public class AddItem {
    public void handle(Pay pay, nx.sale.architecture.counter.http.Server server) {
        pay.handle(this);
        server.start();
    }

    public long also(Tx tx, Pricing pricing) {
        return pricing.quote();
    }
}
