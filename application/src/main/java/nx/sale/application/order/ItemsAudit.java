package nx.sale.application.order;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.Line;
import nx.sale.domain.shared.AuditTrail;
import nx.sale.domain.shared.LineId;

/** How a change of items reads in the history: at most {@value #SHOWN} lines by name and quantity, and the new subtotal. */
final class ItemsAudit {
    private static final int SHOWN = 20;

    private ItemsAudit() {}

    static AuditTrail.Entry entry(String action, Cart cart, Instant at) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("subtotal", cart.header().totals().subtotal().plain());
        cart.touched().stream()
                .filter(line -> line.lead().isEmpty())
                .limit(SHOWN)
                .forEach(line -> details.put("item " + line.id(), described(line)));
        cart.removed().stream().map(LineId::toString).limit(SHOWN).forEach(id -> details.put("item " + id, "removed"));
        return new AuditTrail.Entry(
                cart.header().merchant(), Optional.of(cart.header().id()), action, Optional.empty(), details, at);
    }

    private static String described(Line line) {
        return line.quantity() + " x " + line.product().name();
    }
}
