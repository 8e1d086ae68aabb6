package nx.sale.domain.catalogue;

import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.Page;

/** The catalogue as screens and operators read it. */
public interface CatalogueViews {
    /** Variants by id; the cursor is the last id seen. */
    Page<Variant> listVariants(MerchantId merchant, int limit, Optional<Long> after, boolean counted);
}
