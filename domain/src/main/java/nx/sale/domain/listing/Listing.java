package nx.sale.domain.listing;

import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;

/** Rows of one kind that can be listed, filtered and counted. */
public interface Listing<T> {
    /** The rows asked for, one more than the limit when there are more; deleted ones never. */
    List<T> list(MerchantId merchant, ListQuery query);

    /** How many rows match. */
    long count(MerchantId merchant, Optional<ListQuery.Filter> where);
}
