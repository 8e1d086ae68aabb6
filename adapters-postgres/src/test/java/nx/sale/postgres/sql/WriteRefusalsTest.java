package nx.sale.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import org.junit.jupiter.api.Test;

/** A database that answers and does not take what is written. */
class WriteRefusalsTest {
    private final AtomicLong now = new AtomicLong(7);

    private static Database database(String options) {
        return new Database(TestDatabase.access(TestDatabase.url() + options, 2));
    }

    @Test
    void fullDiskStaysVisibleForAWhile() {
        WriteRefusals refusals = new WriteRefusals(true, now::get);
        assertThat(refusals.diskFull()).isEmpty();

        assertThat(refusals.adjudicate(new SQLException("full", "53100"))).isEqualTo(Override.CONTINUE_EVICT);
        now.addAndGet(Duration.ofSeconds(12).toNanos());
        assertThat(refusals.diskFull()).contains(Duration.ofSeconds(12));

        now.addAndGet(WriteRefusals.SHOWN.toNanos());
        assertThat(refusals.diskFull()).isEmpty();
    }

    @Test
    void otherFailuresAreNoWriteRefusals_andAReadOnlyServerLosesItsConnection() {
        WriteRefusals refusals = new WriteRefusals(true, now::get);

        assertThat(refusals.adjudicate(new SQLException("twice", "23505"))).isEqualTo(Override.CONTINUE_EVICT);
        assertThat(refusals.adjudicate(new SQLException("standby", "25006"))).isEqualTo(Override.MUST_EVICT);
        assertThat(refusals.diskFull()).isEmpty();
        assertThat(new WriteRefusals(false, now::get).adjudicate(new SQLException("alone", "25006")))
                .isEqualTo(Override.CONTINUE_EVICT);
    }

    @Test
    void healthNamesEachWriteRefusal() {
        TestDatabase.get();
        try (Database healthy = database("");
                Database reading = database("&options=-c%20default_transaction_read_only%3Don");
                Database nowhere = database("&options=-c%20no_such_setting%3Don")) {
            assertThat(healthy.health()).isEqualTo(new Database.Health(true, true, "answers"));
            assertThat(reading.health())
                    .isEqualTo(new Database.Health(true, false, "read-only: the primary takes no writes"));
            assertThat(nowhere.health()).isEqualTo(new Database.Health(false, false, "does not answer"));

            Reads full = new Reads(healthy.pooled());
            assertThatThrownBy(() -> full.write(Sql.of(
                                    "do $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$")
                            .bound()))
                    .isInstanceOf(Unavailable.class);
            assertThat(healthy.health().writes()).isFalse();
            assertThat(healthy.health().detail()).startsWith("disk full: a write was refused ");

            Reads stale = new Reads(reading.pooled());
            assertThatThrownBy(() -> stale.write(Sql.of("""
                    delete from "Outbox" where position < 0""").bound())).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void unreachableDatabaseAndWrongUserAreNamed() {
        TestDatabase.get();
        String here = PostgresUrl.of(TestDatabase.url()).place();
        try (Database missing = new Database(TestDatabase.access(TestDatabase.url("nowhere"), 2));
                Database stranger = new Database(TestDatabase.access(here + "?user=stranger&password=stranger", 2))) {
            assertThat(missing.health().detail()).isEqualTo("has no such database");
            assertThat(stranger.health().detail()).isEqualTo("refuses our user or password");
        }
    }
}
