package nx.sale.postgres.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of the schema in steps that never stop a sale for long (decision 0050). A paragraph is a step, and a transaction of its own:
 * one that does not get its lock at once lets the sales behind it pass and is tried again. A run that broke off is repeated from the start.
 */
final class SchemaSteps {
    private static final Logger log = LoggerFactory.getLogger(SchemaSteps.class);

    private static final Pattern CONDITION = Pattern.compile("(?m)^-- if (.*)$");
    private static final Pattern BY_PAGES = Pattern.compile("(?m)^-- by pages of (\\S+) while (.*)$");
    private static final Pattern NEW_INDEX =
            Pattern.compile("create (?:unique )?index concurrently (\"\\w+\")\\s+on (\\w+)\\.");
    /** Takes a lock that no sale waits for. */
    private static final Pattern BESIDE_SALES = Pattern.compile("\\bconcurrently\\b|\\bvalidate constraint\\b");

    /** Shorter than PostgreSQL's deadlock_timeout, so that no sale is the victim of a deadlock with a step. */
    private static final String AT_ONCE = "200ms";
    /** Longer than it: an autovacuum gives way to whoever waits so long. */
    private static final String AFTER_AUTOVACUUM = "1500ms";

    private static final Pattern REFERENCES = Pattern.compile("references (\\w+\\.\"\\w+\")");
    private static final Pattern DROPPED_REFERENCE = Pattern.compile("drop constraint if exists \"(\\w+_fk)\"");
    private static final String REFERRED = "select cast(confrelid as regclass) from pg_constraint where conname = '%s'";
    private static final Pattern TABLES = Pattern.compile("(?:table|on|references) (\\w+\\.\"\\w+\")");
    private static final int TRIES = 2_000;
    private static final int PAGES = 100;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private final DataSource source;

    /**
     * @param source gives connections whose statements may take their time
     */
    SchemaSteps(DataSource source) {
        this.source = source;
    }

    static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(SchemaSteps.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(String steps) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String step : steps.split("\n\n+")) {
                String sql = step.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
                Matcher condition = CONDITION.matcher(step);
                if (!sql.isBlank() && (!condition.find() || truth(statement, condition.group(1)))) {
                    log.atInfo()
                            .addKeyValue("sql", sql.lines().findFirst().orElseThrow())
                            .log("Schema step");
                    run(statement, step, sql);
                }
            }
        }
    }

    private static void run(Statement statement, String step, String sql) throws SQLException {
        Matcher pages = BY_PAGES.matcher(step);
        if (pages.find()) {
            byPages(statement, pages.group(1), pages.group(2), sql);
        } else if (BESIDE_SALES.matcher(sql).find()) {
            besideSales(statement, sql);
        } else {
            patiently(statement, parentFirst(statement, sql));
        }
    }

    /** Sales lock what is referred to before what refers to it. So does a step, or each would wait for the other. */
    private static String parentFirst(Statement statement, String sql) throws SQLException {
        Matcher added = REFERENCES.matcher(sql);
        if (added.find()) {
            return "lock table " + added.group(1) + " in share row exclusive mode; " + sql;
        }
        Matcher dropped = DROPPED_REFERENCE.matcher(sql);
        if (dropped.find()) {
            try (ResultSet row = statement.executeQuery(REFERRED.formatted(dropped.group(1)))) {
                if (row.next()) {
                    return "lock table " + row.getString(1) + " in access exclusive mode; " + sql;
                }
            }
        }
        return sql;
    }

    private static boolean truth(Statement statement, String condition) throws SQLException {
        try (ResultSet row = statement.executeQuery("select " + condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** An index that a run before this one left half built is built anew. */
    private static void besideSales(Statement statement, String sql) throws SQLException {
        statement.execute("set lock_timeout = 0");
        Matcher index = NEW_INDEX.matcher(sql);
        if (index.find()) {
            String name = index.group(2) + "." + index.group(1);
            if (truth(statement, "indisvalid from pg_index where indexrelid = to_regclass('" + name + "')")) {
                return;
            }
            statement.execute("drop index concurrently if exists " + name);
        }
        statement.execute(sql);
    }

    private static void patiently(Statement statement, String sql) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                inTime(statement, AT_ONCE, sql);
                return;
            } catch (SQLException e) {
                if (attempt == TRIES || !missedItsLock(e)) {
                    throw e;
                }
                if (attempt % 10 == 0) {
                    endAutovacuum(statement, sql);
                }
                statement.execute("select pg_sleep(0.1)");
            }
        }
    }

    /** Waits in vain for a lock that no sale takes or waits for, but an autovacuum has. */
    private static void endAutovacuum(Statement statement, String sql) throws SQLException {
        Matcher tables = TABLES.matcher(sql);
        while (tables.find()) {
            try {
                inTime(
                        statement,
                        AFTER_AUTOVACUUM,
                        "lock table " + tables.group(1) + " in share update exclusive mode");
            } catch (SQLException e) {
                if (!missedItsLock(e)) {
                    throw e;
                }
            }
        }
    }

    private static void inTime(Statement statement, String patience, String sql) throws SQLException {
        try {
            statement.execute("begin; set local lock_timeout = '" + patience + "'; " + sql + "\n; commit");
        } catch (SQLException e) {
            statement.execute("rollback");
            throw e;
        }
    }

    private static boolean missedItsLock(SQLException e) {
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || DEADLOCK.equals(e.getSQLState());
    }

    /** A row that somebody holds is passed over; what is left in the end is changed while nobody writes to the table for a moment. */
    private static void byPages(Statement statement, String table, String left, String sql) throws SQLException {
        long end = pages(statement, table);
        for (long page = 0; page <= end; page += PAGES) {
            statement.execute(between(sql, page, page + PAGES));
        }
        if (truth(statement, "exists (select from " + table + " where " + left + ")")) {
            patiently(
                    statement,
                    "lock table " + table + " in share row exclusive mode; "
                            + between(sql, 0, pages(statement, table) + PAGES));
        }
    }

    private static long pages(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select pg_relation_size('" + table + "') / cast(current_setting('block_size') as bigint)")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String between(String sql, long from, long to) {
        return sql.replace(":from", "'(" + from + ",0)'").replace(":to", "'(" + to + ",0)'");
    }
}
