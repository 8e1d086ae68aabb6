package nx.sale.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Database.Contraction;
import nx.sale.postgres.sql.Database.SchemaVersions.Fit;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database of the version before takes the keys by merchant while the build before sells on it (decision 0050). */
class KeysByMerchantTest {
    private static final Logger log = LoggerFactory.getLogger(KeysByMerchantTest.class);
    private static final long MERCHANT = 70_001;
    private static final int ORDERS = Integer.getInteger("keys.orders", 500);
    private static final int TILLS = Integer.getInteger("keys.tills", 2);
    private static final AtomicLong ids = new AtomicLong(4_000_000_000L);

    static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(TestDatabase.url(database) + "&currentSchema=sale,allocation,public");
    }

    static Database database(String name) {
        return new Database(TestDatabase.access(TestDatabase.url(name), 2));
    }

    static void ofTheVersionBefore(String name) throws SQLException {
        TestDatabase.fresh(name);
        Flyway.configure()
                .dataSource(TestDatabase.url(name), null, null)
                .schemas("sale", "allocation")
                .defaultSchema("sale")
                .locations("classpath:db/migration")
                .target(Long.toString(BuildBefore.SCHEMA))
                .load()
                .migrate();
    }

    private static long count(Connection connection, String what) throws SQLException {
        return number(connection, "select count(*) from " + what);
    }

    private static long sum(Connection connection, String column, String what) throws SQLException {
        return number(connection, "select cast(sum(" + column + ") as bigint) from " + what);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(quoted(sql))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Tables need no quotes in what is asked here. */
    private static String quoted(String sql) {
        return sql.replaceAll("\\b[A-Z][a-z]\\w+", '"' + "$0" + '"');
    }

    /** Replicas that bring the schema with their start, on a database that nobody used. */
    @Test
    void aNewDatabaseTakesTheSchemaOnce_whoeverBringsIt() throws Exception {
        String name = "keys_at_once";
        TestDatabase.fresh(name);
        try (Database one = database(name);
                Database other = database(name)) {
            CompletableFuture<Integer> first = CompletableFuture.supplyAsync(one::migrate);
            CompletableFuture<Integer> second = CompletableFuture.supplyAsync(other::migrate);

            assertThat(List.of(first.join(), second.join())).contains(0).anyMatch(steps -> steps > 0);
            assertThat(one.contract()).isEqualTo(Contraction.CONTRACTED);
            try (Connection connection = connect(name)) {
                assertThat(Keys.withoutMerchant(connection)).isEmpty();
            }
        }
    }

    // STORE-12, STORE-13, OUTBOX-14
    @Test
    void databaseOfTheVersionBeforeTakesTheKeysWhileItSells() throws Exception {
        String name = "keys_beside_sales";
        ofTheVersionBefore(name);
        try (Connection connection = connect(name);
                Database database = database(name)) {
            BuildBefore before = new BuildBefore(connection);
            for (int till = 0; till < TILLS; till++) {
                before.open(MERCHANT + till);
            }
            before.fill(MERCHANT, TILLS, ORDERS);

            long sold = whileTillsSell(name, "added", BuildBefore::sell, database::migrate);

            before.sell(MERCHANT, ids.incrementAndGet());
            sold++;
            assertThat(count(connection, "SaleOrder")).isEqualTo(ORDERS + sold);
            assertThat(count(connection, """
                            SaleOrderItemAdd a join SaleOrder o on o.id = a.saleOrderId where o.merchantId = a.merchantId
                            """)).isEqualTo(3L * ORDERS + sold);
            assertThat(count(connection, """
                            Outbox where merchantId = cast(coalesce(cast(body as jsonb) ->> 'merchantId', split_part(key, ':', 1)) as bigint)
                            """)).isEqualTo(ORDERS / 10 + 2 * sold);
            assertThat(sum(connection, "payments", "PosSessionTender where merchantId = posSessionId"))
                    .isEqualTo(sold);
            assertThat(sum(connection, "orders", "PosSessionSales where merchantId = posSessionId"))
                    .isEqualTo(sold);
            assertThat(sum(connection, "quantity", "SalesDayProduct where categoryKey = coalesce(categoryId, '')"))
                    .isEqualTo(2 * sold);
            assertThat(count(connection, "PaymentEvent where merchantId is not null"))
                    .isEqualTo(sold);
            assertThat(count(connection, "PaymentEvent")).isEqualTo(sold);
            assertThat(count(connection, "PaymentEventUnowned where outcome = 'PARKED'"))
                    .isEqualTo(sold);

            assertThat(database.schemaVersions(BuildBefore.SCHEMA).fit()).isEqualTo(Fit.NEWER);
            assertThat(database.contract()).isEqualTo(Contraction.ANNOUNCED);
            assertThat(database.schemaVersions(BuildBefore.SCHEMA).fit()).isEqualTo(Fit.TOO_NEW);
            before.sell(MERCHANT, ids.incrementAndGet());
            before.leases(Duration.ofMinutes(1));
            assertThat(database.contract()).isEqualTo(Contraction.OLDER_THERE);
            before.sell(MERCHANT, ids.incrementAndGet());
            before.leases(Duration.ZERO);

            long messages = count(connection, "Outbox");
            sold = whileTillsSell(
                    name,
                    "contracted",
                    BuildBefore::sellKeyed,
                    () -> assertThat(database.contract()).isEqualTo(Contraction.CONTRACTED));
            before.sellKeyed(MERCHANT, ids.incrementAndGet());

            assertThat(count(connection, "Outbox")).isEqualTo(messages + sold + 1);
            assertThat(count(connection, "OutboxBefore")).isBetween(messages, messages + sold);
            assertThat(number(connection, "select max(position) from OutboxBefore"))
                    .isLessThan(number(connection, "select min(position) from Outbox where day <> -1"));
            assertThat(Keys.withoutMerchant(connection)).isEmpty();
            assertThat(database.contract()).isEqualTo(Contraction.CONTRACTED);
            assertThat(database.schemaVersions(database.schemaNeeded()).fit()).isEqualTo(Fit.CURRENT);
        }
    }

    /** What is done while tills sell; no sale may fail. Returns how many were sold. */
    private static long whileTillsSell(String database, String what, Till.Sale sale, Runnable work) {
        AtomicLong sold = new AtomicLong();
        List<Till> tills = IntStream.range(0, TILLS)
                .mapToObj(number -> new Till(database, MERCHANT + number, sold, sale))
                .toList();
        await().until(() -> sold.get() > 10L * TILLS);
        long begun = System.nanoTime();
        work.run();
        long took = System.nanoTime() - begun;
        long longest = tills.stream().mapToLong(Till::closed).max().orElseThrow();
        log.atInfo().log(
                "keys {} beside {} orders: {} ms, {} tills sold {} meanwhile, the longest sale took {} ms",
                what,
                ORDERS,
                took / 1_000_000,
                TILLS,
                sold,
                longest / 1_000_000);
        return sold.get();
    }

    /** Sells one order after the other until it is closed. */
    private static final class Till {
        interface Sale {
            void sell(BuildBefore build, long merchant, long id) throws SQLException;
        }

        private final AtomicBoolean open = new AtomicBoolean(true);
        private final CompletableFuture<Long> longest;

        Till(String database, long merchant, AtomicLong sold, Sale sale) {
            longest = CompletableFuture.supplyAsync(
                    () -> {
                        try (Connection connection = connect(database)) {
                            return selling(new BuildBefore(connection), merchant, sold, sale);
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    run -> Thread.ofVirtual().start(run));
        }

        private long selling(BuildBefore build, long merchant, AtomicLong sold, Sale sale) throws SQLException {
            long most = 0;
            while (open.get()) {
                long begun = System.nanoTime();
                sale.sell(build, merchant, ids.incrementAndGet());
                most = Math.max(most, System.nanoTime() - begun);
                sold.incrementAndGet();
            }
            return most;
        }

        /** How long its longest sale took; fails when one failed. */
        long closed() {
            open.set(false);
            return longest.join();
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
            statement.execute(quoted("create table AuditEntry_key (id bigint)"));
            assertThat(catchThrowable(database::migrate)).isNotNull();
            statement.execute(quoted("drop table AuditEntry_key"));

            database.migrate();

            assertThat(database.schemaVersions(database.schemaNeeded()).fit()).isEqualTo(Fit.CURRENT);
            assertThat(count(tills, "SaleOrderItemAdd where merchantId = " + MERCHANT))
                    .isEqualTo(1);
        }
    }

    // STORE-12
    @Test
    void everyKeyHoldsTheMerchant_inANewDatabase() throws Exception {
        TestDatabase.get();
        try (Connection looking = DriverManager.getConnection(TestDatabase.url())) {
            assertThat(Keys.withoutMerchant(looking)).isEmpty();
        }
    }

    // STORE-12
    @Test
    void whatLacksTheMerchantIsFound() throws Exception {
        ofTheVersionBefore("keys_found");
        try (Database database = database("keys_found");
                Connection looking = connect("keys_found");
                Statement statement = looking.createStatement()) {
            database.migrate();
            assertThat(Keys.withoutMerchant(looking))
                    .contains("SaleOrder is unique without the merchant first: SaleOrder_pk");
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
                    .containsExactly(
                            "Stray has no merchantId bigint not null",
                            "Stray has no primary key",
                            "Stray is unique without the merchant first: Stray_uq",
                            "Stray refers without the merchant on both sides: Stray_order_fk");
        }
    }
}
