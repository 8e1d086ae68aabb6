package nx.sale.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nx.sale.application.report.FoldSales;
import nx.sale.dev.LocalPostgres;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.TradingDays;
import nx.sale.kit.Stack;
import nx.sale.postgres.report.PostgresReports;
import nx.sale.postgres.report.PostgresSalesExceptions;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.sql.Database;
import nx.sale.postgres.sql.Gate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.PostgresUrl;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports over many orders of forty merchants say what the raw rows say, and take their sums from an index. Told beside one index-only
 * aggregate over the daily sums and beside the same question asked of the raw rows, alternated in one run. {@code ops/bench/reports.sh}
 * does so with a million orders.
 */
class ManyOrdersReportsTest {
    private static final int ORDERS = Integer.getInteger("reports.orders", 30_000);
    private static final int MERCHANTS = 40;
    private static final int PAIRS = Integer.getInteger("reports.pairs", 1);
    private static final long FIRST = 900_000_000_000L;
    private static final LocalDate YEAR = LocalDate.parse("2015-01-01");
    private static final TradingDays MARCH =
            new TradingDays(LocalDate.parse("2015-03-01"), LocalDate.parse("2015-03-31"));
    private static final MerchantId MERCHANT = new MerchantId(FIRST + 7);

    @TempDir
    static Path folder;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;
    private static Jdbi jdbi;
    private static Reads reads;
    private static PostgresReports reports;

    @BeforeAll
    static void loaded() {
        postgres = LocalPostgres.start(folder, 0);
        PostgresUrl url = PostgresUrl.of(postgres.url());
        try (Database database = new Database(new Database.Access(
                url.jdbc(), url.user().orElseThrow(), url.password().orElse(""), 2, Duration.ofSeconds(5)))) {
            database.migrate();
        }
        pool = Stack.pool(postgres.url());
        jdbi = Database.jdbi(pool);
        reads = new Reads(jdbi);
        reports = new PostgresReports(reads, Clock.systemUTC());
        load();
        fold();
    }

    private static void fold() {
        long start = System.nanoTime();
        new FoldSales(
                        new PostgresUnitOfWork(jdbi, new Gate(10, Duration.ofSeconds(5))),
                        new PostgresSalesFolding(new Reads(jdbi), () -> 0),
                        Clock.systemUTC())
                .handle(new FoldSales.Command(10_000, Integer.MAX_VALUE));
        System.out.printf(
                "reports folded %d orders, %.0f a second%n", ORDERS, ORDERS * 1e9 / (System.nanoTime() - start));
        sql("vacuum analyze");
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        pool.close();
        postgres.close();
    }

    private static List<String> sql(String query) {
        return Stack.sql(postgres.url(), query);
    }

    private static void load() {
        sql("""
                insert into "SaleOrder"
                       (id, merchantId, saleChannelId, deviceId, orderNumber, slug, orderType, currency, exchangeRate, name, status,
                        draftAt, processingAt, completedAt, subtotal, discount, tax, rounding, total, paid, received, paidItemIds,
                        businessDate, paymentSequence, changedSequence, createdAt, createdBy, modifiedAt, modifiedBy, revision)
                select %1$d + g, %1$d + g %% %2$d, 1, 'till', 'b' || g, 'b' || g, 'DINE_IN', 'VND', 1, 'b' || g, 'COMPLETED',
                       at, at, at, 2000, 0, 160, 0, 2160, 2160, 2160, '{}', at::date, 1, 3, at, 'user:' || g %% 9, at, 'x', 4
                  from (select g, timestamptz '%4$s 05:00Z' + (g / %2$d %% 365) * interval '1 day' as at
                          from generate_series(1, %3$d) g) orders
                """.formatted(FIRST, MERCHANTS, ORDERS, YEAR));
        sql("""
                insert into "SaleOrderItem"
                       (id, merchantId, saleOrderId, itemType, itemId, mode, perLead, currency, heldPrice, basePrice, unitPrice, discount,
                        manualDiscount, adjustments, tax, quantity, total, modifiers, name, categoryId, categoryName, seat, course, mergeKey, createdAt, createdBy,
                        modifiedAt, modifiedBy, revision)
                select %1$d + 2 * g + n, %1$d + g %% %2$d, %1$d + g, 'PRODUCT_VARIANT', dish, 'PRODUCT', 0, 'VND', 1000, 1000, 1000, given, given,
                       case given when 0 then '[]' else jsonb_build_array(jsonb_build_object('id', 2 * g + n, 'kind', 'PERCENT',
                         'value', '10', 'by', 'user:' || g %% 3, 'at', '2015-01-01T00:00:00Z')) end,
                       80, 1, 1000, '[]', 'Dish ' || dish, 'c' || dish %% 5, 'Category ' || dish %% 5, 0, 0, 'k' || n, now(), 'x',
                       now(), 'x', 1
                  from (select g, n, (g / %2$d * 7 + n * 13) %% 40 as dish, case when g / %2$d %% 7 = n then 100 else 0 end as given
                          from generate_series(1, %3$d) g cross join generate_series(0, 1) n) lines
                """.formatted(FIRST, MERCHANTS, ORDERS));
        sql("""
                insert into "AuditEntry" (id, merchantId, saleOrderId, action, actor, reason, requestId, details, createdAt)
                select %1$d + 2 * g + n, %1$d + g %% %2$d, %1$d + g,
                       case when n = 0 then 'CHECKED_OUT' when g / %2$d %% 20 = 3 then 'CANCELLED' else 'COMPLETED' end,
                       'user:' || g %% 3, 'r' || g %% 2, 'q' || g, '{}',
                       timestamptz '%4$s 05:00Z' + (g / %2$d %% 365) * interval '1 day'
                  from generate_series(1, %3$d) g cross join generate_series(0, 1) n
                """.formatted(FIRST, MERCHANTS, ORDERS, YEAR));
        sql("insert into SalesUnfolded select id, merchantId, completedAt from SaleOrder where id > " + FIRST);
        sql("vacuum analyze");
    }

