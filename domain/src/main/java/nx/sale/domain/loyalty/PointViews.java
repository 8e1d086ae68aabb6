package nx.sale.domain.loyalty;

import java.util.Optional;
import nx.sale.domain.id.CustomerId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.Listing;

/** The ledger of points, for reading. */
public interface PointViews extends Listing<PointTransaction> {
    Optional<PointTransaction> find(MerchantId merchant, PointTransactionId id);

    /** What the customer has at this merchant; zero for one who never earned. */
    long getBalance(MerchantId merchant, CustomerId customer);
}
