package nx.sale.domain.contract;

import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.shared.Trace;

/** Operations on families of orders, as ports that follow them get them. */
final class TestOperations {
    private TestOperations() {}

    static OrderOperation of(
            MerchantId merchant,
            OrderOperation.Kind kind,
            OrderId order,
            OrderId other,
            List<OrderOperation.Move> moves,
            Optional<OperationId> undoes) {
        return new OrderOperation(
                new OperationId(Contract.IDS.next()),
                merchant,
                kind,
                order,
                List.of(other),
                moves,
                List.of(),
                List.of(),
                undoes,
                Set.of(),
                Optional.empty(),
                1,
                Trace.created(NOON, WAITER));
    }
}
