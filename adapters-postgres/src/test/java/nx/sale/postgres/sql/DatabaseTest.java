package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.schema.SilentRelay;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** How long anything may take. */
class DatabaseTest {
    private static String setting(Jdbi jdbi, String name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("show " + name).mapTo(String.class).one());
    }

    @Test
    void statementsAndLockWaitsTimeOut_andMigrationsDoNot() {
        Database database = TestDatabase.get();
        Jdbi migrating = Database.jdbi(database.migrating());

        for (Jdbi serving : List.of(database.pooled(), database.unpooled())) {
            assertThat(setting(serving, "statement_timeout")).isEqualTo("15s");
            assertThat(setting(serving, "idle_in_transaction_session_timeout")).isEqualTo("15s");
            assertThat(setting(serving, "lock_timeout")).isEqualTo("2s");
        }
        assertThat(setting(migrating, "statement_timeout")).isEqualTo("0");
        assertThat(setting(migrating, "idle_in_transaction_session_timeout")).isEqualTo("0");
        assertThat(setting(migrating, "lock_timeout")).isEqualTo("2s");
    }

    @Test
    void urlParametersOverrideConnectionDefaults() {
        String parameters = "ApplicationName=till&options=-c%20statement_timeout%3D4000&currentSchema=mine";
        try (Database database = new Database(TestDatabase.access(TestDatabase.url() + "&" + parameters, 2))) {
            assertThat(setting(database.pooled(), "application_name")).isEqualTo("till");
            assertThat(setting(database.pooled(), "statement_timeout")).isEqualTo("4s");
            assertThat(setting(database.pooled(), "lock_timeout")).isEqualTo("2s");
            assertThat(setting(database.pooled(), "search_path").replace(" ", ""))
                    .isEqualTo("sale,allocation,mine");
        }
    }

    private static final MerchantId MERCHANT = new MerchantId(1);
    private static final MerchantId OTHER = new MerchantId(2);
    private static final Sql LONG = Sql.of("select pg_sleep(30)");
    private static final Sql SHORT = Sql.of("select 1 as one");

    /** Twenty lists that never end hold nothing that selling needs, and are told not to come back for the same. */
    // LIST-5
    @Test
    void costlyReadsKeepToTheirShare() throws Exception {
        try (Database database = new Database(
                        TestDatabase.access(TestDatabase.url(), 2),
                        new Database.Share(2, Duration.ofMillis(700)),
                        new Database.Share(1, Duration.ofMillis(900)));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Reads reads = Reads.of(database);
            List<Future<String>> costly = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                costly.add(threads.submit(() -> outcome(reads.lists(MERCHANT), LONG)));
                costly.add(threads.submit(() -> outcome(reads.reports(MERCHANT), LONG)));
            }

            for (int round = 0; round < 50; round++) {
                assertThat(outcome(reads, SHORT)).isEqualTo("read");
            }
            assertThat(outcome(reads.lists(OTHER), SHORT))
                    .as("another merchant's list has a place of its own")
                    .isEqualTo("read");

            List<String> outcomes = new ArrayList<>();
            for (Future<String> one : costly) {
                outcomes.add(one.get(30, TimeUnit.SECONDS));
            }
            assertThat(outcomes)
                    .containsOnly("list-too-costly", "lists-busy")
                    .contains("list-too-costly", "lists-busy");
            assertThat(database.costlyReads()).isZero();
            assertThat(outcome(reads.lists(MERCHANT), SHORT)).isEqualTo("read");
        }
    }

    private static String outcome(Reads reads, Sql sql) {
        try {
            reads.list(sql.bound(), row -> 1);
            return "read";
        } catch (Rejected rejected) {
            return rejected.error().code();
        } catch (Unavailable unavailable) {
            return unavailable.part().code();
        }
    }

    /** Reads that are none of a share keep the long time, and what ends there is no matter of lists. */
    // LIST-5
    @Test
    void eachShareHasATimeOfItsOwn() {
        Database database = TestDatabase.get();

        assertThat(setting(database.lists().jdbi(), "statement_timeout")).isEqualTo("3s");
        assertThat(setting(database.reports().jdbi(), "statement_timeout")).isEqualTo("10s");
        assertThat(setting(database.pooled(), "statement_timeout")).isEqualTo("15s");
    }

    @Test
    void hangingDatabaseTimesOut() throws Exception {
        URI real = URI.create(TestDatabase.url().replaceFirst("^jdbc:", ""));
        try (SilentRelay relay = new SilentRelay(real.getHost(), real.getPort());
                Database database = new Database(
                        TestDatabase.access(
                                TestDatabase.url().replaceFirst("//[^/]*/", "//localhost:" + relay.port() + "/"), 2),
                        Database.Share.LISTS,
                        Database.Share.REPORTS,
                        Duration.ofSeconds(1))) {
            Reads reads = new Reads(database.pooled());
            Sql one = Sql.of("select 1 as one");
            assertThat(reads.list(one.bound(), row -> row.getInt("one"))).containsExactly(1);

            relay.stopAnswering();

            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatThrownBy(() -> reads.list(one.bound(), row -> row.getInt("one")))
                            .isInstanceOfSatisfying(
                                    Unavailable.class,
                                    unavailable ->
                                            assertThat(unavailable.part()).isEqualTo(Unavailable.Part.DATABASE)));
        }
    }

    // OPS-20
    @Test
    void halfOfThePoolIsPlayedOn_eachConnectionTwice_untilItIsEnough() {
        try (Database database = new Database(TestDatabase.access(TestDatabase.url(), 6))) {
            List<Integer> played = new ArrayList<>();
            Consumer<Jdbi> play = on -> played.add(new Reads(on)
                    .list(Sql.of("select pg_backend_pid() as pid").bound(), row -> row.getInt("pid"))
                    .getFirst());

            database.warm(play, () -> false);

            assertThat(played).hasSize(6);
            assertThat(Set.copyOf(played)).hasSize(3);
            assertThat(database.busyConnections()).isZero();

            played.clear();
            database.warm(play, () -> !played.isEmpty());

            assertThat(played).hasSize(2);
        }
    }
}
