package nx.sale.application.report;

import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.Tx;

/** Which orders the daily sums must take in, or take in anew. */
public final class ReportReactions {
    private final SalesFolding folding;

    public ReportReactions(SalesFolding folding) {
        this.folding = folding;
    }

    public void completed(Tx tx, OrderEvent.Completed completed) {
        folding.add(tx, completed.order().merchant(), completed.order().id(), completed.at());
    }

    public void recomputed(Tx tx, OrderEvent.Recomputed recomputed) {
        if (recomputed.order().status() == OrderStatus.COMPLETED) {
            folding.addDay(
                    tx,
                    recomputed.order().merchant(),
                    recomputed.order().state().businessDate().orElseThrow(),
                    recomputed.order().currency(),
                    recomputed.at());
        }
    }
}
