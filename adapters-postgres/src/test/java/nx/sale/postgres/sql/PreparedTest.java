package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.shared.Tender;
import nx.sale.postgres.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What a connection says often it prepares once, whatever is bound. */
class PreparedTest {
    private static final Sql ASKED = Sql.of("""
            select count(*) as found
              from "AuditEntry"
             where merchantId = :merchant and reason = :reason and action = :action and saleOrderId = :order
            """);

    private static final Sql RUNS = Sql.of("""
            select coalesce(max(generic_plans + custom_plans), 0) as runs
              from pg_prepared_statements
             where statement like '%and action =%and saleOrderId =%'
            """);

    @Test
    void aStatementIsPreparedOnce_whetherWhatMayBeAbsentIsThereOrNot() {
        int times = 20;
        try (Handle handle = TestDatabase.get().pooled().open()) {
            for (int time = 0; time < times; time++) {
                boolean there = time % 2 == 0;
                Trip trip = new Trip(handle);
                trip.read(
                                ASKED.bind("merchant", TestOrders.MERCHANT.value())
                                        .bind("reason", there ? Optional.of("rain") : Optional.empty())
                                        .bind("action", there ? Optional.of(Tender.CASH) : Optional.empty())
                                        .bind("order", there ? Optional.of(1L) : Optional.empty()),
                                row -> row.getInt("found"))
                        .rows();
            }

            assertThat(new Trip(handle)
                            .read(RUNS.bound(), row -> row.getInt("runs"))
                            .rows()
                            .getFirst())
                    .isGreaterThan(times - 5);
        }
    }
}
