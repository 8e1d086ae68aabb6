package nx.sale.application.audit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.ItemStatus;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicketItem;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.payment.refund.Refund;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** Writes events into the history of their order: the action, the reason, and the figures that somebody will ask for. */
public final class OrderHistory {
    private final AuditTrail audit;

    public OrderHistory(AuditTrail audit) {
        this.audit = audit;
    }

    private record Note(AuditAction action, Optional<String> reason, Map<String, String> details) {
        Note(AuditAction action, Map<String, String> details) {
            this(action, Optional.empty(), details);
        }
    }

    public void note(Tx tx, OrderEvent event, Origin origin) {
        append(tx, event.order(), of(event), event.at(), origin);
    }

    public void note(Tx tx, CheckEvent event, Origin origin) {
        append(tx, event.order(), of(event), event.at(), origin);
    }

    /** A changed note of the order is no entry of its own: the change of the order is one. */
    public void note(Tx tx, KitchenEvent event, Origin origin) {
        of(event).ifPresent(note -> append(tx, event.order(), note, event.at(), origin));
    }

    public void note(Tx tx, ReturnEvent event, Origin origin) {
        switch (event) {
            case ReturnEvent.Returned returned -> append(tx, returned.order(), of(returned), returned.at(), origin);
        }
    }

    public void note(Tx tx, PaymentEvent.RefundRequested asked, Origin origin) {
        append(tx, asked.order(), new Note(AuditAction.REFUND_REQUESTED, details(asked.refund())), asked.at(), origin);
    }

    public void note(Tx tx, PaymentEvent.RefundChanged changed, Origin origin) {
        Map<String, String> details = new LinkedHashMap<>(details(changed.refund()));
        details.put("from", changed.before().status().name());
        changed.refund().state().replacedBy().ifPresent(other -> details.put("replacedBy", other.toString()));
        append(
                tx,
                changed.order(),
                new Note(AuditAction.REFUND_CHANGED, changed.refund().state().note(), details),
                changed.at(),
                origin);
    }

    private static Map<String, String> details(Refund refund) {
        return Map.of(
                "refundId", refund.id().toString(),
                "amount", refund.amount().canonical(),
                "way", refund.means().way().name(),
                "method", refund.means().tender().name(),
                "attempt", refund.source().attemptUid().orElse(""),
                "status", refund.status().name());
    }

    /** The reason of the first item: each has its own in the return. */
    private static Note of(ReturnEvent.Returned returned) {
        return new Note(
                AuditAction.RETURNED,
                returned.goods().items().stream()
                        .flatMap(item -> item.reason().stream())
                        .findFirst(),
                Map.of(
                        "returnId", returned.goods().id().toString(),
                        "total", returned.goods().sums().totals().total().canonical(),
                        "cashRounding", returned.goods().sums().cashRounding().canonical(),
                        "unpaid", returned.goods().sums().unpaid().canonical(),
                        "items",
                                returned.goods().items().stream()
                                        .map(item -> item.quantity() + " x " + item.line())
                                        .collect(Collectors.joining(", "))));
    }

    private void append(Tx tx, OrderHeader order, Note note, Instant at, Origin origin) {
        audit.append(
                tx,
                new AuditTrail.Entry(
                        order.merchant(), Optional.of(order.id()), note.action(), note.reason(), note.details(), at),
                origin);
    }

    private static Note of(OrderEvent event) {
        return switch (event) {
            case OrderEvent.Opened opened -> new Note(AuditAction.ORDER_OPENED, Map.of());
            case OrderEvent.CheckedOut checkedOut ->
                new Note(
                        AuditAction.CHECKED_OUT,
                        Map.of("total", checkedOut.order().totals().total().canonical()));
            case OrderEvent.Reverted reverted -> new Note(AuditAction.REVERTED_TO_CART, Map.of());
            case OrderEvent.Recomputed recomputed ->
                new Note(
                        AuditAction.RECOMPUTED,
                        Optional.of(recomputed.reason()),
                        Map.of(
                                "storedTotal",
                                        recomputed.recount().stored().total().canonical(),
                                "total", recomputed.recount().counted().total().canonical(),
                                "paid", recomputed.order().progress().paid().canonical()));
            case OrderEvent.Cancelled cancelled ->
                new Note(
                        AuditAction.CANCELLED,
                        cancelled.order().state().cancellationReason(),
                        Map.of("refundDue", cancelled.refundDue().canonical()));
            case OrderEvent.PaymentReceived payment -> new Note(AuditAction.PAYMENT_RECEIVED, details(payment));
            case OrderEvent.PaymentReplayed replayed ->
                new Note(AuditAction.PAYMENT_REPLAYED, Optional.of(replayed.reason()), Map.of());
            case OrderEvent.Completed completed ->
                new Note(
                        AuditAction.COMPLETED,
                        Map.of(
                                "paid", completed.order().progress().paid().canonical(),
                                "cashRounding",
                                        completed
                                                .order()
                                                .progress()
                                                .tally()
                                                .cashRounding()
                                                .canonical(),
                                "tip",
                                        completed
                                                .order()
                                                .progress()
                                                .tally()
                                                .tip()
                                                .canonical()));
            case OrderEvent.Regrouped regrouped -> of(regrouped.operation());
        };
    }

