package nx.sale.application.order;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.domain.id.LineId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.order.discount.Adjustment;
import nx.sale.domain.shared.AuditAction;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.Decimals;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** How a change of items reads in the history and on screens: at most {@value #SHOWN} lines, and the new subtotal. */
public final class CartTrail {
    private static final int SHOWN = 20;

    private final AuditTrail audit;
    private final Screens screens;

    public CartTrail(AuditTrail audit, Screens screens) {
        this.audit = audit;
        this.screens = screens;
    }

    /** @param served what went off the bill with a word for it: how many were served is noted also when none was, for reports count them */
    void itemsChanged(
            Tx tx, AuditAction action, Cart cart, Optional<ServedRemoval.Removed> served, Instant at, Origin origin) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("subtotal", cart.header().totals().subtotal().canonical());
        served.ifPresent(removed -> {
            details.put("served", removed.dishes().toString());
            details.put("servedAmount", removed.amount().canonical());
        });
        cart.touched().stream()
                .filter(line -> line.lead().isEmpty())
                .limit(SHOWN)
                .forEach(line -> details.put("item " + line.id(), described(line)));
        cart.removed().stream().map(LineId::toString).limit(SHOWN).forEach(id -> details.put("item " + id, "removed"));
        note(
                tx,
                action,
                LiveAction.ORDER_ITEMS_CHANGED,
                cart,
                served.map(ServedRemoval.Removed::reason),
                details,
                at,
                origin);
    }

    void changed(Tx tx, AuditAction action, LiveAction shown, Cart cart, Instant at, Origin origin) {
        note(
                tx,
                action,
                shown,
                cart,
                Optional.empty(),
                Map.of("name", cart.header().details().name()),
                at,
                origin);
    }

    /** What was given, or taken back, and what the order has off now; screens read the order anew once. */
    public void adjusted(
            Tx tx, AuditAction action, Cart cart, List<Adjustment> adjustments, Instant at, Origin origin) {
        adjustments.forEach(adjustment ->
                append(tx, action, cart, adjustment.grounds().reasonCode(), described(adjustment, cart), at, origin));
        screens.order(tx, cart.header(), LiveAction.ORDER_DISCOUNTS_CHANGED);
    }

    private static Map<String, String> described(Adjustment adjustment, Cart cart) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("adjustmentId", adjustment.id().toString());
        details.put("kind", adjustment.effect().kind().name());
        switch (adjustment.effect()) {
            case Adjustment.Percent percent -> details.put("value", Decimals.plain(percent.value()));
            case Adjustment.Amount amount -> details.put("value", amount.value().canonical());
            case Adjustment.Comp comp -> {}
            case Adjustment.Code code -> details.put("code", code.code());
        }
        adjustment.grounds().note().ifPresent(note -> details.put("note", note));
        adjustment.allowedBy().ifPresent(by -> details.put("allowedBy", by));
        details.put("discount", cart.header().totals().discount().canonical());
        return details;
    }

    /** A service charge that was waived, or is charged again, and what all of them come to now. */
    public void charged(Tx tx, Cart cart, String code, Optional<String> waived, Instant at, Origin origin) {
        note(
                tx,
                waived.isPresent() ? AuditAction.CHARGE_WAIVED : AuditAction.CHARGE_RESTORED,
                LiveAction.ORDER_CHARGES_CHANGED,
                cart,
                waived,
                Map.of("code", code, "charge", cart.header().totals().charge().canonical()),
                at,
                origin);
    }

    private void note(
            Tx tx,
            AuditAction action,
            LiveAction shown,
            Cart cart,
            Optional<String> reason,
            Map<String, String> details,
            Instant at,
            Origin origin) {
        append(tx, action, cart, reason, details, at, origin);
        screens.order(tx, cart.header(), shown);
    }

    private void append(
            Tx tx,
            AuditAction action,
            Cart cart,
            Optional<String> reason,
            Map<String, String> details,
            Instant at,
            Origin origin) {
        audit.append(
                tx,
                new AuditTrail.Entry(
                        cart.header().merchant(), Optional.of(cart.header().id()), action, reason, details, at),
                origin);
    }

    private static String described(Line line) {
        return line.quantity() + " x " + line.product().name();
    }
}
