package nx.sale.application.report;

import java.util.Optional;
import nx.sale.domain.order.OrderEvent;
import nx.sale.domain.order.OrderStatus;
import nx.sale.domain.payment.PaymentEvent;
import nx.sale.domain.report.SalesEntry;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Tender;
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

    /** What rounding to cash and tips changed, on the day on which they did. */
    public void booked(Tx tx, PaymentEvent.Booked booked) {
        if (!booked.beside().cashRounding().zero()) {
            folding.addEntry(
                    tx,
                    entry(
                            booked,
                            SalesEntry.Kind.ROUNDING,
                            Optional.empty(),
                            Optional.empty(),
                            booked.beside().cashRounding()));
        }
        booked.beside()
                .tips()
                .forEach(change -> folding.addEntry(
                        tx,
                        entry(
                                booked,
                                SalesEntry.Kind.TIP,
                                change.tender(),
                                Optional.of(change.user()),
                                change.amount())));
    }

    private static SalesEntry entry(
            PaymentEvent.Booked booked,
            SalesEntry.Kind kind,
            Optional<Tender> tender,
            Optional<String> staff,
            Money amount) {
        return new SalesEntry(
                booked.order().merchant(), booked.order().id(), kind, booked.day(), tender, staff, amount, booked.at());
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
