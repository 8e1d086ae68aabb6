package nx.sale.domain.catalogue;

import java.util.Collection;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.VariantId;

/** Where variants come from when the local copy misses them: the commerce service. */
public interface CatalogueSource {
    /** A source that knows nothing: the local copy is all there is. */
    CatalogueSource NONE = (merchant, ids) -> List.of();

    /**
     * The variants of these ids, parts of combos included; what commerce does not know is left out. A remote call: never under a
     * lock. Throws Unavailable with COMMERCE when it cannot be asked.
     */
    List<Variant> fetch(MerchantId merchant, Collection<VariantId> ids);
}