    private static final String RANGE =
            " where merchantId = :merchant and businessDate between date '2015-03-01' and date '2015-03-31' ";

    private static final Sql SUMS = Sql.of("""
                    select currency, sum(orders), sum(subtotal), sum(discount), sum(tax), sum(rounding), sum(total)
                      from "SalesDay" %s group by currency
                    """.formatted(RANGE));
    private static final Sql PRODUCT_SUMS = Sql.of("""
                    select currency, product, categoryId, sum(quantity), sum(subtotal), sum(discount), sum(tax)
                      from "SalesDayProduct" %s group by currency, product, categoryId
                    """.formatted(RANGE));
    private static final Sql RAW = Sql.of("""
                    select currency, count(*) as orders, sum(subtotal) as subtotal, sum(discount), sum(tax) as tax,
                           sum(rounding), sum(total) as total
                      from "SaleOrder" %s and status = 'COMPLETED' and deletedAt is null group by currency
                    """.formatted(RANGE));
    private static final Sql RAW_PRODUCTS = Sql.of("""
                    select l.currency, l.itemId, l.categoryId, max(l.name), sum(l.quantity) as quantity,
                           sum(l.total) as subtotal, sum(l.discount), sum(l.tax)
                      from "SaleOrder" o join "SaleOrderItem" l on l.saleOrderId = o.id and l.deletedAt is null
                     where o.merchantId = :merchant and o.businessDate between date '2015-03-01' and date '2015-03-31'
                       and o.status = 'COMPLETED' and o.deletedAt is null
                     group by l.currency, l.itemId, l.categoryId
                    """);

    private int asked(Sql sql) {
        return reads.list(sql.bind("merchant", MERCHANT.value()), row -> 1).size();
    }

