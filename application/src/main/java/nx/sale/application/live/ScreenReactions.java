package nx.sale.application.live;

import java.util.List;
import nx.sale.domain.check.CheckEvent;
import nx.sale.domain.kitchen.KitchenEvent;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.returns.ReturnEvent;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shift.ShiftEvent;

/** Which screens an event updates, after the commit. */
public final class ScreenReactions {
    private final Screens screens;

    public ScreenReactions(Screens screens) {
        this.screens = screens;
    }

    public void show(Tx tx, OrderEvent event) {
        switch (event) {
            case OrderEvent.Opened opened -> screens.order(tx, opened.order(), LiveAction.ORDER_OPENED);
            case OrderEvent.CheckedOut checkedOut ->
                screens.order(tx, checkedOut.order(), LiveAction.ORDER_CHECKED_OUT);
            case OrderEvent.Reverted reverted -> screens.order(tx, reverted.order(), LiveAction.ORDER_REVERTED);
            case OrderEvent.Recomputed recomputed -> screens.order(tx, recomputed.order(), LiveAction.ORDER_RECOMPUTED);
            case OrderEvent.Cancelled cancelled -> screens.order(tx, cancelled.order(), LiveAction.ORDER_CANCELLED);
            case OrderEvent.PaymentReceived payment -> {
                screens.order(tx, payment.order(), LiveAction.ORDER_PAYMENT_UPDATED);
                payment.check().ifPresent(check -> screens.checkPaid(tx, payment.order(), check));
            }
            case OrderEvent.PaymentReplayed replayed -> {
                // nothing has changed that a screen shows
            }
            case OrderEvent.Completed completed -> screens.order(tx, completed.order(), LiveAction.ORDER_COMPLETED);
            case OrderEvent.Regrouped regrouped -> screens.order(tx, regrouped.order(), LiveAction.ORDER_REGROUPED);
        }
    }

    public void show(Tx tx, CheckEvent event) {
        switch (event) {
            case CheckEvent.Divided divided ->
                screens.checks(tx, divided.order(), divided.checks(), LiveAction.BILL_DIVIDED);
            case CheckEvent.Freed freed -> screens.checks(tx, freed.order(), freed.checks(), LiveAction.CHECKS_FREED);
            case CheckEvent.Labelled labelled ->
                screens.checks(tx, labelled.order(), List.of(labelled.check()), LiveAction.CHECK_DESCRIBED);
            case CheckEvent.WrittenOff writtenOff ->
                screens.checks(tx, writtenOff.order(), List.of(writtenOff.check()), LiveAction.CHECK_WRITTEN_OFF);
        }
    }

    public void show(Tx tx, KitchenEvent event) {
        switch (event) {
            case KitchenEvent.Sent sent -> screens.sent(tx, sent);
            case KitchenEvent.Rushed rushed -> screens.rushed(tx, rushed);
            case KitchenEvent.OrderNoteChanged changed -> screens.orderNoteChanged(tx, changed);
            case KitchenEvent.ItemChanged change -> screens.changed(tx, change);
        }
    }

    public void show(Tx tx, ShiftEvent event) {
        switch (event) {
            case ShiftEvent.Closed closed -> screens.session(tx, closed.session(), LiveAction.SESSION_CLOSED);
        }
    }

    public void show(Tx tx, ReturnEvent event) {
        switch (event) {
            case ReturnEvent.Returned returned -> screens.order(tx, returned.order(), LiveAction.ORDER_RETURNED);
        }
    }

    public void show(Tx tx, PaymentEvent.RefundChanged changed) {
        screens.order(tx, changed.order(), LiveAction.ORDER_REFUND_UPDATED);
    }
}
