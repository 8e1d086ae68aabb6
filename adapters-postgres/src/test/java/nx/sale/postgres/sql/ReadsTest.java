package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** Several transactions in one round trip. */
class ReadsTest {
    private static final long FIRST = System.nanoTime();
    private static final Sql NOTE = Sql.of("""
            insert into "Outbox" (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt)
            values (:merchant, :merchant, 0, 'test', 'trip', 1, 'test', 1, '{}', 'r', now())
            """);
    private static final Sql FAILS = Sql.of("""
            delete from "Outbox" where merchantId = :merchant and position = 1 / :zero
            """);
    private static final Sql COUNT = Sql.of("""
            select count(*) as noted from "Outbox" where merchantId = :merchant
            """);

    private static Sql.Bound note(int merchant) {
        return NOTE.bind("merchant", FIRST + merchant);
    }

    /** As another connection sees it. */
    private static int noted(int merchant) {
        return TestDatabase.reads()
                .list(COUNT.bind("merchant", FIRST + merchant), row -> row.getInt("noted"))
                .getFirst();
    }

    // STORE-15
    @Test
    void transactionsBeforeOneThatFailsAreCommitted_noneAfterIt_andTheConnectionServesOn() {
        try (Database database = new Database(TestDatabase.access(TestDatabase.url(), 1))) {
            Reads reads = new Reads(database.pooled());

            assertThat(catchThrowable(() -> reads.transactions(List.of(
                            List.of(note(1)),
                            List.of(note(2), FAILS.bind("merchant", FIRST + 2).bind("zero", 0)),
                            List.of(note(3))))))
                    .isNotNull();
            assertThat(List.of(noted(1), noted(2), noted(3))).containsExactly(1, 0, 0);

            reads.transactions(List.of(List.of(note(2)), List.of(note(3))));
            assertThat(List.of(noted(1), noted(2), noted(3))).containsExactly(1, 1, 1);
        }
    }
}
