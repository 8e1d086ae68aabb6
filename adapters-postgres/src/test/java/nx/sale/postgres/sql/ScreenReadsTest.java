package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.LayoutId;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.StationId;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.allocation.PostgresFloorViews;
import nx.sale.postgres.kitchen.PostgresKitchenViews;
import nx.sale.postgres.order.PostgresOrderViews;
import org.junit.jupiter.api.Test;

/** What screens ask most is one statement: it is as the database was at one moment, whatever is committed beside it. */
class ScreenReadsTest {
    private static final MerchantId MERCHANT = TestOrders.MERCHANT;

    private final PostgresFloorViews floor = new PostgresFloorViews(TestDatabase.reads());
    private final PostgresKitchenViews kitchen = new PostgresKitchenViews(TestDatabase.reads());
    private final PostgresOrderViews orders = new PostgresOrderViews(TestDatabase.reads());

    // STORE-16
    @Test
    void theFloorIsOneStatement() {
        assertThat(sent(() -> floor.findNow(MERCHANT, new LayoutId(1), Instant.EPOCH)))
                .hasSize(1);
    }

    // STORE-16
    @Test
    void aKitchenQueueIsOneStatement_andSoIsWhatChangedInIt() {
        assertThat(sent(() -> kitchen.findQueue(MERCHANT, new StationId(1), 20)))
                .hasSize(1);
        assertThat(sent(() -> kitchen.findChanges(MERCHANT, new StationId(1), Instant.EPOCH, 20)))
                .hasSize(1);
    }

    // STORE-16
    @Test
    void anOrderIsOneStatement_withAndWithoutItsLines() {
        assertThat(sent(() -> orders.find(MERCHANT, new OrderId(1)))).hasSize(1);
        assertThat(sent(() -> orders.findHeader(MERCHANT, new OrderId(1)))).hasSize(1);
    }

    private static List<Recorder.Sent> sent(Runnable read) {
        return OneMerchant.during(read);
    }
}
