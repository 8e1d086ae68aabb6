package nx.sale.application.effects;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.check.SaleCheck;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.kitchen.Kitchen;
import nx.sale.domain.kitchen.KitchenError;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.kitchen.KitchenTicket;
import nx.sale.domain.kitchen.Kitchens;
import nx.sale.domain.kitchen.Routing;
import nx.sale.domain.kitchen.Sending;
import nx.sale.domain.loyalty.PointTransaction;
import nx.sale.domain.loyalty.Points;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.order.regroup.OrderOperation;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.settings.Settings;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ShiftEvent;
import nx.sale.domain.shift.Shifts;
import nx.sale.domain.shift.TillBooking;

/**
 * What follows from what happens to an order, in the same transaction: the one table. A feature that must act on a payment, a
 * cancel, a completion or a move of lines adds its line to the event's arm below, in the order of {@link nx.sale.domain.shared.LockRank};
 * the books of tills and the points come after everything else (STORE-3).
 */
public final class OrderEffects {
    private final Outbox outbox;
    private final AuditTrail audit;
    private final Screens screens;
    private final Kitchens kitchens;
    private final Usages usages;
    private final Shifts shifts;
    private final SalesFolding folding;
    private final Points points;
    private final Ids ids;

    public OrderEffects(
            Outbox outbox,
            AuditTrail audit,
            Screens screens,
            Kitchens kitchens,
            Usages usages,
            Shifts shifts,
            SalesFolding folding,
            Points points,
            Ids ids) {
        this.outbox = outbox;
        this.audit = audit;
        this.screens = screens;
        this.kitchens = kitchens;
        this.usages = usages;
        this.shifts = shifts;
        this.folding = folding;
        this.points = points;
        this.ids = ids;
    }

