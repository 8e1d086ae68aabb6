package nx.sale.application.shared;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.OrderId;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Outbox;
import nx.sale.domain.shared.Tx;

/**
 * What follows from what happens to an order, in the same transaction: the one table. A feature that must act on a payment, a
 * cancel, a completion or a move of lines adds its line to the event's arm below, in lock order (order, check, kitchen, allocation, session).
 */
public final class OrderEffects {
    private final Outbox outbox;
    private final AuditTrail audit;

    public OrderEffects(Outbox outbox, AuditTrail audit) {
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Lets everything happen that these events, in this order, entail. */
    public void follow(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            switch (event) {
                case OrderEvent order -> follow(tx, order, origin);
                case CheckEvent check -> follow(tx, check, origin);
            }
        }
    }

    private void follow(Tx tx, OrderEvent event, Origin origin) {
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
                                "checkId",
                                        payment.check()
                                                .map(check -> check.id().toString())
                                                .orElse(""),
                                "paid", payment.order().progress().paid().plain(),
                                "total", payment.order().totals().total().plain(),
                                "attempt",
                                        payment.attempt()
                                                .map(OrderEvent.Receipt::uid)
                                                .orElse(""),
                                "method",
                                        payment.attempt()
                                                .map(receipt -> receipt.method().name())
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
            case OrderEvent.Regrouped regrouped ->
                tell(
                        tx,
                        regrouped,
                        regrouped.operation().kind().name(),
                        Optional.empty(),
                        Map.of(
                                "operationId",
                                regrouped.operation().id().toString(),
                                "orderIds",
                                regrouped.operation().orders().stream()
                                        .map(OrderId::toString)
                                        .collect(Collectors.joining(" "))),
                        origin);
        }
    }

    private void follow(Tx tx, CheckEvent event, Origin origin) {
        switch (event) {
            case CheckEvent.Divided divided ->
                tell(tx, divided, "BILL_DIVIDED", Optional.empty(), named(divided.checks()), origin);
            case CheckEvent.Freed freed ->
                tell(tx, freed, "CHECKS_FREED", Optional.empty(), named(freed.checks()), origin);
            case CheckEvent.Labelled labelled ->
                tell(tx, labelled, "CHECK_DESCRIBED", Optional.empty(), named(List.of(labelled.check())), origin);
            case CheckEvent.WrittenOff writtenOff ->
                tell(
                        tx,
                        writtenOff,
                        "CHECK_WRITTEN_OFF",
                        writtenOff.check().state().reason(),
                        Map.of(
                                "checkId",
                                writtenOff.check().id().toString(),
                                "shortfall",
                                writtenOff.shortfall().plain()),
                        origin);
        }
    }

    private static Map<String, String> named(List<SaleCheck> checks) {
        return Map.of(
                "checkIds", checks.stream().map(check -> check.id().toString()).collect(Collectors.joining(" ")));
    }

    private void tell(
            Tx tx,
            CheckEvent event,
            String action,
            Optional<String> reason,
            Map<String, String> details,
            Origin origin) {
        outbox.append(tx, List.of(event), origin);
        note(tx, event.order(), action, reason, details, event.at(), origin);
    }

    private void tell(
            Tx tx,
            OrderEvent event,
            String action,
            Optional<String> reason,
            Map<String, String> details,
            Origin origin) {
        outbox.append(tx, List.of(event), origin);
        note(tx, event.order(), action, reason, details, event.at(), origin);
    }

    private void note(
            Tx tx,
            OrderHeader order,
            String action,
            Optional<String> reason,
            Map<String, String> details,
            Instant at,
            Origin origin) {
        audit.append(
                tx,
                new AuditTrail.Entry(order.merchant(), Optional.of(order.id()), action, reason, details, at),
                origin);
    }
}
