package nx.sale.domain.kitchen;

import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.shared.Trace;

/**
 * A place in the kitchen with a display of its own.
 *
 * @param code as the catalogue names it: {@code HOT}; unique at the merchant
 * @param categories ids of the categories it serves
 */
public record KitchenStation(
        StationId id,
        MerchantId merchant,
        String code,
        String name,
        List<String> categories,
        long revision,
        Trace trace) {
    public KitchenStation {
        categories = List.copyOf(categories);
    }

    /** The same station, described anew. */
    public KitchenStation described(String newCode, String newName, List<String> newCategories, Trace newTrace) {
        return new KitchenStation(id, merchant, newCode, newName, newCategories, revision + 1, newTrace);
    }
}
