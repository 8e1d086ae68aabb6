package nx.sale.postgres.sql;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import nx.sale.domain.shared.Unavailable;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/** The connections to PostgreSQL and the schema's version. Nothing connects before it is asked to. */
public final class Database implements AutoCloseable {
    /**
     * Where the database is.
     *
     * @param url JDBC; what it says of a connection wins over what is set here
     * @param lockTimeout after it a wait for a row gives up: the caller gets order-busy
     * @param planCacheMode what PostgreSQL's plan_cache_mode is set to
     */
    public record Access(
            String url, String user, String password, int poolSize, Duration lockTimeout, String planCacheMode) {
        /** One plan for each statement, whatever is bound: what is bound decides the rows, and hardly ever the way to them. */
        public static final String GENERIC_PLANS = "force_generic_plan";

        public Access(String url, String user, String password, int poolSize, Duration lockTimeout) {
            this(url, user, password, poolSize, lockTimeout, GENERIC_PLANS);
        }

        @Override
        public String toString() {
            return "Access[" + url.replaceFirst("\\?.*", "") + "]";
        }
    }

    /**
     * What costly reads of one kind may have, beside the connections of the pool.
     *
     * @param connections and so many run at once
     * @param time what one statement may take
     */
    public record Share(int connections, Duration time) {
        public static final Share LISTS = new Share(4, Duration.ofSeconds(3));
        public static final Share REPORTS = new Share(2, Duration.ofSeconds(10));
    }

    /** The connections of a share, and the gate before them. */
    record Costly(Jdbi jdbi, ReadGate gate) {}