    private static Map<String, String> details(OrderEvent.PaymentReceived payment) {
        return Map.of(
                "amount", payment.amount().canonical(),
                "checkId", payment.check().map(check -> check.id().toString()).orElse(""),
                "paid", payment.order().progress().paid().canonical(),
                "total", payment.order().totals().total().canonical(),
                "attempt", payment.attempt().map(OrderEvent.Receipt::uid).orElse(""),
                "method",
                        payment.attempt()
                                .map(receipt -> receipt.method().name())
                                .orElse(""));
    }

    private static Note of(OrderOperation operation) {
        AuditAction action = switch (operation.kind()) {
            case MERGE -> AuditAction.MERGE;
            case SPLIT -> AuditAction.SPLIT;
            case UNDO_MERGE -> AuditAction.UNDO_MERGE;
            case UNDO_SPLIT -> AuditAction.UNDO_SPLIT;
            case DIVIDE_BILL -> AuditAction.DIVIDE_BILL;
            case REJOIN_BILL -> AuditAction.REJOIN_BILL;
        };
        return new Note(
                action,
                Map.of(
                        "operationId",
                        operation.id().toString(),
                        "orderIds",
                        operation.orders().stream().map(OrderId::toString).collect(Collectors.joining(" "))));
    }

    private static Note of(CheckEvent event) {
        return switch (event) {
            case CheckEvent.Divided divided -> new Note(AuditAction.BILL_DIVIDED, named(divided.checks()));
            case CheckEvent.Freed freed -> new Note(AuditAction.CHECKS_FREED, named(freed.checks()));
            case CheckEvent.Labelled labelled ->
                new Note(AuditAction.CHECK_DESCRIBED, named(List.of(labelled.check())));
            case CheckEvent.WrittenOff writtenOff ->
                new Note(
                        AuditAction.CHECK_WRITTEN_OFF,
                        writtenOff.check().state().reason(),
                        Map.of(
                                "checkId", writtenOff.check().id().toString(),
                                "shortfall", writtenOff.shortfall().canonical()));
        };
    }

    private static Map<String, String> named(List<SaleCheck> checks) {
        return Map.of(
                "checkIds", checks.stream().map(check -> check.id().toString()).collect(Collectors.joining(" ")));
    }

    private static Optional<Note> of(KitchenEvent event) {
        return switch (event) {
            case KitchenEvent.Sent sent ->
                Optional.of(new Note(
                        AuditAction.SENT_TO_KITCHEN,
                        Map.of(
                                "tickets",
                                sent.tickets().stream()
                                        .map(ticket -> "#" + ticket.number().value())
                                        .collect(Collectors.joining(" ")),
                                "items",
                                sent.tickets().stream()
                                        .flatMap(ticket -> ticket.items().stream())
                                        .map(OrderHistory::described)
                                        .collect(Collectors.joining(", ")))));
            case KitchenEvent.Rushed rushed ->
                Optional.of(new Note(
                        AuditAction.TICKET_RUSHED,
                        Map.of(
                                "ticket",
                                "#" + rushed.ticket().number().value(),
                                "rush",
                                Boolean.toString(rushed.ticket().rush()))));
            case KitchenEvent.OrderNoteChanged changed -> Optional.empty();
            case KitchenEvent.ItemChanged change ->
                Optional.of(new Note(
                        entered(change.item().status()),
                        change.reason(),
                        Map.of(
                                "kitchenTicketItemId", change.item().id().toString(),
                                "item", described(change.item()),
                                "from", change.from().name())));
        };
    }

    private static AuditAction entered(ItemStatus status) {
        return switch (status) {
            case PENDING -> AuditAction.KITCHEN_ITEM_PENDING;
            case COOKING -> AuditAction.KITCHEN_ITEM_COOKING;
            case READY -> AuditAction.KITCHEN_ITEM_READY;
            case SERVED -> AuditAction.KITCHEN_ITEM_SERVED;
            case VOIDED -> AuditAction.KITCHEN_ITEM_VOIDED;
        };
    }

    private static String described(KitchenTicketItem item) {
        return item.quantity() + " x " + item.dish().name();
    }
}
