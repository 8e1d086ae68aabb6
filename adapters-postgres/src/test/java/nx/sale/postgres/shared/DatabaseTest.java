package nx.sale.postgres.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nx.sale.postgres.TestDatabase;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** How long anything may take. */
class DatabaseTest {
    private static String setting(Jdbi jdbi, String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("show " + name).mapTo(String.class).one());
    }

    @Test
    void aStatementEnds_aMigrationMayTakeItsTime_andNoLockIsWaitedForLong() {
        Database database = TestDatabase.get();
        Jdbi migrating = Database.jdbi(database.migrating());

        for (Jdbi serving : List.of(database.pooled(), database.standing())) {
            assertThat(setting(serving, "statement_timeout")).isEqualTo("15s");
            assertThat(setting(serving, "idle_in_transaction_session_timeout")).isEqualTo("15s");
            assertThat(setting(serving, "lock_timeout")).isEqualTo("2s");
        }
        assertThat(setting(migrating, "statement_timeout")).isEqualTo("0");
        assertThat(setting(migrating, "idle_in_transaction_session_timeout")).isEqualTo("0");
        assertThat(setting(migrating, "lock_timeout")).isEqualTo("2s");
    }
}
