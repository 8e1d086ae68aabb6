package nx.sale.domain.order;

import nx.sale.domain.shared.Rejected;

/** The guards that a cart and a whole order share. */
final class Guards {
    private Guards() {}

    static void require(OrderHeader header, OrderStatus.Action action) {
        if (!header.status().allows(action)) {
            header.lineage().mergedInto().ifPresent(into -> {
                throw new Rejected(new OrderError.Merged(header.id(), into));
            });
            throw new Rejected(new OrderError.NotAllowed(header.id(), header.status(), action));
        }
    }
}
