package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nx.sale.containers.OutsidePostgres;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the database spreads its tables (decision 0050), a statement of a merchant is one task of one machine; elsewhere tables stay as they are. */
class SpreadTest {
    private static final Pattern TASKS = Pattern.compile("Task Count: (\\d+)");
    private static final Pattern PLANNED = Pattern.compile("^(select|with|insert|merge|update|delete|values)\\b");

    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        TestDatabase.get();
        connection = DriverManager.getConnection(
                TestDatabase.url() + "&currentSchema=sale,allocation,public&preferQueryMode=simple");
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** Names in front of the colons of a list of {@link StatementsByMerchantTest}. */
    private static Set<String> named(String list) throws IOException {
        Set<String> names = new HashSet<>();
        new String(
                        Objects.requireNonNull(SpreadTest.class.getResourceAsStream(list))
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> names.add(line.replaceFirst(":.*", "")));
        return names;
    }

    /** A value of the type, so that a plan is made as for a request; the merchant's is the same for all. */
    private static String value(String type) {
        String text = switch (type) {
            case "boolean" -> "true";
            case "text", "character varying" -> "x";
            case "timestamp with time zone" -> "2026-01-01T00:00Z";
            case "date" -> "2026-01-01";
            case "jsonb", "json" -> "{}";
            case "interval" -> "1 minute";
            case "uuid" -> "00000000-0000-0000-0000-000000000007";
            default -> type.endsWith("[]") ? "{}" : "7";
        };
        return "cast('" + text + "' as " + type + ")";
    }

    private static String explained(Statement statement) throws SQLException {
        try (java.sql.Statement asking = connection.createStatement()) {
            asking.execute("prepare spread as " + statement.numbered());
            try {
                List<String> types =
                        rows("select unnest(parameter_types)::text from pg_prepared_statements where name = 'spread'");
                String values =
                        String.join(", ", types.stream().map(SpreadTest::value).toList());
                return String.join("\n", rows("explain execute spread" + (types.isEmpty() ? "" : "(" + values + ")")));
            } finally {
                asking.execute("deallocate spread");
            }
        } catch (SQLException e) {
            throw new SQLException(statement.name() + ": " + e.getMessage(), e);
        }
    }

    /** More tasks than one, and parts of it that are asked first. */
    private static List<String> against(Statement statement, Set<String> tables) throws SQLException {
        String plan = explained(statement);
        List<String> findings = new ArrayList<>();
        Matcher tasks = TASKS.matcher(plan);
        boolean spread = false;
        while (tasks.find()) {
            spread = true;
            if (!tasks.group(1).equals("1")) {
                findings.add(statement.name() + ": " + tasks.group());
            }
        }
        if (plan.contains("Distributed Subplan")) {
            findings.add(statement.name() + ": is asked in parts");
        }
        if (!spread
                && tables.stream()
                        .anyMatch(table ->
                                statement.named().contains('"' + table.toLowerCase(java.util.Locale.ROOT) + '"'))) {
            findings.add(statement.name() + ": is on no machine");
        }
        return findings;
    }

    @Test
    void aStatementOfAMerchantIsOneTask() throws Exception {
        Set<String> tables = Plans.tables(connection);
        if (!OutsidePostgres.spread()) {
            assertThat(rows("select 1 from pg_extension where extname = 'citus'"))
                    .isEmpty();
            assertThat(
                            rows(
                                    "select sale.by_merchant(relname::regclass)::text from (select quote_ident(relname) as relname from pg_class where relname = 'SaleOrder') t"))
                    .as("does nothing where nothing is spread")
                    .containsExactly("");
            assertThat(explained(Statement.made("One.ORDER", """
                            select id from "SaleOrder" where merchantId = :merchant and id = :id
                            """))).doesNotContain("Task Count");
            return;
        }
        assertThat(rows("select logicalrelid::text from pg_dist_partition where partmethod = 'h'"))
                .as("tables that are spread")
                .hasSameSizeAs(tables);
        Set<String> excepted = named("across-merchants.txt");
        List<String> findings = new ArrayList<>();
        for (Statement statement : Statement.all()) {
            if (PLANNED.matcher(statement.text()).find() && !excepted.contains(statement.name())) {
                findings.addAll(against(statement, tables));
            }
        }
        assertThat(findings).isEmpty();
    }
}
