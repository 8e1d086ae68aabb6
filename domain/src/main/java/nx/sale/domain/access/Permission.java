package nx.sale.domain.access;

import java.util.Map;

/**
 * A permission as routes ask for it.
 *
 * @param code {@code SaleOrder.checkout}
 */
public record Permission(String code) {
    private static final Map<String, String> ACTS = Map.of(
            "find", "read",
            "findById", "read",
            "count", "read",
            "create", "create",
            "updateById", "update",
            "deleteById", "delete");

    /** The act the policies speak of: read, create, update, delete, or execute for all else (ACCESS-8). */
    public String act() {
        return ACTS.getOrDefault(code.substring(code.indexOf('.') + 1), "execute");
    }
}
