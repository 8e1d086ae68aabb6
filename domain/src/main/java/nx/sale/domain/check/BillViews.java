package nx.sale.domain.check;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.CheckId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;

/** Checks, for reading. */
public interface BillViews {
    /** The live checks of an order, by id. */
    List<SaleCheck> list(MerchantId merchant, OrderId order);

    /** A live check. */
    Optional<SaleCheck> find(MerchantId merchant, CheckId id);

    /** Whose check it is and of which order, also when it was freed: the payment webhook names only the check. */
    Optional<Owner> findOwner(CheckId id);

    /** As {@link #findOwner(CheckId)}, of this merchant's checks alone. */
    Optional<Owner> findOwner(MerchantId merchant, CheckId id);

    /** Where a check belongs. */
    record Owner(MerchantId merchant, OrderId order) {}
}