    /** A read that finds no place waits so long. */
    private static final Duration PLACE_PATIENCE = Duration.ofSeconds(2);

    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);
    /** When nothing comes for this long the machine at the other end counts as unreachable: well above what PostgreSQL lets a statement take. */
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Whoever asks twice asks again: few texts are sent, and until it is prepared each is parsed and planned each time. The driver waits for five. */
    private static final int PREPARED_FROM = 2;

    /** Held while the schema is changed: "sale schema" in the letters' numbers. */
    private static final long SCHEMA_LOCK = 0x73616c65L << 32 | 0x73636861L;

    private static final Duration TURN = Duration.ofMillis(200);

    private final PGSimpleDataSource unpooled;
    private final PGSimpleDataSource migrating;
    private final WriteRefusals refusals;
    private final HikariDataSource pool;
    private final HikariDataSource listPool;
    private final HikariDataSource reportPool;
    private final Costly lists;
    private final Costly reports;

    public Database(Access access) {
        this(access, Share.LISTS, Share.REPORTS);
    }

    public Database(Access access, Share lists, Share reports) {
        this(access, lists, reports, SILENCE_TIMEOUT);
    }

    /**
     * @param silence how long an answer is waited for
     */
    Database(Access access, Share lists, Share reports, Duration silence) {
        refusals = new WriteRefusals(PostgresUrl.of(access.url()).place().contains(","), System::nanoTime);
        unpooled = source(access, STATEMENT_TIMEOUT, silence);
        migrating = source(access, Duration.ZERO, Duration.ZERO);
        pool = pool("sale", unpooled, access.poolSize(), Math.min(2, access.poolSize()));
        listPool = pool("sale-lists", source(access, lists.time(), silence), lists.connections(), 1);
        reportPool = pool("sale-reports", source(access, reports.time(), silence), reports.connections(), 0);
        this.lists = new Costly(jdbi(listPool), new ReadGate(lists.connections(), PLACE_PATIENCE));
        this.reports = new Costly(jdbi(reportPool), new ReadGate(reports.connections(), PLACE_PATIENCE));
    }

    /** Connects with the first who asks. */
    private HikariDataSource pool(String name, DataSource source, int most, int idle) {
        HikariDataSource pool = new HikariDataSource(); // with a HikariConfig it would start its threads here
        pool.setDataSource(source);
        pool.setPoolName(name);
        pool.setMaximumPoolSize(most);
        pool.setMinimumIdle(idle);
        pool.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setExceptionOverride(refusals);
        return pool;
    }

    /**
     * @param statement what a statement may take; zero for ever
     * @param silence how long an answer is waited for; zero for ever
     */
    private static PGSimpleDataSource source(Access access, Duration statement, Duration silence) {
        Map<String, String> said = PostgresUrl.of(access.url()).parameters();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(access.url());
        source.setUser(access.user());
        source.setPassword(access.password());
        unlessSaid(said, "ApplicationName", () -> source.setApplicationName("nx-seller-sale"));
        unlessSaid(said, "connectTimeout", () -> source.setConnectTimeout((int) CONNECT_TIMEOUT.toSeconds()));
        unlessSaid(said, "tcpKeepAlive", () -> source.setTcpKeepAlive(true));
        unlessSaid(said, "preparedStatementCacheQueries", () -> source.setPreparedStatementCacheQueries(512));
        unlessSaid(said, "prepareThreshold", () -> source.setPrepareThreshold(PREPARED_FROM));
        if (silence.isZero()) {
            source.setSocketTimeout(0); // an index of a large table is silent for longer than the URL may allow
        } else {
            unlessSaid(said, "socketTimeout", () -> source.setSocketTimeout((int) silence.toSeconds()));
        }
        source.setCurrentSchema("sale,allocation," + said.getOrDefault("currentSchema", "public"));
        source.setOptions("-c lock_timeout=" + access.lockTimeout().toMillis() + " -c statement_timeout="
                + statement.toMillis() + " -c idle_in_transaction_session_timeout=" + statement.toMillis()
                + " -c timezone=UTC -c plan_cache_mode=" + access.planCacheMode()
                + " " + said.getOrDefault("options", "")
                + (statement.compareTo(STATEMENT_TIMEOUT) < 0 && !statement.isZero()
                        ? " -c statement_timeout=" + statement.toMillis()
                        : ""));
        return source;
    }

    private static void unlessSaid(Map<String, String> said, String parameter, Runnable set) {
        if (!said.containsKey(parameter)) {
            set.run();
        }
    }

    /** Connections for migrations: an index of a large table takes its time, but its lock is not waited for long. */
    DataSource migrating() {
        return migrating;
    }

    /** Gives connections of the pool. */
    public Jdbi pooled() {
        return jdbi(pool);
    }

    /**
     * Plays on half of the pool's connections, one after the other, and holds them until the end, so that each is another. What is played
     * should read and nothing else.
     *
     * @param enough asked before each
     */
    public void warm(Consumer<Jdbi> play, BooleanSupplier enough) {
        List<Connection> held = new ArrayList<>();
        try {
            while (held.size() < pool.getMaximumPoolSize() / 2 && !enough.getAsBoolean()) {
                held.add(pool.getConnection());
                Jdbi jdbi = Jdbi.create(held.getLast()); // its handles do not close the connection
                for (int time = 0; time < PREPARED_FROM; time++) {
                    play.accept(jdbi);
                }
            }
        } catch (SQLException e) {
            throw PostgresUnitOfWork.translated(e);
        } finally {
            held.forEach(Database::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw PostgresUnitOfWork.translated(e);
        }
    }

    /** For what callers list, filter and count. */
    Costly lists() {
        return lists;
    }

    /** For reports. */
    Costly reports() {
        return reports;
    }

    /** Gives connections outside the pool, for what is held for long. */
    public Jdbi unpooled() {
        return jdbi(unpooled);
    }

    /** Jdbi over any source of connections. It opens them and ends transactions; statements are ours ({@link Sql}), so it needs no plugin. */
    public static Jdbi jdbi(DataSource source) {
        return Jdbi.create(source);
    }

    /** Brings the schema to this build's version; returns how many steps it took. A new database has no build before this one to serve. */
    public int migrate() {
        return alone(() -> {
            Flyway flyway = flyway(migrating);
            boolean fresh = flyway.info().current() == null;
            int steps = flyway.migrate().migrationsExecuted;
            if (fresh) {
                contracted();
                contracted();
            }
            return steps;
        });
    }

    private interface Change<T> {
        T make() throws SQLException;
    }

    /**
     * One change of the schema at a time, whoever makes it. The lock is asked for again and again: a statement that waited for it would
     * hold up the indexes that the other builds beside sales.
     */
    private <T> T alone(Change<T> change) {
        try (Connection connection = migrating.getConnection();
                Statement statement = connection.createStatement()) {
            while (!taken(statement)) {
                LockSupport.parkNanos(TURN.toNanos());
            }
            return change.make(); // closing the connection gives the lock back
        } catch (SQLException e) {
            throw PostgresUnitOfWork.translated(e);
        }
    }

    private static boolean taken(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + SCHEMA_LOCK + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** What a run that shall drop the keys without merchant came to (STORE-12). */
    public enum Contraction {
        /** Builds that need the old keys are refused from now on; the keys are dropped by the next run. */
        ANNOUNCED,
        /** A build that is refused still has its lease of an id worker, so it may not be unready yet. */
        OLDER_THERE,
        CONTRACTED
    }

    /**
     * Drops the keys without merchant, which builds before this release need (decision 0050). As long as such builds may serve, it only
     * has them refused: they become unready, and nothing is taken from under their requests.
     */
    public Contraction contract() {
        return alone(this::contracted);
    }

    /** What is leased for ever is another cell's (ops/scaling.md). */
    private static boolean olderIsThere(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                select exists (select 1
                                 from sale."SnowflakeSlot"
                                where leasedUntil > now() and leasedUntil < 'infinity'
                                  and (build is null or build < %d or buildUntil is distinct from leasedUntil)) as there
                """.formatted(SteppedMigration.KEYED_BUILD))) {
            return row.next() && row.getBoolean("there");
        }
    }

    private Contraction contracted() throws SQLException {
        try (Connection connection = migrating.getConnection();
                Statement statement = connection.createStatement()) {
            if (statement.executeUpdate("update sale.\"SchemaCompatibility\" set oldestBuild = "
                            + SteppedMigration.KEYED_BUILD + " where oldestBuild < " + SteppedMigration.KEYED_BUILD)
                    > 0) {
                return Contraction.ANNOUNCED;
            }
            if (olderIsThere(statement)) {
                return Contraction.OLDER_THERE;
            }
            SchemaSteps steps = new SchemaSteps(migrating);
            steps.run(SchemaSteps.text("/db/keys/contract.sql"));
            steps.run(SchemaSteps.text("/db/keys/outbox.sql"));
            return Contraction.CONTRACTED;
        }
    }

    /**
     * The schema as it is and as this build needs it, as timestamps of migrations.
     *
     * @param present empty when there is no schema
     * @param oldestBuild the oldest that may serve on it, by the newest migration it brings; known when the schema is not too old
     */
    public record SchemaVersions(Optional<Long> present, long needed, Optional<Long> oldestBuild) {
        /** How a build and a schema go together (STORE-7). */
        public enum Fit {
            CURRENT,
            /** The schema of a later release, which this build can serve on still. */
            NEWER,
            /** This build lacks something in it. */
            TOO_OLD,
            /** Something was dropped that this build needs. */
            TOO_NEW
        }

        public Fit fit() {
            if (present.isEmpty() || present.get() < needed) {
                return Fit.TOO_OLD;
            }
            if (oldestBuild.filter(oldest -> oldest > needed).isPresent()) {
                return Fit.TOO_NEW;
            }
            return present.get() == needed ? Fit.CURRENT : Fit.NEWER;
        }
    }

    /** The newest migration that this build brings. */
    public long schemaNeeded() {
        return Migrations.newest();
    }

    /** How the schema fits a build that needs this version: two small questions, to be asked again and again. */
    public SchemaVersions schemaVersions(long needed) {
        try (Connection connection = pool.getConnection()) {
            Optional<Long> present = number(
                    connection, "select max(cast(version as bigint)) from sale.flyway_schema_history where success");
            return new SchemaVersions(
                    present,
                    needed,
                    present.filter(version -> version >= needed).isPresent()
                            ? number(connection, "select oldestBuild from sale.\"SchemaCompatibility\"")
                            : Optional.empty());
        } catch (SQLException e) {
            throw new Unavailable(Unavailable.Part.DATABASE, e);
        }
    }

    /** Empty also when the table is not there. */
    private static Optional<Long> number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getObject(1, Long.class)) : Optional.empty();
        } catch (SQLException e) {
            if (PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * How the database is.
     *
     * @param writes whether it takes writes, too
     * @param detail in words, without addresses
     */
    public record Health(boolean answers, boolean writes, String detail) {}

    private static final String CAN_IT_WRITE =
            "select pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'";

    /** Asks within a second. */
    public Health health() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            try (ResultSet row = statement.executeQuery(CAN_IT_WRITE)) {
                row.next();
                if (row.getBoolean(1)) {
                    return new Health(true, false, "a standby answers, which can only be read: no primary was found");
                }
                if (row.getBoolean(2)) {
                    return new Health(true, false, "read-only: the primary takes no writes");
                }
            }
            return refusals.diskFull()
                    .map(ago -> new Health(
                            true, false, "disk full: a write was refused " + ago.toSeconds() + " s ago, reads go on"))
                    .orElse(new Health(true, true, "answers"));
        } catch (SQLException e) {
            return new Health(false, false, words(e));
        }
    }

    /** Hikari wraps what the driver said when a connection was wanted. */
    private static String words(SQLException e) {
        String state =
                String.valueOf(e.getCause() instanceof SQLException cause ? cause.getSQLState() : e.getSQLState());
        return switch (state) {
            case "57P03" -> "starts, stops or recovers";
            case "53300" -> "has no connection left for us";
            case "28P01", "28000" -> "refuses our user or password";
            case "3D000" -> "has no such database";
            default -> "does not answer";
        };
    }

    public int busyConnections() {
        return pool.isRunning() ? pool.getHikariPoolMXBean().getActiveConnections() : 0;
    }

    /** Lists and reports being read now. */
    public int costlyReads() {
        return lists.gate().taken() + reports.gate().taken();
    }

    private static Flyway flyway(DataSource source) {
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(source)
                .schemas("sale", "allocation")
                .defaultSchema("sale")
                .locations("classpath:" + Migrations.FOLDER)
                .javaMigrations(SteppedMigration.all())
                .validateMigrationNaming(true);
        // the lock of a session, not of a transaction: an index that is built beside sales waits for every open
        // transaction
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(false);
        return flyway.load();
    }

    @Override
    public void close() {
        pool.close();
        listPool.close();
        reportPool.close();
    }
}
