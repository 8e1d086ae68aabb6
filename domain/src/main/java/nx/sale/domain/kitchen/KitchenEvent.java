package nx.sale.domain.kitchen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.DomainEvent;

/** What happened in the kitchen; {@code order} is the order it happened for. */
public sealed interface KitchenEvent extends DomainEvent {
    OrderHeader order();

    Instant at();

    /** Tickets were sent to their stations. */
    record Sent(OrderHeader order, List<KitchenTicket> tickets, Instant at) implements KitchenEvent {
        public Sent {
            tickets = List.copyOf(tickets);
        }
    }

    /** A ticket goes before the others, or no longer does. */
    record Rushed(OrderHeader order, KitchenTicket ticket, Instant at) implements KitchenEvent {}

    /** The note of the order changed while the ticket waits. */
    record OrderNoteChanged(OrderHeader order, KitchenTicket ticket, Instant at) implements KitchenEvent {}

    /**
     * An item entered another status.
     *
     * @param order with the sequence that belongs to this change
     * @param ticket in its state after all changes of the command
     */
    record ItemChanged(
            OrderHeader order,
            KitchenTicket ticket,
            KitchenTicketItem item,
            ItemStatus from,
            Optional<String> reason,
            Instant at)
            implements KitchenEvent {}
}
