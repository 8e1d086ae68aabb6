package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every statement says whose rows it means (decision 0051): proved on a contracted database, by plans and by words. */
class StatementsByMerchantTest {
    private static Connection connection;
    private static Plans plans;
    private static Words words;

    @BeforeAll
    static void contracted() throws SQLException {
        String address = TestDatabase.url("statements");
        TestDatabase.freshOnOneMachine("statements");
        try (Database database = new Database(TestDatabase.access(address, 2))) {
            database.migrate();
            database.contract();
            database.contract();
        }
        connection =
                DriverManager.getConnection(address + "&currentSchema=sale,allocation,public&preferQueryMode=simple");
        plans = new Plans(connection, Plans.Way.of(connection));
        words = new Words(Plans.tables(connection), Words.mutable(connection));
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** Every payment asks both, and anybody may fill the table of webhooks without owner. */
    @Test
    void webhooksFindTheirEqualsByAnIndex() throws SQLException {
        List<String> scanning = new ArrayList<>();
        for (Statement statement : Statement.all()) {
            if (statement.name().matches("PostgresPaymentInbox\\.(FORGET|DONE)\\..*") && !plans.byIndex(statement)) {
                scanning.add(statement.name());
            }
        }

        assertThat(scanning).isEmpty();
    }

    @Test
    void aScanOfAllRowsIsFound() throws SQLException {
        Statement scan = Statement.made("scan", """
                delete from "PaymentEventUnowned" where transactionUid is not distinct from :transaction
                """);

        assertThat(plans.byIndex(scan)).isFalse();
    }

    /** PostgreSQL 15 cannot explain what has no values; that the older way finds the same is seen on both. */
    @Test
    void plansAreTheSame_howeverPostgresIsAsked() throws SQLException {
        List<String> otherwise = new ArrayList<>();
        Plans prepared = new Plans(connection, Plans.Way.PREPARED);
        for (Statement statement : Statement.all()) {
            if (!prepared.withoutMerchant(statement).equals(plans.withoutMerchant(statement))) {
                otherwise.add(statement.name());
            }
        }

        assertThat(otherwise).isEmpty();
    }

    /** What is against spreading the rows of merchants, of each statement one sentence a fault. */
    private static List<String> against(List<Statement> statements) throws SQLException {
        List<String> findings = new ArrayList<>();
        for (Statement statement : statements) {
            Stream.concat(plans.withoutMerchant(statement).stream(), words.against(statement).stream())
                    .map(finding -> statement.name() + ": " + finding)
                    .forEach(findings::add);
        }
        return findings.stream().distinct().sorted().toList();
    }

    private static List<String> against(String sql) throws SQLException {
        return against(List.of(Statement.made("Made.UP", sql)));
    }

    /** Lines of a resource beside this class, without comments. */
    private static List<String> listed(String resource) throws IOException {
        return new String(
                        Objects.requireNonNull(StatementsByMerchantTest.class.getResourceAsStream(resource))
                                .readAllBytes(),
                        StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .sorted()
                .toList();
    }

    private static String name(String finding) {
        return finding.substring(0, finding.indexOf(':'));
    }

    // STORE-14
    @Test
    void statementsNameTheMerchant() throws Exception {
        List<Statement> statements = Statement.all();
        assertThat(statements).hasSizeGreaterThan(200);
        List<String> across = listed("across-merchants.txt");
        List<String> findings = against(statements);

        assertThat(findings.stream().filter(finding -> !across.contains(name(finding))))
                .as("say merchantId = :merchant")
                .isEmpty();
        assertThat(findings.stream()
                        .map(StatementsByMerchantTest::name)
                        .filter(across::contains)
                        .distinct())
                .as("each statement across merchants is one, and is a statement")
                .containsExactlyElementsOf(across);
    }

    // STORE-14
    @Test
    void listsNameTheMerchant_whateverTheirCallerFiltersBy() throws SQLException {
        List<Statement> lists =
                Statement.ofListings(new Reads(TestDatabase.get().pooled()));

        assertThat(lists).hasSizeGreaterThan(20);
        assertThat(against(lists)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select id from "SaleOrder" where id = :id | scans SaleOrder of any merchant
            select id from "SaleOrder" where id = :id and merchantId = :other | scans SaleOrder of any merchant
            select id from "SaleOrder" where id = :id and (merchantId = :merchant or id = 1) | scans SaleOrder of any merchant
            select id from "SaleOrder" where merchantId = :merchant and id in (select saleOrderId from "SaleOrderItem" where id = :id) | scans SaleOrderItem of any merchant
            update "SaleOrder" set note = null where id = :id | scans SaleOrder of any merchant
            insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt) select id, :merchant, now() from "SaleOrder" where merchantId = :merchant | inserts what it selects
            insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt) values (:merchant, :order, now()) | inserts without binding the merchant
            merge into "SalesUnfolded" u using (select id, merchantId from "SaleOrder" where merchantId = :merchant) o on u.merchantId = :merchant and u.saleOrderId = o.id when not matched then insert (saleOrderId, merchantId, notedAt) values (o.id, o.id, :at) | inserts another merchant than that of its source
            merge into "SalesUnfolded" u using (select id, merchantId from "SaleOrder") o on u.merchantId = :merchant and u.saleOrderId = o.id when not matched then insert (saleOrderId, merchantId, notedAt) values (o.id, o.merchantId, :at) | scans SaleOrder of any merchant
            merge into "SalesUnfolded" u using (select id, merchantId from "SaleOrder" where merchantId = :merchant) o on u.merchantId = o.id when not matched then insert (saleOrderId, merchantId, notedAt) values (o.id, o.merchantId, :at) | scans SalesUnfolded of any merchant
            merge into "SalesUnfolded" u using (select id, merchantId from "SaleOrder" where merchantId = :merchant) o on u.merchantId = :merchant and u.saleOrderId = o.id when not matched then insert (saleOrderId, merchantId, notedAt) values (o.id, o.merchantId, now()) | merges what now says, which is not immutable
            with d as (delete from "SalesUnfolded" where merchantId = :merchant) delete from "Outbox" where merchantId = :merchant | writes more than once
            insert into "Till" as t (merchantId, deviceId, lastNumber, lastHash, modifiedAt) values (:merchant, :device, 0, '', :at) on conflict (merchantId, deviceId) do update set lastNumber = 1 where t.modifiedAt < now() | asks the clock in on conflict
            merge into "SalesUnfolded" u using (select o.id, o.merchantId from jsonb_to_recordset(:orders) as n (id bigint) join "SaleOrder" o on o.merchantId = :merchant and o.id = n.id) o on u.merchantId = :merchant and u.saleOrderId = o.id when not matched then insert (saleOrderId, merchantId, notedAt) values (o.id, o.merchantId, :at) | merges what jsonb_to_recordset says, which is not immutable
            update "AllocationUsage" set journey = jsonb_build_object('from', usageId) where merchantId = :merchant returning id | sets what jsonb_build_object says, which is not immutable
            insert into "Till" as t (merchantId, deviceId, lastNumber, lastHash, modifiedAt) values (:merchant, :device, 0, '', :at) on conflict (merchantId, deviceId) do update set lastHash = to_char(t.modifiedAt, 'YYYY') | sets what to_char says, which is not immutable
            """)
    void isAgainstSpreading(String sql, String finding) throws SQLException {
        assertThat(against(sql)).containsExactly("Made.UP: " + finding);
    }

    @Test
    void conflictOnAKeyWithoutMerchantIsFound() throws SQLException {
        assertThat(against("""
                        insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt) values (:order, :merchant, :at)
                            on conflict (saleOrderId) do nothing
                        """))
                .containsExactly("Made.UP: meets a key without the merchant", "Made.UP: needs a key that is dropped");
    }

    @Test
    void statementsOfOneMerchantAreFine() throws SQLException {
        assertThat(against("""
                        select o.id from "SaleOrder" o join "SaleOrderItem" i on i.merchantId = :merchant and i.saleOrderId = o.id
                         where o.merchantId = :merchant and (o.id = :id or o.orderNumber = :number)
                        """)).isEmpty();
        assertThat(against("""
                        insert into "SalesUnfolded" as u (saleOrderId, merchantId, notedAt)
                        values (cast(:order as bigint), :merchant, coalesce(:at, now()))
                            on conflict (merchantId, saleOrderId) do update set notedAt = excluded.notedAt
                        """)).isEmpty();
    }
}