    /** Median nanoseconds of so many calls. */
    private static long median(int calls, Runnable call) {
        long[] times = new long[calls];
        for (int number = 0; number < calls; number++) {
            long start = System.nanoTime();
            call.run();
            times[number] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[calls / 2];
    }

    private void compare(String what, Runnable baseline, Runnable ours, Runnable raw) {
        double[] toBaseline = new double[PAIRS];
        double[] toRaw = new double[PAIRS];
        for (int pair = -1; pair < PAIRS; pair++) {
            long aggregate = median(200, baseline);
            long report = median(200, ours);
            long naive = median(5, raw);
            if (pair >= 0) {
                toBaseline[pair] = (double) report / aggregate;
                toRaw[pair] = (double) naive / report;
                System.out.printf(
                        "reports %s pair %d: %.2f x one index-only aggregate (%.2f ms), the raw rows take %.1f x as long%n",
                        what, pair + 1, toBaseline[pair], aggregate / 1e6, toRaw[pair]);
            }
        }
        Arrays.sort(toBaseline);
        Arrays.sort(toRaw);
        System.out.printf(
                "reports %s medians: %.2f x one index-only aggregate (wanted: 3), raw rows %.1f x%n",
                what, toBaseline[PAIRS / 2], toRaw[PAIRS / 2]);
    }

    private static String plain(BigDecimal... amounts) {
        return Stream.of(amounts)
                .map(amount -> amount.setScale(4).toPlainString())
                .collect(Collectors.joining("|"));
    }

    @Test
    void theySayWhatTheRowsSay() {
        assertThat(reports.summary(MERCHANT, List.of(MARCH)).rows())
                .extracting(month -> month.orders() + "|"
                        + plain(month.amounts().subtotal(), month.amounts().tax(), month.total()))
                .isEqualTo(reads.list(
                        RAW.bind("merchant", MERCHANT.value()),
                        row -> row.getLong("orders") + "|"
                                + plain(
                                        row.getBigDecimal("subtotal"),
                                        row.getBigDecimal("tax"),
                                        row.getBigDecimal("total"))));
        assertThat(reports.byProduct(MERCHANT, List.of(MARCH), Optional.empty()).rows())
                .hasSizeGreaterThan(30)
                .extracting(product -> product.itemId().orElseThrow() + "|"
                        + plain(product.quantity(), product.amounts().subtotal()))
                .containsExactlyInAnyOrderElementsOf(reads.list(
                        RAW_PRODUCTS.bind("merchant", MERCHANT.value()),
                        row -> row.getLong("itemId") + "|"
                                + plain(row.getBigDecimal("quantity"), row.getBigDecimal("subtotal"))));
    }

    @Test
    void sumsAreReadFromAnIndex() {
        for (String sums : List.of(
                "sum(total) from SalesDay",
                "sum(quantity), sum(dishes), sum(subtotal), sum(discount), sum(charge), sum(tax) from SalesDayProduct")) {
            assertThat(sql("explain select currency, " + sums + RANGE.replace(":merchant", MERCHANT.toString())
                                    + " group by currency")
                            .toString())
                    .contains("Index Only Scan");
        }
    }

    // REPORT-8
    @Test
    void discountsAreReadFromTheItemsThatHaveSome() {
        String completed = " where o.merchantId = " + MERCHANT + " and o.status = 'COMPLETED' and o.deletedAt is null"
                + " and o.businessDate between date '2015-03-01' and date '2015-03-31'";
        String items = " from SaleOrder o join SaleOrderItem l on l.merchantId = " + MERCHANT
                + " and l.saleOrderId = o.id and l.deletedAt is null and l.adjustments <> '[]'" + completed;

        assertThat(reports.discounts(MERCHANT, MARCH).rows())
                .hasSize(3)
                .extracting(row -> row.givenBy() + "|" + row.orders() + "|" + plain(row.amount()))
                .containsExactlyInAnyOrderElementsOf(sql("select l.adjustments->0->>'by', count(distinct o.id),"
                        + " sum(l.manualDiscount) " + items + " group by 1"));
        assertThat(sql("explain select l.id" + items).toString()).contains("SaleOrderItem_given_ix");
    }

    // REPORT-10
    @Test
    void exceptionsAreReadFromTheEntriesThatAreSome() {
        String entries = " from AuditEntry where merchantId = " + MERCHANT
                + " and createdAt >= '2015-03-01 00:00Z' and createdAt < '2015-04-01 00:00Z'"
                + " and action in ('APPROVED', 'CANCELLED', 'CHECK_WRITTEN_OFF', 'COMPLETED_BY_HAND', 'ITEMS_CHANGED',"
                + " 'ITEMS_REMOVED', 'KITCHEN_ITEM_VOIDED', 'NO_SALE', 'RETURNED')"
                + " and (reason is not null or action not in ('ITEMS_CHANGED', 'ITEMS_REMOVED'))";

        assertThat(new PostgresSalesExceptions(reads, Clock.systemUTC())
                        .list(
                                MERCHANT,
                                MARCH,
                                Instant.parse("2015-03-01T00:00:00Z"),
                                Instant.parse("2015-04-01T00:00:00Z"))
                        .rows())
                .filteredOn(row -> row.kind() == SalesExceptions.Deeds.Kind.CANCELLATION)
                .isNotEmpty()
                .extracting(row ->
                        row.person() + "|" + row.reason().orElseThrow() + "|" + row.count() + "|" + plain(row.amount()))
                .containsExactlyInAnyOrderElementsOf(
                        sql("select actor, reason, count(*), count(*) * 2160.0000" + entries + " group by 1, 2"));
        assertThat(sql("explain select id" + entries).toString()).contains("AuditEntry_exceptions_ix");
    }

    @Test
    void compared() {
        compare("month summary", () -> asked(SUMS), () -> reports.summary(MERCHANT, List.of(MARCH)), () -> asked(RAW));
        compare(
                "by product",
                () -> asked(PRODUCT_SUMS),
                () -> reports.byProduct(MERCHANT, List.of(MARCH), Optional.empty()),
                () -> asked(RAW_PRODUCTS));
        assertThat(asked(PRODUCT_SUMS)).isEqualTo(asked(RAW_PRODUCTS));
    }
}
