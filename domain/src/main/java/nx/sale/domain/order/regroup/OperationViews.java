package nx.sale.domain.order.regroup;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.LineId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OperationId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.listing.Page;

/** What was done to families of orders, for reading. */
public interface OperationViews {
    /** The open operations that concern one of these orders as anchor, or one of these lines, as they happened. */
    List<OrderOperation> listOpen(MerchantId merchant, Collection<OrderId> orders, Collection<LineId> lines);

    Optional<OrderOperation> find(MerchantId merchant, OperationId id);

    /** Every operation an order took part in, as they happened; the cursor is the last id seen. */
    Page<OrderOperation> list(MerchantId merchant, OrderId order, int limit, Optional<Long> after, boolean counted);
}
