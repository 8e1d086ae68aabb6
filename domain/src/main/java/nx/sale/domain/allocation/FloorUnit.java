package nx.sale.domain.allocation;

import java.util.List;
import nx.sale.domain.id.FloorZoneId;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.UnitId;

/**
 * A unit with its place, as a usage stores it.
 *
 * @param zonePath names of its zones, the outer first
 */
public record FloorUnit(
        UnitId id,
        String code,
        int capacity,
        boolean shareable,
        LayoutId layout,
        FloorZoneId zone,
        List<String> zonePath) {
    public FloorUnit {
        zonePath = List.copyOf(zonePath);
    }
}
