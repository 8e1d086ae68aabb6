package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nx.sale.application.report.FoldSales;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.shared.MerchantId;
import nx.sale.postgres.report.PostgresReports;
import nx.sale.postgres.report.PostgresSalesFolding;
import nx.sale.postgres.shared.Database;
import nx.sale.postgres.shared.OrderGate;
import nx.sale.postgres.shared.PgUnitOfWork;
import nx.sale.postgres.shared.Reads;
import nx.sale.postgres.shared.Sql;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Reports over many orders of forty merchants, beside one index-only aggregate over the daily sums and beside the same question asked of
 * the raw rows, alternated in one run. Not part of the test suite: {@code ops/bench/reports.sh} runs it.
 */
class ReportsBench {
    private static final int ORDERS = Integer.getInteger("reports.orders", 1_000_000);
    private static final int MERCHANTS = 40;
    private static final int PAIRS = 7;
    private static final long FIRST = 900_000_000_000L;
    private static final LocalDate YEAR = LocalDate.parse("2015-01-01");
    private static final TradingDays MARCH =
            new TradingDays(LocalDate.parse("2015-03-01"), LocalDate.parse("2015-03-31"));
    private static final MerchantId MERCHANT = new MerchantId(FIRST + 7);

    private final Jdbi jdbi = Database.jdbi(Stack.pool());
    private final Reads reads = new Reads(jdbi);
    private final PostgresReports reports = new PostgresReports(reads, Clock.systemUTC());

    private static void load() {
        Stack.sql("""
                insert into "SaleOrder"
                       (id, merchantId, saleChannelId, deviceId, orderNumber, slug, orderType, currency, exchangeRate, name, status,
                        draftAt, processingAt, completedAt, subtotal, discount, tax, rounding, total, paid, received, paidItemIds,
                        businessDate, paymentSequence, changedSequence, createdAt, createdBy, modifiedAt, modifiedBy, revision)
                select %1$d + g, %1$d + g %% %2$d, 1, 'till', 'b' || g, 'b' || g, 'DINE_IN', 'VND', 1, 'b' || g, 'COMPLETED',
                       at, at, at, 2000, 0, 160, 0, 2160, 2160, 2160, '{}', at::date, 1, 3, at, 'user:' || g %% 9, at, 'x', 4
                  from (select g, timestamptz '%4$s 05:00Z' + (g / %2$d %% 365) * interval '1 day' as at
                          from generate_series(1, %3$d) g) orders
                """.formatted(FIRST, MERCHANTS, ORDERS, YEAR));
        Stack.sql("""
                insert into "SaleOrderItem"
                       (id, merchantId, saleOrderId, itemType, itemId, mode, perLead, currency, heldPrice, basePrice, unitPrice, discount,
                        tax, quantity, total, modifiers, name, categoryId, categoryName, seat, course, mergeKey, createdAt, createdBy,
                        modifiedAt, modifiedBy, revision)
                select %1$d + 2 * g + n, %1$d + g %% %2$d, %1$d + g, 'PRODUCT_VARIANT', dish, 'PRODUCT', 0, 'VND', 1000, 1000, 1000, 0,
                       80, 1, 1000, '[]', 'Dish ' || dish, 'c' || dish %% 5, 'Category ' || dish %% 5, 0, 0, 'k' || n, now(), 'x',
                       now(), 'x', 1
                  from (select g, n, (g / %2$d * 7 + n * 13) %% 40 as dish
                          from generate_series(1, %3$d) g cross join generate_series(0, 1) n) lines
                """.formatted(FIRST, MERCHANTS, ORDERS));
        Stack.sql("insert into \"SalesUnfolded\" select id, merchantId, completedAt from \"SaleOrder\" where id > "
                + FIRST);
        Stack.sql("vacuum analyze");
    }

    private static final String RANGE =
            " where merchantId = :merchant and businessDate between date '2015-03-01' and date '2015-03-31' ";

    private static final Sql SUMS =
            Sql.of("select currency, sum(orders), sum(subtotal), sum(discount), sum(tax), sum(rounding),"
                    + " sum(total) from \"SalesDay\"" + RANGE + "group by currency");
    private static final Sql PRODUCT_SUMS =
            Sql.of("select currency, product, categoryId, sum(quantity), sum(subtotal), sum(discount), sum(tax)"
                    + " from \"SalesDayProduct\"" + RANGE + "group by currency, product, categoryId");
    private static final Sql RAW =
            Sql.of("select currency, count(*), sum(subtotal), sum(discount), sum(tax), sum(rounding),"
                    + " sum(total) from \"SaleOrder\"" + RANGE
                    + "and status = 'COMPLETED' and deletedAt is null group by currency");
    private static final Sql RAW_PRODUCTS = Sql.of(
            "select l.currency, l.itemId, l.categoryId, max(l.name), sum(l.quantity),"
                    + " sum(l.total), sum(l.discount), sum(l.tax) from \"SaleOrder\" o join \"SaleOrderItem\" l on l.saleOrderId = o.id"
                    + " and l.deletedAt is null where o.merchantId = :merchant and o.businessDate between date '2015-03-01' and date"
                    + " '2015-03-31' and o.status = 'COMPLETED' and o.deletedAt is null group by l.currency, l.itemId, l.categoryId");

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

    @Test
    void compare() {
        load();
        long start = System.nanoTime();
        new FoldSales(
                        new PgUnitOfWork(jdbi, new OrderGate(10, Duration.ofSeconds(5))),
                        new PostgresSalesFolding(),
                        Clock.systemUTC())
                .handle(new FoldSales.Command(10_000, Integer.MAX_VALUE));
        System.out.printf(
                "reports folded %d orders, %.0f a second%n", ORDERS, ORDERS * 1e9 / (System.nanoTime() - start));
        Stack.sql("vacuum analyze");
        assertThat(reports.summary(MERCHANT, List.of(MARCH)).rows())
                .singleElement()
                .satisfies(month -> assertThat(month.orders())
                        .isEqualTo(Long.parseLong(Stack.sql("select count(*) from \"SaleOrder\" where merchantId = "
                                        + MERCHANT.value()
                                        + " and businessDate between '2015-03-01' and '2015-03-31'")
                                .getFirst())));
        assertThat(Stack.sql("explain select sum(total) from \"SalesDay\" where merchantId = " + MERCHANT.value()
                                + " and businessDate between '2015-03-01' and '2015-03-31'")
                        .toString())
                .contains("Index Only Scan");

        compare("month summary", () -> asked(SUMS), () -> reports.summary(MERCHANT, List.of(MARCH)), () -> asked(RAW));
        compare(
                "by product",
                () -> asked(PRODUCT_SUMS),
                () -> reports.byProduct(MERCHANT, List.of(MARCH), Optional.empty()),
                () -> asked(RAW_PRODUCTS));
        assertThat(asked(PRODUCT_SUMS)).isEqualTo(40);
    }
}
