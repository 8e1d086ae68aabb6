package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Database.Contraction;
import nx.sale.postgres.sql.Database.SchemaVersions.Fit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of the version before takes the keys by merchant while the build before sells on it (decision 0050). */
class KeysByMerchantTest {
    private static final long MERCHANT = 70_001;

    private static String address(String database) {
        return TestDatabase.url().replaceFirst("\\?.*", "").replaceFirst("/[^/]*$", "/" + database);
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(address(database) + "?user=postgres&currentSchema=sale,allocation,public");
    }

    private static Database database(String name) {
        return new Database(new Database.Access(address(name), "postgres", "", 2, Duration.ofSeconds(2)));
    }

    private static void fresh(String name) throws SQLException {
        try (Connection owner = connect("postgres");
                Statement statement = owner.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        }
    }

    private static void ofTheVersionBefore(String name) throws SQLException {
        fresh(name);
        Flyway.configure()
                .dataSource(address(name), "postgres", "")
                .schemas("sale", "allocation")
                .defaultSchema("sale")
                .locations("classpath:db/migration")
                .target(Long.toString(BuildBefore.SCHEMA))
                .load()
                .migrate();
    }

    private static long count(Connection connection, String table, String condition) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from "%s" where %s""".formatted(table, condition))) {
            row.next();
            return row.getLong(1);
        }
    }

    // STORE-12, STORE-13
    @Test
    void databaseOfTheVersionBeforeTakesTheKeysWhileItSells() throws Exception {
        ofTheVersionBefore("keys_beside_sales");
        try (Connection tills = connect("keys_beside_sales");
                Connection looking = connect("keys_beside_sales");
                Database database = database("keys_beside_sales")) {
            BuildBefore before = new BuildBefore(tills);
            before.open(MERCHANT);
            for (long id = 1; id <= 500; id++) {
                before.sell(MERCHANT, id);
            }
            AtomicBoolean selling = new AtomicBoolean(true);
            CountDownLatch sold = new CountDownLatch(1);
            CompletableFuture<Long> sales = CompletableFuture.supplyAsync(() -> {
                long id = 500;
                try {
                    do {
                        before.sell(MERCHANT, ++id);
                        sold.countDown();
                    } while (selling.get());
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                } finally {
                    sold.countDown();
                }
                return id;
            });
            sold.await();

            database.migrate();
            selling.set(false);
            long orders = sales.join();

            assertThat(count(looking, "SaleOrderItemAdd", "merchantId = " + MERCHANT))
                    .isEqualTo(orders);
            assertThat(count(looking, "Outbox", "merchantId = " + MERCHANT)).isEqualTo(2 * orders);
            assertThat(count(looking, "PosSessionTender", "merchantId = " + MERCHANT + " and payments = " + orders))
                    .isEqualTo(1);
            assertThat(count(looking, "PosSessionSales", "merchantId = " + MERCHANT + " and orders = " + orders))
                    .isEqualTo(1);
            assertThat(count(
                            looking,
                            "SalesDayProduct",
                            "categoryKey = coalesce(categoryId, '') and quantity = " + orders))
                    .isEqualTo(2);
            assertThat(count(looking, "PaymentEvent", "merchantId = " + MERCHANT))
                    .isEqualTo(orders);

            assertThat(database.schemaVersions(BuildBefore.SCHEMA).fit()).isEqualTo(Fit.NEWER);
            assertThat(database.contract()).isEqualTo(Contraction.ANNOUNCED);
            assertThat(database.schemaVersions(BuildBefore.SCHEMA).fit()).isEqualTo(Fit.TOO_NEW);
            before.sell(MERCHANT, orders + 1);

            assertThat(database.contract()).isEqualTo(Contraction.CONTRACTED);
            assertThat(database.contract()).isEqualTo(Contraction.CONTRACTED);
            assertThat(Keys.withoutMerchant(looking)).isEmpty();
            assertThat(count(looking, "PaymentEvent", "true")).isEqualTo(orders + 1);
            assertThat(count(looking, "PaymentEventUnowned", "outcome = 'PARKED'"))
                    .isEqualTo(orders + 1);
            assertThat(database.schemaVersions(database.schemaNeeded()).fit()).isEqualTo(Fit.CURRENT);
            assertThat(count(looking, "SaleOrder", "true")).isEqualTo(orders + 1);
        }
    }

    // STORE-13
    @Test
    void keysAreFinishedByTheNextRun_whenOneBrokeOff() throws Exception {
        ofTheVersionBefore("keys_broken_off");
        try (Connection tills = connect("keys_broken_off");
                Database database = database("keys_broken_off");
                Statement statement = tills.createStatement()) {
            BuildBefore before = new BuildBefore(tills);
            before.open(MERCHANT);
            before.sell(MERCHANT, 1);
            tills.setAutoCommit(true);
            statement.execute("""
                    create table "AuditEntry_key" (id bigint)""");
            assertThat(catchThrowable(database::migrate)).isNotNull();
            statement.execute("""
                    drop table "AuditEntry_key"
                    """);

            database.migrate();

            assertThat(database.schemaVersions(database.schemaNeeded()).fit()).isEqualTo(Fit.CURRENT);
            assertThat(count(tills, "SaleOrderItemAdd", "merchantId = " + MERCHANT))
                    .isEqualTo(1);
        }
    }

    // STORE-12
    @Test
    void whatLacksTheMerchantIsFound() throws Exception {
        fresh("keys_found");
        try (Database database = database("keys_found");
                Connection looking = connect("keys_found");
                Statement statement = looking.createStatement()) {
            database.migrate();
            assertThat(Keys.withoutMerchant(looking)).contains("""
                            "SaleOrder" is unique without the merchant first: SaleOrder_pk""");
            database.contract();
            database.contract();
            assertThat(Keys.withoutMerchant(looking)).isEmpty();

            statement.execute("""
                    create table sale."Stray" (
                      id bigint constraint "Stray_uq" unique,
                      merchantId bigint,
                      orderId bigint,
                      constraint "Stray_order_fk" foreign key (orderId, merchantId) references sale."SaleOrder" (id, merchantId)
                    )
                    """);

            assertThat(Keys.withoutMerchant(looking))
                    .containsExactlyElementsOf("""
                            "Stray" has no merchantId bigint not null
                            "Stray" has no primary key
                            "Stray" is unique without the merchant first: Stray_uq
                            "Stray" refers without the merchant on both sides: Stray_order_fk
                            """.lines().toList());
        }
    }
}
