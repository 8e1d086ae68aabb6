package nx.sale.kit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.containers.OutsidePostgres;
import nx.sale.dev.LocalStack;
import nx.sale.dev.Restaurant;
import org.postgresql.ds.PGSimpleDataSource;

/** The one local stack that all journeys of a test run share; each story makes its own orders. */
public final class Stack {
    /** Webhooks as they came, whether their owner is known or not: for the from of a query. */
    public static final String WEBHOOKS = """
            (select id, eventType, attemptUid, body, readable, outcome, error, attempts from PaymentEvent
              union all
             select id, eventType, attemptUid, body, readable, outcome, error, attempts from PaymentEventUnowned) webhooks
            """;

    private static final LocalStack STACK = started();

    private Stack() {}

    private static LocalStack started() {
        try {
            Path folder = Files.createTempDirectory("sale-journeys");
            LocalStack stack = LocalStack.start(folder, 0);
            stack.sisters().pricing().samePriceAllDay();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    stack.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static LocalStack get() {
        return STACK;
    }

    /** The document the shared stack serves. */
    public static Contract contract() {
        return Contract.of(STACK.baseUrl());
    }

    /** Gives a service of its own what the shared one has: a channel and the menu. */
    public static void seed(Api owner) throws IOException {
        owner.put("/catalogue/channels", Api.JSON.writeValueAsString(Restaurant.channels(Restaurant.CHANNEL)))
                .expect(200);
        owner.put("/catalogue/variants", Api.JSON.writeValueAsString(Restaurant.menu()))
                .expect(200);
    }

    /** What is pruned is every merchant's: four statements, a minute after the start and every ten minutes. */
    private static final int PRUNES = 4;

    private static final long STARTED = System.nanoTime();

    public static Api as(String role) {
        long tens = Duration.ofNanos(System.nanoTime() - STARTED).toMinutes() / 10;
        OutsidePostgres.requireOnePhase(STACK.postgresUrl(), "nx-seller-sale", PRUNES * (1 + tens));
        return Api.of(STACK, role);
    }

    /** How a database or a role beside the stack's is called: a run has names of its own in a PostgreSQL from outside. */
    public static String named(String wanted) {
        return OutsidePostgres.chosen() ? OutsidePostgres.named(wanted) : wanted;
    }

    /** The address of another database beside the stack's, by its name there. */
    public static String beside(String database) {
        return STACK.postgresUrl().replaceFirst("/[^/?]*\\?", "/" + database + "?");
    }

    /** A database, for what tests build themselves. */
    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setCurrentSchema("sale,allocation,public");
        return source;
    }

    /** The stack's database. */
    public static PGSimpleDataSource source() {
        return source(STACK.postgresUrl());
    }

    /** A database with connections that are kept: making one costs more than most statements. */
    public static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source(url));
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** A text or a quoted name, or a name with a capital letter: only tables have such names. */
    private static final Pattern TABLE = Pattern.compile("""
            '[^']*'|"[^"]*"|\\b([A-Z][a-z]\\w*)""");

    /** The statement with its tables in quotes, which PostgreSQL needs and a Java string does not like. */
    public static String quoted(String statement) {
        return TABLE.matcher(statement)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) == null ? found.group() : '"' + found.group(1) + '"'));
    }

    /**
     * Rows by plain SQL, columns joined by {@code |}: past every adapter of ours. Tables need no quotes: {@code select
     * status from SaleOrder where id = 5}.
     */
    public static List<String> sql(String query) {
        return sql(STACK.postgresUrl(), query);
    }

    /** The same of another database. */
    public static List<String> sql(String url, String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = sale, allocation, public");
            boolean rows = statement.execute(quoted(query));
            List<String> lines = new ArrayList<>();
            if (rows) {
                ResultSet result = statement.getResultSet();
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> values = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        values.add(String.valueOf(result.getString(column)));
                    }
                    lines.add(String.join("|", values));
                }
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }
}
