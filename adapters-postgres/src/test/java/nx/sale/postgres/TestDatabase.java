package nx.sale.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import nx.sale.containers.ContainerPart;
import nx.sale.containers.OutsidePostgres;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.PostgresUrl;
import nx.sale.postgres.sql.Reads;

/** One real PostgreSQL for all tests of this module, with the real migrations: embedded, in a container, or one from outside. */
public final class TestDatabase {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(2);
    private static final String URL = started();
    private static final String OF_A_MERCHANT = "work";
    private static final Database DATABASE = migrated();
    private static final Database WORKING =
            OutsidePostgres.spread() ? new Database(access(URL + "&ApplicationName=" + OF_A_MERCHANT, 16)) : DATABASE;

    /** How many wait for a lock: of this database alone, and on whichever machine of a cluster. */
    public static final String WAITING_FOR_LOCKS = OutsidePostgres.waitingForLocks(Duration.ZERO);

    private TestDatabase() {}

    private static String started() {
        if (OutsidePostgres.chosen()) {
            return OutsidePostgres.start(Path.of("contracts")).url();
        }
        if (ContainerPart.chosen()) {
            return at(ContainerPart.postgres(Path.of("contracts"), 0, List.of("fsync=off"))
                    .port());
        }
        try {
            return at(EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(10))
                    .start()
                    .getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(int port) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
    }

    private static Database migrated() {
        Database database = new Database(access(URL, 16));
        database.migrate();
        return database;
    }

    /** The address of the database with the migrations, user and password in it. */
    public static String url() {
        return URL;
    }

    /** The same of another database there, which {@link #fresh} made. */
    public static String url(String database) {
        return OutsidePostgres.chosen()
                ? OutsidePostgres.url(named(database))
                : URL.replaceFirst("/postgres\\?", "/" + database + "?");
    }

    /** As somebody whose password is the role's name. */
    public static String url(String database, String role) {
        return PostgresUrl.of(url(database)).place() + "?user=" + named(role) + "&password=" + named(role);
    }

    /** How a database or a role is called there: a run has names of its own in a PostgreSQL from outside. */
    public static String named(String wanted) {
        return OutsidePostgres.chosen() ? OutsidePostgres.named(wanted) : wanted;
    }

    /** Makes an empty database. */
    public static void fresh(String database) throws SQLException {
        if (OutsidePostgres.chosen()) {
            OutsidePostgres.create(database);
            return;
        }
        try (Connection owner = DriverManager.getConnection(URL);
                Statement statement = owner.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        }
    }

    /** Makes an empty database on one machine, where others are spread, too. */
    public static void freshOnOneMachine(String database) throws SQLException {
        if (OutsidePostgres.chosen()) {
            OutsidePostgres.createOnOneMachine(database);
            return;
        }
        fresh(database);
    }

    public static Database.Access access(String url, int poolSize) {
        PostgresUrl said = PostgresUrl.of(url);
        return new Database.Access(
                said.jdbc(), said.user().orElseThrow(), said.password().orElse(""), poolSize, LOCK_TIMEOUT);
    }

    public static Database get() {
        return DATABASE;
    }

    public static Reads reads() {
        return new Reads(DATABASE.pooled());
    }

    /** Transactions of one merchant each: on connections of their own where tables are spread, so that their phases can be counted. */
    public static PostgresUnitOfWork work() {
        OutsidePostgres.requireOnePhase(URL, OF_A_MERCHANT, 0);
        return new PostgresUnitOfWork(WORKING.pooled(), new Gate(100, LOCK_TIMEOUT));
    }

    /** Orders that do not measure how long they wait for locks. */
    public static PostgresOrders orders() {
        return new PostgresOrders(millis -> {});
    }
}
