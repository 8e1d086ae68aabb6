package nx.sale.application.check;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.Division;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;

/**
 * Divides the bill of an order into checks. Rejects: order-not-found, order-not-allowed, bill-divided, bill-paid-whole,
 * item-not-found, item-part-of-combo, item-overallocated, items-unallocated, amounts-exceed, amounts-short, amount-not-payable,
 * no-seats, check-empty, too-many-checks, too-many-shares, revision-mismatch.
 */
public final class DivideBill {
    public record Command(
            Request request, MerchantId merchant, OrderId order, Optional<Long> expected, Division division) {}

    private final BillWork work;
    private final Ids ids;

    public DivideBill(BillWork work, Ids ids) {
        this.work = work;
        this.ids = ids;
    }

    public <A> A handle(Command c, Reply<Bill, A> reply) {
        return work.run(
                new BillWork.Task(c.request(), c.merchant(), c.order(), c.expected()),
                (bill, context) -> bill.divide(
                        c.division(), context, ids, c.request().origin().device()),
                (bill, at) -> new CheckEvent.Divided(
                        bill.order().header(), bill.changes().created(), at),
                reply);
    }
}
