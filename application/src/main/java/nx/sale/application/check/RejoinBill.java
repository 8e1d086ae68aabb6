package nx.sale.application.check;

import java.util.Optional;
import nx.sale.application.requests.Reply;
import nx.sale.application.requests.Request;
import nx.sale.domain.check.Bill;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;

/**
 * Takes the division of a bill back as far as nothing was paid. Rejects: order-not-found, order-not-allowed, no-check-to-free,
 * revision-mismatch.
 */
public final class RejoinBill {
    public record Command(Request request, MerchantId merchant, OrderId order, Optional<Long> expected) {}

    private final BillWork work;

    public RejoinBill(BillWork work) {
        this.work = work;
    }

    public <A> A handle(Command c, Reply<Bill, A> reply) {
        return work.runAligned(
                new BillWork.Task(c.request(), c.merchant(), c.order(), c.expected()),
                Bill::rejoin,
                (bill, at) -> new CheckEvent.Freed(
                        bill.order().header(), bill.changes().freed(), at),
                reply);
    }
}
