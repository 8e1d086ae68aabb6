package nx.sale.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.UnitOfWork;
import org.junit.jupiter.api.Test;

/** Which orders are folded when, whatever the sums are stored in. */
public abstract class SalesFoldingContract extends Contract {
    /** Long before what other tests leave behind. */
    private static final Instant NOTED = Instant.parse("2020-01-01T00:00:00Z");

    /** What the contract runs on. */
    public record Stores(UnitOfWork work, Orders orders, OrderViews views, SalesFolding folding) {}

    private final SalesFolding folding;
    private final StoredOrders stored;

    protected SalesFoldingContract(Stores stores) {
        super(stores.work());
        folding = stores.folding();
        stored = new StoredOrders(work, merchant, stores.orders(), stores.views());
    }

    private void note(Instant at) {
        var order = stored.completed();
        work.run(tx -> {
            folding.add(tx, merchant, order, at);
            return order;
        });
    }

    private int fold(Instant before, int limit) {
        return work.run(tx -> folding.update(tx, merchant, before, limit));
    }

    @Test
    void whatIsOldEnoughIsFoldedOnce_inBatches() {
        note(NOTED);
        note(NOTED.plusSeconds(1));
        note(NOTED.plusSeconds(2));

        assertThat(fold(NOTED, 9)).isZero();
        assertThat(fold(NOTED.plusSeconds(2), 1)).isEqualTo(1);
        assertThat(fold(NOTED.plusSeconds(2), 9)).isEqualTo(1);
        assertThat(fold(NOTED.plusSeconds(3), 9)).isEqualTo(1);
        assertThat(fold(NOTED.plusSeconds(3), 9)).isZero();
    }
}
