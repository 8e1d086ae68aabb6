package nx.sale.application.shared;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Outbox;
import nx.sale.domain.shared.Tx;

/**
 * What follows from what happens to an order, in the same transaction: the one table. A feature that must act on a payment, a
 * cancel or a completion adds its line to the event's arm below, in lock order (order, check, kitchen, allocation, session).
 */
public final class OrderEffects {
    private final Outbox outbox;
    private final AuditTrail audit;

    public OrderEffects(Outbox outbox, AuditTrail audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Lets everything happen that these events, in this order, entail. */
    public void follow(Tx tx, List<OrderEvent> events, Origin origin) {
        for (OrderEvent event : events) {
            switch (event) {
                case OrderEvent.Opened opened -> tell(tx, opened, "ORDER_OPENED", Optional.empty(), Map.of(), origin);
                case OrderEvent.CheckedOut checkedOut ->
                    tell(
                            tx,
                            checkedOut,
                            "CHECKED_OUT",
                            Optional.empty(),
                            Map.of("total", checkedOut.order().totals().total().plain()),
                            origin);
                case OrderEvent.Reverted reverted ->
                    tell(tx, reverted, "REVERTED_TO_CART", Optional.empty(), Map.of(), origin);
                case OrderEvent.Cancelled cancelled ->
                    tell(
                            tx,
                            cancelled,
                            "CANCELLED",
                            cancelled.order().cancellationReason(),
                            Map.of("refundDue", cancelled.refundDue().plain()),
                            origin);
                case OrderEvent.PaymentReceived payment ->
                    tell(
                            tx,
                            payment,
                            "PAYMENT_RECEIVED",
                            Optional.empty(),
                            Map.of(
                                    "amount", payment.amount().plain(),
                                    "paid", payment.order().progress().paid().plain(),
                                    "total", payment.order().totals().total().plain(),
                                    "attempt",
                                            payment.attempt()
                                                    .map(OrderEvent.Receipt::uid)
                                                    .orElse(""),
                                    "method",
                                            payment.attempt()
                                                    .map(receipt ->
                                                            receipt.method().name())
                                                    .orElse("")),
                            origin);
                case OrderEvent.Completed completed ->
                    tell(
                            tx,
                            completed,
                            "COMPLETED",
                            Optional.empty(),
                            Map.of("paid", completed.order().progress().paid().plain()),
                            origin);
            }
        }
    }

    private void tell(
            Tx tx,
            OrderEvent event,
            String action,
            Optional<String> reason,
            Map<String, String> details,
            Origin origin) {
        outbox.append(tx, List.of(event), origin);
        audit.append(
                tx,
                new AuditTrail.Entry(
                        event.order().merchant(), Optional.of(event.order().id()), action, reason, details, event.at()),
                origin);
    }
}
