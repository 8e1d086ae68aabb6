package nx.sale.application.allocation;

import java.time.Instant;
import nx.sale.application.live.LiveAction;
import nx.sale.application.live.Screens;
import nx.sale.domain.allocation.AllocationUsage;
import nx.sale.domain.allocation.Taker;
import nx.sale.domain.allocation.Usages;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderHeader;
import nx.sale.domain.shared.Origin;
import nx.sale.domain.shared.Tx;

/** What becomes of the tables of an order that ends, or comes together with others. */
public final class TableReactions {
    private final Usages usages;
    private final Screens screens;

    public TableReactions(Usages usages, Screens screens) {
        this.usages = usages;
        this.screens = screens;
    }

    /** The tables of an order that will not be served any more are free. */
    public void free(Tx tx, OrderHeader order, Origin origin, Instant at) {
        end(tx, order, AllocationUsage.Status.CANCELLED, LiveAction.USAGE_CANCELLED, origin, at);
    }

    public void completed(Tx tx, OrderEvent.Completed completed, Origin origin) {
        end(tx, completed.order(), AllocationUsage.Status.SUCCESS, LiveAction.USAGE_COMPLETED, origin, completed.at());
    }

    private void end(
            Tx tx, OrderHeader order, AllocationUsage.Status how, LiveAction shown, Origin origin, Instant at) {
        usages.updateEnd(
                tx,
                order.merchant(),
                Taker.order(order.id()),
                how,
                origin,
                at,
                ended -> screens.usagesNow(ended, shown));
    }

    /** Tables follow the orders that come together or part again. */
    public void regrouped(Tx tx, OrderEvent.Regrouped regrouped, Origin origin) {
        usages.follow(
                tx,
                regrouped.operation(),
                origin,
                regrouped.at(),
                moved -> screens.usagesNow(moved, LiveAction.USAGE_MOVED));
    }
}
