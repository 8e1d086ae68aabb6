package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** What the schema promises to those who read it without this service. */
class AuditTrailSchemaTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();

    @Test
    void theAuditTrailCannotBeRewritten() {
        reads.write(Sql.of("""
                insert into "AuditEntry" (id, merchantId, action, actor, requestId, details, createdAt)
                values (:id, 7, 'TEST', 'user:1', 'r', '{}', now())
                """).bind("id", IDS.next()));

        assertThatThrownBy(() -> reads.write(Sql.of("""
                update "AuditEntry" set action = 'OTHER' where merchantId = 7""").bound())).hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> reads.write(Sql.of("""
                delete from "AuditEntry" where merchantId = 7""").bound())).hasStackTraceContaining("append-only");
    }

    // STORE-9
    @Test
    void theRunbooksQueryRunsAsPrinted() {
        reads.list(Sql.of("""
                SELECT cancellationReason, count(*) FROM "SaleOrder" WHERE cancelledAt > now() - interval '1 day' GROUP BY 1""").bound(), row -> row.getString(1));
    }
}
