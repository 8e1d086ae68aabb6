package nx.sale.application.effects;

import java.util.ArrayList;
import java.util.List;
import nx.sale.application.allocation.TableReactions;
import nx.sale.application.audit.OrderHistory;
import nx.sale.application.kitchen.KitchenReactions;
import nx.sale.application.live.ScreenReactions;
import nx.sale.application.loyalty.PointReactions;
import nx.sale.application.report.ReportReactions;
import nx.sale.application.requests.Effects;
import nx.sale.application.shift.TillReactions;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.outbox.Outbox;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.DomainEvent;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ShiftEvent;

/**
 * What follows from what happens to an order, in the same transaction: the one table. Each reaction lives with its feature; a
 * feature that must act on a payment, a cancel, a completion or a move of lines adds its line to the event's arm below, in the order
 * of {@link nx.sale.domain.shared.LockRank}; the books of tills and the points come after everything else (STORE-3).
 */
public final class OrderEffects implements Effects {
    private final Outbox outbox;
    private final OrderHistory history;
    private final ScreenReactions screens;
    private final TableReactions tables;
    private final KitchenReactions kitchen;
    private final TillReactions tills;
    private final ReportReactions reports;
    private final PointReactions points;

    public OrderEffects(
            Outbox outbox,
            OrderHistory history,
            ScreenReactions screens,
            TableReactions tables,
            KitchenReactions kitchen,
            TillReactions tills,
            ReportReactions reports,
            PointReactions points) {
        this.outbox = outbox;
        this.history = history;
        this.screens = screens;
        this.tables = tables;
        this.kitchen = kitchen;
        this.tills = tills;
        this.reports = reports;
        this.points = points;
    }

    @Override
    public void follow(Tx tx, List<? extends DomainEvent> events, Origin origin) {
        for (DomainEvent event : events) {
            switch (event) {
                case OrderEvent order -> follow(tx, order, origin);
                case CheckEvent check -> {
                    outbox.append(tx, List.of(check), origin);
                    history.note(tx, check, origin);
                    screens.show(tx, check);
                }
                case KitchenEvent dish -> follow(tx, dish, origin);
                case ShiftEvent shift -> {
                    outbox.append(tx, List.of(shift), origin);
                    screens.show(tx, shift);
                }
                case PaymentEvent.Booked booked -> reports.booked(tx, booked); // and into the books of the tills below
                case PaymentEvent.RefundRequested asked -> {
                    outbox.append(tx, List.of(asked), origin);
                    history.note(tx, asked, origin);
                }
                case PaymentEvent.RefundChanged changed -> {
                    history.note(tx, changed, origin);
                    screens.show(tx, changed);
                }
                case ReturnEvent.Returned returned -> {
                    outbox.append(tx, List.of(returned), origin);
                    history.note(tx, returned, origin);
                    screens.show(tx, returned);
                }
            }
        }
        List<PointReactions.Reversal> reversals = reversals(tx, events);
        tills.book(tx, events);
        for (DomainEvent event : events) {
            if (event instanceof OrderEvent.Completed completed) {
                reports.completed(tx, completed);
                points.completed(tx, completed, origin);
            }
        }
        reversals.forEach(reversal -> points.reverse(tx, reversal, origin));
    }

    private List<PointReactions.Reversal> reversals(Tx tx, List<? extends DomainEvent> events) {
        List<PointReactions.Reversal> reversals = new ArrayList<>();
        for (DomainEvent event : events) {
            if (event instanceof ReturnEvent.Returned returned) {
                points.reversal(tx, returned).ifPresent(reversals::add);
            }
        }
        return reversals;
    }

    private void follow(Tx tx, OrderEvent event, Origin origin) {
        outbox.append(tx, List.of(event), origin);
        history.note(tx, event, origin);
        screens.show(tx, event);
        switch (event) {
            case OrderEvent.Recomputed recomputed -> reports.recomputed(tx, recomputed);
            case OrderEvent.Cancelled cancelled -> tables.free(tx, cancelled.order(), origin, cancelled.at());
            case OrderEvent.Completed completed -> {
                tables.completed(tx, completed, origin);
                kitchen.completed(tx, completed, origin).ifPresent(sent -> follow(tx, sent, origin));
            }
            case OrderEvent.Regrouped regrouped -> {
                // once for each operation, however many orders took part
                if (regrouped.order().id().equals(regrouped.operation().order())) {
                    kitchen.regrouped(tx, regrouped, origin);
                    tables.regrouped(tx, regrouped, origin);
                }
            }
            case OrderEvent.Opened opened -> {}
            case OrderEvent.CheckedOut checkedOut -> {}
            case OrderEvent.Reverted reverted -> {}
            case OrderEvent.PaymentReceived payment -> {}
            case OrderEvent.PaymentReplayed replayed -> {}
        }
    }

    private void follow(Tx tx, KitchenEvent event, Origin origin) {
        switch (event) {
            case KitchenEvent.ItemChanged change -> outbox.append(tx, List.of(change), origin);
            case KitchenEvent.Sent sent -> {}
            case KitchenEvent.Rushed rushed -> {}
            case KitchenEvent.OrderNoteChanged changed -> {}
        }
        history.note(tx, event, origin);
        screens.show(tx, event);
    }
}
