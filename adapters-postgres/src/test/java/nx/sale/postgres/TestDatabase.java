package nx.sale.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nx.sale.containers.ContainerPart;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.OrderGate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;

/** One real PostgreSQL for all tests of this module, with the real migrations. */
public final class TestDatabase {
    private static final int PORT = started();
    private static final Database DATABASE = migrated();

    private TestDatabase() {}

    private static int started() {
        if (ContainerPart.chosen()) {
            return ContainerPart.postgres(Path.of("contracts"), 0, List.of("fsync=off"))
                    .port();
        }
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(10))
                    .start()
                    .getPort();
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
        return "jdbc:postgresql://localhost:" + PORT + "/postgres?user=postgres";
    }

    public static Database get() {
        return DATABASE;
    }

    public static Reads reads() {
        return new Reads(DATABASE.pooled());
    }

    public static PostgresUnitOfWork work() {
        return new PostgresUnitOfWork(DATABASE.pooled(), new OrderGate(100, Duration.ofSeconds(2)));
    }

    /** Orders that do not measure how long they wait for locks. */
    public static PostgresOrders orders() {
        return new PostgresOrders(millis -> {});
    }
}
