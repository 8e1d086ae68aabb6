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
import java.time.Duration;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SQL of the operations page runs as it is printed, for whoever connects with the defaults of psql. */
class SearchPathTest {
    private static final String MIGRATION = "/db/migration/V202611261610__find_tables_without_schema.sql";

    /** Nothing but a role and a database: no search_path, no options. */
    private static Connection as(String user, String database) throws SQLException {
        String address = TestDatabase.url().replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/" + database);
        return DriverManager.getConnection(address + "?user=" + user);
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
        TestDatabase.get();
        try (Connection owner = as("postgres", "postgres")) {
            run(
                    owner,
                    "drop database if exists " + database + " with (force)",
                    "drop role if exists " + role,
                    "create role " + role + " login",
                    "create database " + database);
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
        try (Connection owner = as("postgres", "postgres")) {
            run(owner, """
                    do $$ begin
                      if not exists (select from pg_roles where rolname = 'night_watch') then
                        create role night_watch login in role pg_read_all_data;
                      end if;
                    end $$
                    """);
        }
        try (Connection watch = as("night_watch", "postgres");
                Statement statement = watch.createStatement()) {
            assertThat(statement.execute(sql)).isTrue();
        }
    }

    @Test
    void existingSearchPathIsExtendedOnce() throws Exception {
        fresh("shared_by_others", "somebody");
        try (Connection owner = as("postgres", "shared_by_others")) {
            run(owner, """
                    alter database shared_by_others set search_path = "$user", reports""", migration());
        }
        try (Connection owner = as("postgres", "shared_by_others")) {
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
        try (Connection owner = as("postgres", "managed_by_others")) {
            run(owner, "grant create on database managed_by_others to tenant");
        }
        String address = TestDatabase.url().replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/managed_by_others");
        try (Database database = new Database(new Database.Access(address, "tenant", "", 2, Duration.ofSeconds(2)))) {
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
                    .contains("role tenant does not own it")
                    .endsWith("""
                            alter database managed_by_others set search_path = "$user", public, sale, allocation""");
        }
    }
}
