package nx.sale.postgres.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import nx.sale.domain.shared.Unavailable;
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

    @Test
    void whatTheAddressSaysOfAConnection_winsOverWhatIsSetHere() {
        String address = TestDatabase.url().replaceFirst("\\?.*", "")
                + "?ApplicationName=till&options=-c%20statement_timeout%3D4000&currentSchema=mine";
        try (Database database = new Database(new Database.Access(address, "postgres", "", 2, Duration.ofSeconds(2)))) {
            assertThat(setting(database.pooled(), "application_name")).isEqualTo("till");
            assertThat(setting(database.pooled(), "statement_timeout")).isEqualTo("4s");
            assertThat(setting(database.pooled(), "lock_timeout")).isEqualTo("2s");
            assertThat(setting(database.pooled(), "search_path").replace(" ", ""))
                    .isEqualTo("sale,allocation,mine");
        }
    }

    @Test
    void aDatabaseThatHangs_isGivenUp() throws Exception {
        URI real = URI.create(TestDatabase.url().replaceFirst("^jdbc:", ""));
        try (SilentRelay relay = new SilentRelay(real.getPort());
                Database database = new Database(
                        new Database.Access(
                                TestDatabase.url().replace(":" + real.getPort() + "/", ":" + relay.port() + "/"),
                                "postgres",
                                "",
                                2,
                                Duration.ofSeconds(2)),
                        Duration.ofSeconds(1))) {
            Reads reads = new Reads(database.pooled());
            Sql one = Sql.of("select 1 as one");
            assertThat(reads.list(one.bound(), row -> row.getInt("one"))).containsExactly(1);

            relay.fallSilent();

            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatThrownBy(() -> reads.list(one.bound(), row -> row.getInt("one")))
                            .isInstanceOfSatisfying(
                                    Unavailable.class,
                                    away -> assertThat(away.part()).isEqualTo(Unavailable.Part.DATABASE)));
        }
    }
}
