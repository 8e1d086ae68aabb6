package nx.sale.domain.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;

/** What happened to an order; {@code order} is the state after it. */
public sealed interface OrderEvent extends DomainEvent {
    OrderHeader order();

    Instant at();

    record Opened(OrderHeader order, Instant at) implements OrderEvent {}

    record CheckedOut(OrderHeader order, Instant at) implements OrderEvent {}

    record Reverted(OrderHeader order, Instant at) implements OrderEvent {}

    /**
     * The sums were damaged and have been counted again.
     *
     * @param recount what they were and are
     * @param reason why somebody asked for it
     */
    record Recomputed(OrderHeader order, Recount recount, String reason, Instant at) implements OrderEvent {}

    /**
     * The order will not be paid (any more).
     *
     * @param refundDue what had been paid and must go back
     */
    record Cancelled(OrderHeader order, Money refundDue, Instant at) implements OrderEvent {}

    /**
     * Nothing is due any more.
     *
     * @param settings of the merchant, as they are in force
     */
    record Completed(OrderHeader order, List<Line> lines, Settings settings, Instant at) implements OrderEvent {
        public Completed {
            lines = List.copyOf(lines);
        }
    }

    /** The order took part in a merge, a split, or the undo of one; new orders of a split are {@link Opened} instead. */
    record Regrouped(OrderHeader order, OrderOperation operation, Instant at) implements OrderEvent {}

    /**
     * Money arrived for an order that waits for it.
     *
     * @param amount by how much paid rose
     * @param check the check it was paid on
     * @param attempt the payment that brought it; empty when only the transaction's sum is known, or nothing was due
     */
    record PaymentReceived(
            OrderHeader order,
            List<Line> lines,
            Money amount,
            Optional<Receipt> attempt,
            Optional<OnCheck> check,
            Instant at)
            implements OrderEvent {
        public PaymentReceived {
            lines = List.copyOf(lines);
        }
    }

    /**
     * The payments are published again, on request.
     *
     * @param reason why
     */
    record PaymentReplayed(OrderHeader order, List<Line> lines, String reason, Instant at) implements OrderEvent {
        public PaymentReplayed {
            lines = List.copyOf(lines);
        }
    }

    /** A check in its state after the payment. */
    record OnCheck(CheckId id, Money total, Money paid, Money cashRounding, Money tip) {}

    /**
     * One successful payment attempt.
     *
     * @param uid MQ-Pay's name of the attempt
     */
    record Receipt(String uid, Money amount, String provider, Tender method) {}
}
