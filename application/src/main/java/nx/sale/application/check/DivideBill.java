package nx.sale.application.check;

import java.util.List;
import java.util.Optional;
import nx.sale.application.requests.Effects;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.application.requests.Requests;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.Bills;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.Division;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.order.regroup.OrderOperations;

/**
 * Divides the bill of an order into checks. Rejects: order-not-found, order-not-allowed, bill-divided, bill-paid-whole,
 * item-not-found, item-part-of-combo, item-overallocated, items-unallocated, amounts-exceed, amounts-short, amount-not-payable,
 * no-seats, check-empty, too-many-checks, too-many-shares, revision-mismatch.
 */
public final class DivideBill {
    public record Command(
            Request request, MerchantId merchant, OrderId order, Optional<Long> expected, Division division) {}

    private final Requests requests;
    private final Orders orders;
    private final Bills bills;
    private final OrderOperations operations;
    private final Effects effects;
    private final Ids ids;

    public DivideBill(
            Requests requests,
            Orders orders,
            Bills bills,
            OrderOperations operations,
            Effects effects,
            Ids ids) {
        this.requests = requests;
        this.orders = orders;
        this.bills = bills;
        this.operations = operations;
        this.effects = effects;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Bill, A> reply) {
        var origin = c.request().origin();
        return requests.once(
                c.request(),
                reply,
                attempt -> attempt.run(c.order(), (tx, at) -> {
                    SaleOrder order = orders.lock(tx, c.merchant(), c.order()).expect(c.expected());
                    Bill bill = bills.read(tx, order);
                    OrderOperation operation = bill.divide(
                            c.division(),
                            new OrderOperation.Context(new OperationId(ids.next()), origin.actor(), at),
                            ids,
                            origin.device());
                    orders.update(tx, order);
                    bills.update(tx, bill);
                    operations.add(tx, operation);
                    effects.follow(
                            tx,
                            List.of(new CheckEvent.Divided(
                                    order.header(), bill.changes().created(), at)),
                            origin);
                    return bill;
                }));
    }
}
