package nx.sale.postgres;

import java.time.Clock;
import java.time.Duration;
import nx.sale.domain.contract.PendingAttemptsContract;
import nx.sale.domain.order.Orders;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.payment.pending.PendingAttempts;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.payment.PostgresPendingAttempts;
import nx.sale.postgres.sql.OrderGate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;

/** PostgreSQL keeps the contract of pending attempts. */
class PostgresPendingAttemptsTest extends PendingAttemptsContract {
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new OrderGate(100, Duration.ofSeconds(2)));

    @Override
    protected UnitOfWork work() {
        return work;
    }

    @Override
    protected Orders orders() {
        return new PostgresOrders(millis -> {});
    }

    @Override
    protected Payments payments() {
        return new PostgresPayments(IDS, Clock.systemUTC());
    }

    @Override
    protected PendingAttempts pending() {
        return new PostgresPendingAttempts(new Reads(TestDatabase.get().pooled()), IDS);
    }
}
