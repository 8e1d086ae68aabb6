package nx.sale.domain.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.DeviceId;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.settlement.TipChange;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;

/** What happened to the money of an order. It stays inside the service: the event published is {@code payment.success}. */
public sealed interface PaymentEvent extends DomainEvent {
    /**
     * What came or went beside what was due.
     *
     * @param late what the order did not wait for
     * @param over what was more than was due
     * @param cashRounding by how much it changed
     * @param tips by how much they changed
     */
    record Beside(Money late, Money over, Money cashRounding, List<TipChange> tips) {
        public Beside {
            tips = List.copyOf(tips);
        }

        public static Beside nothing(CurrencyCode currency) {
            Money zero = Money.zero(currency);
            return new Beside(zero, zero, zero, List.of());
        }

        Beside plus(Beside other) {
            return new Beside(
                    late.plus(other.late),
                    over.plus(other.over),
                    cashRounding.plus(other.cashRounding),
                    TipChange.sum(tips, other.tips));
        }
    }

    /**
     * Money was booked, or is known better than before.
     *
     * @param check the check it was paid on
     * @param drawer the till whose drawer it is for; empty when no till had to do with it
     * @param takings by how much each tender rose, or fell
     * @param beside what came or went beside what was due
     * @param day the trading day of it
     */
    record Booked(
            OrderHeader order,
            Optional<CheckId> check,
            Optional<DeviceId> drawer,
            List<Takings.Change> takings,
            Beside beside,
            LocalDate day,
            Instant at)
            implements PaymentEvent {
        public Booked {
            takings = List.copyOf(takings);
        }

        /** Both, for one drawer. */
        Booked with(Booked other) {
            return new Booked(
                    order, check, drawer, Takings.sum(takings, other.takings()), beside.plus(other.beside()), day, at);
        }
    }

    /**
     * Money of a return or of a review goes back.
     *
     * @param drawer the till it is booked at; empty when no till has to do with it
     */
    record RefundRequested(OrderHeader order, Refund refund, Optional<DeviceId> drawer, Instant at)
            implements PaymentEvent {}

    /** MQ-Pay or a person said how it went; {@code before} is what it was. */
    record RefundChanged(OrderHeader order, Refund before, Refund refund, Instant at) implements PaymentEvent {}
}
