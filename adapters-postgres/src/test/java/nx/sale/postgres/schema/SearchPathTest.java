package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.PostgresUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL of the operations page runs as it is printed, for whoever connects with the defaults of psql. */
class SearchPathTest {
    private static final String MIGRATION = "/db/migration/V202611261610__find_tables_without_schema.sql";

    /** Nothing but a role and a database: no search_path, no options. */
    private static Connection as(String user, String database) throws SQLException {
        return DriverManager.getConnection(TestDatabase.url(database, user));
    }

    private static Connection owner(String database) throws SQLException {
        return DriverManager.getConnection(TestDatabase.url(database));
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String path(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show search_path")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String migration() throws IOException {
        return new String(SearchPathTest.class.getResourceAsStream(MIGRATION).readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void fresh(String database, String role) throws SQLException {
        TestDatabase.fresh(database);
        String name = TestDatabase.named(role);
        try (Connection owner = owner(database)) {
            run(owner, "drop role if exists " + name, "create role " + name + " login password '" + name + "'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            SELECT cancellationReason, count(*) FROM "SaleOrder" WHERE cancelledAt > now() - interval '1 day' GROUP BY 1
            SELECT id, status, processingAt FROM "SaleOrder" WHERE status = 'PROCESSING' AND processingAt < now() - interval '1 hour'
            SELECT id, status, openedAt, closeRecountCount FROM "PosSession" WHERE status = 'OPEN' AND openedAt < now() - interval '24 hours'
            SELECT id, status, usageType, usageId FROM "AllocationUsage" WHERE status = 'ACTIVE'
            SELECT transferHistory FROM "SaleOrderItem" LIMIT 1
            """)
    void anotherRoleFindsTheTables(String sql) throws SQLException {
        TestDatabase.get();
        String watching = TestDatabase.named("night_watch");
        try (Connection owner = DriverManager.getConnection(TestDatabase.url())) {
            run(owner, """
                    do $$ begin
                      if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s login password '%1$s' in role pg_read_all_data;
                      end if;
                    end $$
                    """.formatted(watching));
        }
        try (Connection watch = DriverManager.getConnection(
                        PostgresUrl.of(TestDatabase.url()).place() + "?user=" + watching + "&password=" + watching);
                Statement statement = watch.createStatement()) {
            assertThat(statement.execute(sql)).isTrue();
        }
    }

    @Test
    void existingSearchPathIsExtendedOnce() throws Exception {
        fresh("shared_by_others", "somebody");
        try (Connection owner = owner("shared_by_others")) {
            run(owner, """
                    alter database %s set search_path = "$user", reports""".formatted(TestDatabase.named("shared_by_others")), migration());
        }
        try (Connection owner = owner("shared_by_others")) {
            assertThat(path(owner)).isEqualTo("""
                    "$user", reports, sale, allocation""");
            run(owner, migration());
        }
        try (Connection other = as("somebody", "shared_by_others")) {
            assertThat(path(other)).isEqualTo("""
                    "$user", reports, sale, allocation""");
        }
    }

    @Test
    void roleThatDoesNotOwnTheDatabaseGetsAWarning_andTheSchemaIsCreated() throws Exception {
        fresh("managed_by_others", "tenant");
        String here = TestDatabase.named("managed_by_others");
        String role = TestDatabase.named("tenant");
        try (Connection owner = owner("managed_by_others")) {
            run(owner, "grant create on database " + here + " to " + role);
        }
        try (Database database =
                new Database(TestDatabase.access(TestDatabase.url("managed_by_others", "tenant"), 2))) {
            assertThat(database.migrate()).isPositive();
            assertThat(database.schemaVersions(database.schemaNeeded()).fit())
                    .isEqualTo(Database.SchemaVersions.Fit.CURRENT);
        }

        try (Connection tenant = as("tenant", "managed_by_others");
                Statement statement = tenant.createStatement()) {
            assertThat(path(tenant)).isEqualTo("""
                    "$user", public""");
            statement.execute(migration());
            SQLWarning warning = statement.getWarnings();
            assertThat(warning.getMessage())
                    .contains("role " + role + " does not own it")
                    .endsWith("""
                            alter database %s set search_path = "$user", public, sale, allocation""".formatted(here));
        }
    }
}
