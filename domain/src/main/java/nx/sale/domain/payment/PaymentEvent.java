package nx.sale.domain.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;

/** What happened to the money of an order. It stays inside the service: the event published is {@code payment.success}. */
public sealed interface PaymentEvent extends DomainEvent {
    /**
     * Money was booked, or is known better than before.
     *
     * @param check the check it was paid on
     * @param drawer the till whose drawer it is for; empty when no till had to do with it
     * @param takings by how much each tender rose, or fell
     * @param late what of it the order did not wait for
     * @param over what of it was more than was due
     */
    record Booked(
            OrderHeader order,
            Optional<CheckId> check,
            Optional<DeviceId> drawer,
            List<Takings.Change> takings,
            Money late,
            Money over,
            Instant at)
            implements PaymentEvent {
        public Booked {
            takings = List.copyOf(takings);
        }

        /** Both, for one drawer. */
        Booked with(Booked other) {
            return new Booked(
                    order,
                    check,
                    drawer,
                    Takings.sum(takings, other.takings()),
                    late.plus(other.late()),
                    over.plus(other.over()),
                    at);
        }
    }
}
