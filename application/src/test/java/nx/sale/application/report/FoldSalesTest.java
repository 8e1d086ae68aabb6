package nx.sale.application.report;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import nx.sale.application.Till;
import nx.sale.domain.id.OrderId;
import org.junit.jupiter.api.Test;

/** Completed orders are folded into the day's sums in batches, once they are old enough. */
class FoldSalesTest {
    private final Till till = new Till();
    private final FoldSales fold = new FoldSales(till.store, till.stores.folding, till.clock);

    private void noted(long order) {
        till.store.run(tx -> {
            till.stores.folding.add(tx, MERCHANT, new OrderId(order), NOON);
            return tx;
        });
    }

    @Test
    void whatIsYoungWaits() {
        noted(1);

        assertThat(fold.handle(new FoldSales.Command(10, 10))).isZero();
        till.pass(Duration.ofMinutes(11));
        assertThat(fold.handle(new FoldSales.Command(10, 10))).isEqualTo(1);
        assertThat(till.stores.folding.unfolded()).isEmpty();
    }

    @Test
    void oneRunFoldsSoManyBatches() {
        for (int order = 1; order <= 5; order++) {
            noted(order);
        }
        till.pass(Duration.ofMinutes(11));

        assertThat(fold.handle(new FoldSales.Command(2, 2))).isEqualTo(4);
        assertThat(till.stores.folding.unfolded()).containsExactly(new OrderId(5));
        assertThat(fold.handle(new FoldSales.Command(2, 2))).isEqualTo(1);
    }

    @Test
    void oneRunFoldsAll_whenNothingLimitsIt() {
        for (int order = 1; order <= 5; order++) {
            noted(order);
        }
        till.pass(Duration.ofMinutes(11));

        assertThat(fold.handle(new FoldSales.Command(2, Integer.MAX_VALUE))).isEqualTo(5);
        assertThat(till.stores.folding.unfolded()).isEmpty();
    }
}
