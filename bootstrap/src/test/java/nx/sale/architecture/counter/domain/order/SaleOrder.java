package nx.sale.architecture.counter.domain.order;

import java.time.Instant;
import nx.sale.architecture.counter.domain.payment.Ledger;

/** Breaks: an open aggregate with a setter, the clock inside, floating money, SQL in the domain, a strange neighbour. */
public class SaleOrder {
    public double total;
    public java.sql.Connection connection;
    public Ledger ledger;

    public static SaleOrder rehydrate() {
        return new SaleOrder();
    }

    public void setTotal(double newTotal) {
        total = newTotal;
    }

    public Instant openedAt() {
        return Instant.now();
    }
}
