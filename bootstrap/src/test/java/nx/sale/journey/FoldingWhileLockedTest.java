package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import nx.sale.application.report.FoldSales;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.Unavailable;
import nx.sale.kit.Stack;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Sums that somebody holds keep their merchant's orders from being folded, and nobody else's. */
class FoldingWhileLockedTest {
    /** Later than what the service itself folds in the background. */
    private static final Instant NOTED = Instant.now().plus(Duration.ofDays(1));

    private final Jdbi jdbi = Database.jdbi(impatient());
    private final PostgresUnitOfWork work = new PostgresUnitOfWork(jdbi, new Gate(10, Duration.ofSeconds(5)));
    private final SalesFolding folding = new PostgresSalesFolding(new Reads(jdbi), () -> 0);
    private final MerchantId held = new MerchantId(System.nanoTime());
    private final MerchantId other = new MerchantId(System.nanoTime());

    private static PGSimpleDataSource impatient() {
        PGSimpleDataSource source = Stack.source();
        source.setOptions("-c lock_timeout=200");
        return source;
    }

    private void sold(MerchantId merchant, Instant at) {
        var order = new StoredOrders(
                        work, merchant, new PostgresOrders(waited -> {}), new PostgresOrderViews(new Reads(jdbi)))
                .completed();
        work.run(tx -> {
            folding.add(tx, merchant, order, at);
            return order;
        });
    }

    private void fold() {
        new FoldSales(work, folding, Clock.fixed(NOTED.plus(SalesFolding.WAITS).plusSeconds(60), ZoneOffset.UTC))
                .handle(new FoldSales.Command(10, 1_000));
    }

    private static String folded(MerchantId merchant) {
        return Stack.sql("select coalesce(sum(orders), 0) from SalesDay where merchantId = " + merchant)
                .getFirst();
    }

    @Test
    void theOldestMerchantsRowIsLocked_andTheNextMerchantIsFolded() throws SQLException {
        sold(held, NOTED);
        fold();
        sold(held, NOTED);
        sold(other, NOTED.plusSeconds(1));

        try (Connection holding = Stack.source().getConnection();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute(Stack.quoted("update SalesDay set orders = orders where merchantId = " + held));

            assertThatThrownBy(this::fold).isInstanceOf(Unavailable.class);
            holding.rollback();
        }
        assertThat(folded(other)).isEqualTo("1");
        assertThat(folded(held)).isEqualTo("1");
        fold();
        assertThat(folded(held)).isEqualTo("2");
    }
}
