package nx.sale.domain.returns;

import java.time.Instant;
import java.util.List;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.shared.DomainEvent;

/** What happened to goods that were sold. */
public sealed interface ReturnEvent extends DomainEvent {
    /**
     * Goods came back.
     *
     * @param order after it
     * @param lines of the order
     * @param refunds what the guest gets for them
     */
    record Returned(OrderHeader order, List<Line> lines, SaleReturn goods, List<Refund> refunds, Instant at)
            implements ReturnEvent {
        public Returned {
            lines = List.copyOf(lines);
            refunds = List.copyOf(refunds);
        }
    }
}
