package nx.sale.domain.check;

import java.time.Instant;
import java.util.List;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;

/** What happened to the checks of an order; {@code order} is the order after it. */
public sealed interface CheckEvent extends DomainEvent {
    OrderHeader order();

    Instant at();

    /** The bill was divided. */
    record Divided(OrderHeader order, List<SaleCheck> checks, Instant at) implements CheckEvent {
        public Divided {
            checks = List.copyOf(checks);
        }
    }

    /** The division was undone: these checks are removed. */
    record Freed(OrderHeader order, List<SaleCheck> checks, Instant at) implements CheckEvent {
        public Freed {
            checks = List.copyOf(checks);
        }
    }

    /** A check got another name or customer. */
    record Labelled(OrderHeader order, SaleCheck check, Instant at) implements CheckEvent {}

    /** Nobody will pay what is due on this check. */
    record WrittenOff(OrderHeader order, SaleCheck check, Money shortfall, Instant at) implements CheckEvent {}
}
