package nx.sale.application.report;

import java.time.Clock;
import nx.sale.application.upkeep.Turns;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.UnitOfWork;

/** Folds completed orders that have waited long enough into the daily sums, one merchant a transaction. */
public final class FoldSales {
    /**
     * @param batch orders of one transaction at most
     * @param batches so many full ones, in orders; more transactions when merchants have fewer
     */
    public record Command(int batch, int batches) {}

    private final UnitOfWork work;
    private final SalesFolding folding;
    private final Clock clock;

    public FoldSales(UnitOfWork work, SalesFolding folding, Clock clock) {
        this.work = work;
        this.folding = folding;
        this.clock = clock;
    }

    /** Returns how many were folded. */
    public int handle(Command c) {
        var before = clock.instant().minus(SalesFolding.WAITS);
        return (int) Turns.take(
                (long) c.batch() * c.batches(),
                (without, limit) -> folding.listWithUnfolded(before, without, limit),
                (merchant, left) ->
                        work.run(tx -> folding.update(tx, merchant, before, (int) Math.min(c.batch(), left))));
    }
}
