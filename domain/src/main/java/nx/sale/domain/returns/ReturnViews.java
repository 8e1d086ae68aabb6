package nx.sale.domain.returns;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.ReturnId;
import nx.sale.domain.listing.Page;
import nx.sale.domain.order.Totals;

/** Returns, for reading. */
public interface ReturnViews {
    /** The returns of an order, by number. */
    List<SaleReturn> listReturns(MerchantId merchant, OrderId order);

    /** What came back in all of each of these orders of which something did. */
    Map<OrderId, Totals> returned(MerchantId merchant, Collection<OrderId> orders);

    /** Returns by id; the cursor is the last id seen. */
    Page<SaleReturn> listReturns(MerchantId merchant, int limit, Optional<Long> after, boolean counted);

    Optional<SaleReturn> findReturn(MerchantId merchant, ReturnId id);
}