    /** Lets everything happen that these events, in this order, entail. */
    public void follow(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            switch (event) {
                case OrderEvent order -> follow(tx, order, origin);
                case CheckEvent check -> follow(tx, check, origin);
                case KitchenEvent kitchen -> follow(tx, kitchen, origin);
                case ShiftEvent shift -> follow(tx, shift, origin);
                case PaymentEvent.Booked booked -> {
                    // goes into the books below
                }
            }
        }
        TillBooking.of(events).forEach(booking -> shifts.addBooking(tx, booking));
        for (DomainEvent event : events) {
            if (event instanceof OrderEvent.Completed completed) {
                folding.add(tx, completed.order().merchant(), completed.order().id(), completed.at());
                earn(tx, completed, origin);
            }
        }
    }

    private void follow(Tx tx, ShiftEvent event, Origin origin) {
        switch (event) {
            case ShiftEvent.Closed closed -> {
                outbox.append(tx, List.of(closed), origin);
                screens.session(tx, closed.session(), "SESSION_CLOSED");
            }
        }
    }

    private void follow(Tx tx, OrderEvent event, Origin origin) {
        switch (event) {
            case OrderEvent.Opened opened ->
                tell(tx, opened, "ORDER_OPENED", "ORDER_OPENED", Optional.empty(), Map.of(), origin);
            case OrderEvent.CheckedOut checkedOut ->
                tell(
                        tx,
                        checkedOut,
                        "CHECKED_OUT",
                        "ORDER_CHECKED_OUT",
                        Optional.empty(),
                        Map.of("total", checkedOut.order().totals().total().plain()),
                        origin);
            case OrderEvent.Reverted reverted ->
                tell(tx, reverted, "REVERTED_TO_CART", "ORDER_REVERTED", Optional.empty(), Map.of(), origin);
            case OrderEvent.Recomputed recomputed -> {
                tell(
                        tx,
                        recomputed,
                        "RECOMPUTED",
                        "ORDER_RECOMPUTED",
                        Optional.of(recomputed.reason()),
                        Map.of(
                                "storedTotal",
                                        recomputed.recount().stored().total().plain(),
                                "total", recomputed.recount().counted().total().plain(),
                                "paid", recomputed.order().progress().paid().plain()),
                        origin);
                if (recomputed.order().status() == OrderStatus.COMPLETED) {
                    folding.addDay(
                            tx,
                            recomputed.order().merchant(),
                            recomputed.order().businessDate().orElseThrow(),
                            recomputed.order().currency(),
                            recomputed.at());
                }
            }
            case OrderEvent.Cancelled cancelled -> {
                tell(
                        tx,
                        cancelled,
                        "CANCELLED",
                        "ORDER_CANCELLED",
                        cancelled.order().cancellationReason(),
                        Map.of("refundDue", cancelled.refundDue().plain()),
                        origin);
                tablesFree(tx, cancelled.order(), origin, cancelled.at());
            }
            case OrderEvent.PaymentReceived payment -> {
                tell(
                        tx,
                        payment,
                        "PAYMENT_RECEIVED",
                        "ORDER_PAYMENT_UPDATED",
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
                payment.check().ifPresent(check -> screens.checkPaid(tx, payment.order(), check));
            }
            case OrderEvent.PaymentReplayed replayed -> {
                outbox.append(tx, List.of(replayed), origin);
                note(
                        tx,
                        replayed.order(),
                        "PAYMENT_REPLAYED",
                        Optional.of(replayed.reason()),
                        Map.of(),
                        replayed.at(),
                        origin);
            }
            case OrderEvent.Completed completed -> {
                tell(
                        tx,
                        completed,
                        "COMPLETED",
                        "ORDER_COMPLETED",
                        Optional.empty(),
                        Map.of("paid", completed.order().progress().paid().plain()),
                        origin);
                tablesLeft(
                        tx,
                        completed.order(),
                        AllocationUsage.Status.SUCCESS,
                        "USAGE_COMPLETED",
                        origin,
                        completed.at());
                if (completed.settings().kitchenAutoSend()) {
                    sendTheRest(tx, completed, origin);
                }
            }
            case OrderEvent.Regrouped regrouped -> {
                tell(
                        tx,
                        regrouped,
                        regrouped.operation().kind().name(),
                        "ORDER_REGROUPED",
                        Optional.empty(),
                        Map.of(
                                "operationId",
                                regrouped.operation().id().toString(),
                                "orderIds",
                                regrouped.operation().orders().stream()
                                        .map(OrderId::toString)
                                        .collect(Collectors.joining(" "))),
                        origin);
                if (regrouped.order().id().equals(regrouped.operation().order())) {
                    kitchenAndTablesFollow(tx, regrouped.operation(), origin, regrouped.at());
                }
            }
        }
    }

    /** Once for each operation: dishes follow their lines, tables the orders that come together or part again. */
    private void kitchenAndTablesFollow(Tx tx, OrderOperation operation, Origin origin, Instant at) {
        List<OrderOperation.Move> parts = operation.kind() == OrderOperation.Kind.SPLIT
                ? operation.moves().stream()
                        .filter(move -> move.whole().isPresent() && move.sent().positive())
                        .toList()
                : List.of();
        if (!parts.isEmpty()) {
            Kitchen kitchen = kitchens.lockOf(
                    tx,
                    operation.merchant(),
                    parts.stream().flatMap(part -> part.whole().stream()).toList());
            kitchen.follow(parts, ids, origin.actor(), at);
            kitchens.update(tx, kitchen);
        }
        kitchens.follow(tx, operation, origin, at);
        usages.follow(tx, operation, origin, at, moved -> screens.usagesNow(moved, "USAGE_MOVED"));
    }

    /** What was never sent goes to the kitchen when it is paid. What no station takes stays unsent: a payment never fails for it. */
    private void sendTheRest(Tx tx, OrderEvent.Completed completed, Origin origin) {
        Settings settings = completed.settings();
        Routing routing = kitchens.readRouting(tx, completed.order().merchant(), settings.defaultStationId());
        try {
            List<KitchenTicket> tickets = kitchens.add(
                    tx,
                    Sending.ALL.tickets(
                            completed.order(),
                            completed.lines(),
                            routing.lenient(),
                            settings.businessDate(completed.at()),
                            ids,
                            origin.actor(),
                            completed.at()));
            follow(tx, new KitchenEvent.Sent(completed.order(), tickets, completed.at()), origin);
        } catch (Rejected nothingToSend) {
            if (!(nothingToSend.error() instanceof KitchenError.NothingToSend)) {
                throw nothingToSend;
            }
        }
    }

    private void earn(Tx tx, OrderEvent.Completed completed, Origin origin) {
        PointTransaction.earned(completed, ids).ifPresent(earned -> {
            note(
                    tx,
                    completed.order(),
                    "POINTS_EARNED",
                    Optional.empty(),
                    Map.of(
                            "points",
                            Long.toString(earned.points()),
                            "customerId",
                            earned.customer().toString()),
                    completed.at(),
                    origin);
            points.add(tx, earned);
        });
    }

    /** The tables of an order that will not be served any more are free. */
    public void tablesFree(Tx tx, OrderHeader order, Origin origin, Instant at) {
        tablesLeft(tx, order, AllocationUsage.Status.CANCELLED, "USAGE_CANCELLED", origin, at);
    }

    private void tablesLeft(
            Tx tx, OrderHeader order, AllocationUsage.Status how, String shown, Origin origin, Instant at) {
        usages.updateEnd(
                tx,
                order.merchant(),
                Taker.order(order.id()),
                how,
                origin,
                at,
                ended -> screens.usagesNow(ended, shown));
    }

    private void follow(Tx tx, KitchenEvent event, Origin origin) {
        switch (event) {
            case KitchenEvent.Sent sent -> {
                note(
                        tx,
                        sent.order(),
                        "SENT_TO_KITCHEN",
                        Optional.empty(),
                        Map.of(
                                "tickets",
                                sent.tickets().stream()
                                        .map(ticket -> "#" + ticket.number())
                                        .collect(Collectors.joining(" ")),
                                "items",
                                sent.tickets().stream()
                                        .flatMap(ticket -> ticket.items().stream())
                                        .map(item -> item.quantity() + " x "
                                                + item.dish().name())
                                        .collect(Collectors.joining(", "))),
                        sent.at(),
                        origin);
                screens.sent(tx, sent);
            }
            case KitchenEvent.Rushed rushed -> {
                note(
                        tx,
                        rushed.order(),
                        "TICKET_RUSHED",
                        Optional.empty(),
                        Map.of(
                                "ticket",
                                "#" + rushed.ticket().number(),
                                "rush",
                                Boolean.toString(rushed.ticket().rush())),
                        rushed.at(),
                        origin);
                screens.rushed(tx, rushed);
            }
            case KitchenEvent.OrderNoteChanged changed -> screens.orderNoteChanged(tx, changed);
            case KitchenEvent.ItemChanged change -> {
                outbox.append(tx, List.of(change), origin);
                note(
                        tx,
                        change.order(),
                        "KITCHEN_ITEM_" + change.item().status(),
                        change.reason(),
                        Map.of(
                                "kitchenTicketItemId", change.item().id().toString(),
                                "item",
                                        change.item().quantity() + " x "
                                                + change.item().dish().name(),
                                "from", change.from().name()),
                        change.at(),
                        origin);
                screens.changed(tx, change);
            }
        }
    }

    private void follow(Tx tx, CheckEvent event, Origin origin) {
        switch (event) {
            case CheckEvent.Divided divided ->
                tell(tx, divided, "BILL_DIVIDED", divided.checks(), Optional.empty(), named(divided.checks()), origin);
            case CheckEvent.Freed freed ->
                tell(tx, freed, "CHECKS_FREED", freed.checks(), Optional.empty(), named(freed.checks()), origin);
            case CheckEvent.Labelled labelled ->
                tell(
                        tx,
                        labelled,
                        "CHECK_DESCRIBED",
                        List.of(labelled.check()),
                        Optional.empty(),
                        named(List.of(labelled.check())),
                        origin);
            case CheckEvent.WrittenOff writtenOff ->
                tell(
                        tx,
                        writtenOff,
                        "CHECK_WRITTEN_OFF",
                        List.of(writtenOff.check()),
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
            List<SaleCheck> checks,
            Optional<String> reason,
            Map<String, String> details,
            Origin origin) {
        outbox.append(tx, List.of(event), origin);
        note(tx, event.order(), action, reason, details, event.at(), origin);
        screens.checks(tx, event.order(), checks, action);
    }

    private void tell(
            Tx tx,
            OrderEvent event,
            String action,
            String shown,
            Optional<String> reason,
            Map<String, String> details,
            Origin origin) {
        outbox.append(tx, List.of(event), origin);
        note(tx, event.order(), action, reason, details, event.at(), origin);
        screens.order(tx, event.order(), shown);
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
