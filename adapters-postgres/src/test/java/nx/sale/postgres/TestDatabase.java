package nx.sale.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import nx.sale.postgres.sql.Database;

/** One real PostgreSQL for all tests of this module, with the real migrations. */
public final class TestDatabase {
    private static final EmbeddedPostgres SERVER = started();
    private static final Database DATABASE = migrated();

    private TestDatabase() {}

    private static EmbeddedPostgres started() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(10))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Database migrated() {
        Database database = new Database(new Database.Access(url(), "postgres", "", 16, Duration.ofSeconds(2)));
        database.migrate();
        return database;
    }

    public static String url() {
        return SERVER.getJdbcUrl("postgres", "postgres");
    }

    public static Database get() {
        return DATABASE;
    }
}
