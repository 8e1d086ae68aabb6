package nx.sale.domain.order;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import nx.sale.domain.catalogue.Menu;
import nx.sale.domain.catalogue.Variant;
import nx.sale.domain.catalogue.VariantType;
import nx.sale.domain.id.VariantId;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Rejected;

/**
 * Fans a combo out into what is served: the plain variants in one unit of it, combos within combos resolved, equal parts added
 * up (CART-13, CART-14).
 */
public final class ComboExpansion {
    static final int DEPTH = 5;

    private ComboExpansion() {}

    /** Rejects an empty combo, a cycle, more than {@value #DEPTH} levels, or a part that is not sold. */
    public static Map<Variant, Quantity> parts(Menu menu, Variant combo) {
        Map<Variant, Quantity> parts = new LinkedHashMap<>();
        collect(menu, combo, Quantity.ONE, new LinkedHashSet<>(), parts);
        return parts;
    }

    private static void collect(
            Menu menu, Variant combo, Quantity factor, Set<VariantId> path, Map<Variant, Quantity> parts) {
        if (!path.add(combo.id())) {
            throw new Rejected(new OrderError.ComboCycle(combo.id()));
        }
        if (path.size() > DEPTH) {
            throw new Rejected(new OrderError.ComboTooDeep(combo.id(), DEPTH));
        }
        if (combo.components().isEmpty()) {
            throw new Rejected(new OrderError.ComboEmpty(combo.id()));
        }
        for (Variant.Component component : combo.components()) {
            Variant part = menu.require(component.variant());
            Quantity quantity = component.quantity().times(factor);
            if (part.type() == VariantType.COMBO) {
                collect(menu, part, quantity, path, parts);
            } else {
                parts.merge(part, quantity, Quantity::plus);
            }
        }
        path.remove(combo.id());
    }
}
