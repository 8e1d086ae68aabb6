package nx.sale.application.check;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;

/** The way every change of a bill's division goes: lock the order, change its bill, store both and the operation, publish. */
public final class BillWork {
    /** Which bill, and the revision of its order that the caller insists on. */
    record Task(Request request, MerchantId merchant, OrderId order, Optional<Long> expected) {}

    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final OrderOperations operations;
    private final Effects effects;
    private final Ids ids;

    public BillWork(
            Requests requests, Orders orders, Bills bills, OrderOperations operations, Effects effects, Ids ids) {
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.operations = operations;
        this.effects = effects;
        this.ids = ids;
    }

    /**
     * @param change changes the bill, and gives the operation to record
     * @param event what others must know of the changed bill
     */
    <A> A run(
            Task task,
            BiFunction<Bill, OrderOperation.Context, OrderOperation> change,
            BiFunction<Bill, Instant, CheckEvent> event,
            Reply<Bill, A> reply) {
        var origin = task.request().origin();
        return requests.once(
                task.request(),
                reply,
                attempt -> attempt.run(task.order(), (tx, at) -> {
                    SaleOrder order =
                            orders.lock(tx, task.merchant(), task.order()).expect(task.expected());
                    Bill bill = bills.read(tx, order);
                    OrderOperation operation = change.apply(
                            bill, new OrderOperation.Context(new OperationId(ids.next()), origin.actor(), at));
                    orders.update(tx, order);
                    bills.update(tx, bill);
                    operations.add(tx, operation);
                    effects.follow(tx, List.of(event.apply(bill, at)), origin);
                    return bill;
                }));
    }
}
