package nx.sale.postgres.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.StationId;
import nx.sale.domain.report.Report;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Rejected;
import nx.sale.postgres.sql.NaturalOrder;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/**
 * Each report is one statement, so its rows are of one moment. What is sold and of which product comes from the daily sums and from what is
 * not folded into them yet; the rest from the orders themselves.
 */
public final class PostgresReports implements SalesReports {
    /** A payment is booked within this time of the moment it bears, or not at all: locks and statements time out long before. */
    private static final Duration BOOKED_WITHIN = Duration.ofSeconds(30);

    /** The completed orders of the days, as {@code sold}. */
    private static final String SOLD = """
            with sold as (
              select id, businessDate, completedAt, createdBy, currency, guestCount, subtotal, discount, charge, tax, rounding, total,
                     received
                from "SaleOrder"
               where merchantId = :merchant and status = 'COMPLETED' and deletedAt is null
                 and businessDate between cast(:from as date) and cast(:to as date)
            )
            """;

    /** The completed orders of the days that are not folded yet, as {@code recent}. */
    static final String RECENT = """
            with recent as (
              select o.*
                from "SalesUnfolded" u
                join "SaleOrder" o on o.merchantId = :merchant and o.id = u.saleOrderId
               where u.merchantId = :merchant and o.businessDate between cast(:from as date) and cast(:to as date)
            )
            """;

    /** The periods, as {@code periods}. */
    static final String PERIODS = """
            periods as (
              select * from unnest(cast(:starts as date[]), cast(:ends as date[])) as p (starts, ends)
            )
            """;

    /** Every currency the merchant sells in or sold in, as {@code currencies}. */
    private static final String CURRENCIES = """
            currencies as (
              select currency from "SaleChannel" where merchantId = :merchant and deletedAt is null
               union
              select currency from sold
            )
            """;

    /** A report is held whole, as rows and as text. */
    private static final int ROWS = 100_000;

    static final String LIMIT = " limit " + (ROWS + 1);

    private final Reads reads;
    private final Clock clock;

    public PostgresReports(Reads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    <R> Report<R> report(MerchantId merchant, Sql.Bound statement, Rows.Reader<R> reader) {
        Instant through = clock.instant().minus(BOOKED_WITHIN);
        List<R> rows = reads.reports(merchant).list(statement, reader);
        if (rows.size() > ROWS) {
            throw new Rejected(new RequestError.ListTooCostly());
        }
        return new Report<>(rows, through);
    }

    static Sql.Bound bound(Sql sql, MerchantId merchant, TradingDays days) {
        return sql.bind("merchant", merchant.value())
                .bind("from", days.from().toString())
                .bind("to", days.to().toString());
    }

    private static Sql.Bound bound(Sql sql, MerchantId merchant, List<TradingDays> periods) {
        return bound(
                        sql,
                        merchant,
                        new TradingDays(
                                periods.getFirst().from(), periods.getLast().to()))
                .bind(
                        "starts",
                        periods.stream().map(days -> days.from().toString()).toList())
                .bind("ends", periods.stream().map(days -> days.to().toString()).toList());
    }

    static TradingDays days(ResultSet row) throws SQLException {
        return new TradingDays(row.getObject("starts", LocalDate.class), row.getObject("ends", LocalDate.class));
    }

    private static CurrencyCode currency(ResultSet row) throws SQLException {
        return new CurrencyCode(row.getString("currency"));
    }

    static Amounts amounts(ResultSet row) throws SQLException {
        return new Amounts(
                currency(row),
                row.getBigDecimal("subtotal"),
                row.getBigDecimal("discount"),
                row.getBigDecimal("charge"),
                row.getBigDecimal("tax"),
                new Returned(
                        row.getBigDecimal("returnedQuantity"),
                        row.getBigDecimal("returns"),
                        row.getBigDecimal("returnedTax")));
    }

    private static final Sql SUMMARY = Sql.of(RECENT + "," + PERIODS + """
            , sold as (
              select businessDate, currency, orders, guests, subtotal, discount, charge, tax, rounding, total, 0 as cashRounding, 0 as tips,
                     0 as returns, 0 as returnedTax, 0 as returnedTotal
                from "SalesDay"
               where merchantId = :merchant and businessDate between cast(:from as date) and cast(:to as date)
               union all
              select businessDate, currency, 1, guestCount, subtotal, discount, charge, tax, rounding, total, 0, 0, 0, 0, 0
                from recent
               union all
              select businessDate, currency, 0, 0, 0, 0, 0, 0, 0, 0, case kind when 'TIP' then 0 else amount end,
                     case kind when 'TIP' then amount else 0 end, 0, 0, 0
                from "SalesEntry" where merchantId = :merchant and businessDate between cast(:from as date) and cast(:to as date)
               union all
              select businessDate, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, subtotal - discount + charge, tax, total
                from "SaleReturn"
               where merchantId = :merchant and businessDate between cast(:from as date) and cast(:to as date)
            ),
            """ + CURRENCIES + """
            select p.starts, p.ends, c.currency, coalesce(sum(d.orders), 0) as orders, coalesce(sum(d.guests), 0) as guests,
                   coalesce(sum(d.subtotal), 0) as subtotal, coalesce(sum(d.discount), 0) as discount,
                   coalesce(sum(d.charge), 0) as charge, coalesce(sum(d.tax), 0) as tax, coalesce(sum(d.rounding), 0) as rounding,
                   coalesce(sum(d.total), 0) as total, coalesce(sum(d.cashRounding), 0) as cashRounding,
                   coalesce(sum(d.tips), 0) as tips, 0 as returnedQuantity, coalesce(sum(d.returns), 0) as returns,
                   coalesce(sum(d.returnedTax), 0) as returnedTax, coalesce(sum(d.returnedTotal), 0) as returnedTotal
              from periods p
             cross join currencies c
              left join sold d on d.currency = c.currency and d.businessDate between p.starts and p.ends
             group by p.starts, p.ends, c.currency
             order by p.starts, c.currency
            """);

    @Override
    public Report<Period> summary(MerchantId merchant, List<TradingDays> periods) {
        return report(
                merchant,
                bound(SUMMARY, merchant, periods),
                row -> new Period(
                        days(row),
                        row.getLong("orders"),
                        row.getLong("guests"),
                        amounts(row),
                        row.getBigDecimal("rounding"),
                        row.getBigDecimal("total"),
                        row.getBigDecimal("returnedTotal"),
                        new Beside(row.getBigDecimal("cashRounding"), row.getBigDecimal("tips"))));
    }

    @Override
    public Report<Product> byProduct(MerchantId merchant, List<TradingDays> periods, Optional<String> category) {
        return report(
                merchant,
                bound(ProductRows.BY_PRODUCT, merchant, periods).bind("category", category.orElse(null)),
                ProductRows::product);
    }

    @Override
    public Report<Category> byCategory(MerchantId merchant, List<TradingDays> periods) {
        return report(merchant, bound(ProductRows.BY_CATEGORY, merchant, periods), ProductRows::category);
    }

    private static final Sql BY_TENDER = Sql.of(SOLD + """
            , attempts as (
              select a.saleOrderId, a.method, o.currency, a.amount
                from sold o
                join "PaymentAttempt" a on a.merchantId = :merchant and a.saleOrderId = o.id and a.status = 'SUCCESS'
            ),
            tendered as (
              select method, currency, count(*) as payments, sum(amount) as amount
                from attempts
               group by method, currency
               union all
              select null, o.currency, 0, sum(o.received - coalesce(a.amount, 0))
                from sold o
                left join (select saleOrderId, sum(amount) as amount from attempts group by saleOrderId) a
                  on a.saleOrderId = o.id
               group by o.currency
              having sum(o.received - coalesce(a.amount, 0)) <> 0
            )
            select * from tendered order by amount desc, method
            """);

    @Override
    public Report<Tendered> byTender(MerchantId merchant, TradingDays days) {
        return report(
                merchant,
                bound(BY_TENDER, merchant, days),
                row -> new Tendered(
                        Rows.optionalText(row, "method"),
                        currency(row),
                        row.getLong("payments"),
                        row.getBigDecimal("amount")));
    }

    /** The zone's rules are Java's, as for trading days: to PostgreSQL {@code UTC+7} lies in the west. */
    private static final Sql BY_HOUR = Sql.of(SOLD + "," + CURRENCIES + """
            , clocks as (
              select begins, coalesce(lead(begins) over (order by begins), 'infinity') as ends, ahead
                from unnest(cast(:begins as timestamptz[]), cast(:ahead as interval[])) as z (begins, ahead)
            ), timed as (
              select o.id, o.currency, o.total,
                     extract(hour from o.completedAt at time zone 'UTC' + z.ahead) as hour
                from sold o
                join clocks z on o.completedAt >= z.begins and o.completedAt < z.ends
            )
            select h.hour, c.currency, count(o.id) as orders, coalesce(sum(o.total), 0) as total
              from generate_series(0, 23) as h (hour)
             cross join currencies c
              left join timed o on o.currency = c.currency and o.hour = h.hour
             group by h.hour, c.currency
             order by h.hour, c.currency
            """);

    @Override
    public Report<Hour> byHour(MerchantId merchant, TradingDays days, ZoneId zone) {
        WallClock wall = WallClock.of(zone, days);
        return report(
                merchant,
                bound(BY_HOUR, merchant, days).bind("begins", wall.begins()).bind("ahead", wall.ahead()),
                row -> new Hour(row.getInt("hour"), currency(row), row.getLong("orders"), row.getBigDecimal("total")));
    }

    private static final Sql BY_STAFF = Sql.of(SOLD + """
            select createdBy, currency, count(*) as orders, sum(total) as total
              from sold
             group by createdBy, currency
             order by total desc, createdBy
            """ + LIMIT);

    @Override
    public Report<Staff> byStaff(MerchantId merchant, TradingDays days) {
        return report(
                merchant,
                bound(BY_STAFF, merchant, days),
                row -> new Staff(
                        row.getString("createdBy"), currency(row), row.getLong("orders"), row.getBigDecimal("total")));
    }

    @Override
    public Report<Discount> discounts(MerchantId merchant, TradingDays days) {
        return report(merchant, bound(DiscountRows.SUMS, merchant, days), DiscountRows::row);
    }

    @Override
    public Report<Tips> tips(MerchantId merchant, TradingDays days, Instant begins, Instant ends) {
        return report(
                merchant,
                bound(TipRows.SUMS, merchant, days)
                        .bind("begins", begins.toString())
                        .bind("ends", ends.toString()),
                TipRows::row);
    }

    private static final Sql KITCHEN = Sql.of(SOLD + """
            , dishes as (
              select t.stationId, extract(epoch from coalesce(d.readyAt, d.servedAt) - d.pendingAt) as toReady,
                     extract(epoch from d.servedAt - d.pendingAt) as toServed
                from sold o
                join "KitchenTicketItem" d on d.merchantId = :merchant and d.saleOrderId = o.id and d.status <> 'VOIDED' and d.deletedAt is null
                join "KitchenTicket" t on t.merchantId = :merchant and t.id = d.kitchenTicketId
            )
            select s.id, s.code, s.name, count(*) as dishes,
                   percentile_cont(0.5) within group (order by toReady) as ready50,
                   percentile_cont(0.9) within group (order by toReady) as ready90,
                   percentile_cont(0.5) within group (order by toServed) as served50,
                   percentile_cont(0.9) within group (order by toServed) as served90
              from dishes
              join "KitchenStation" s on s.merchantId = :merchant and s.id = stationId
             group by s.id, s.code, s.name
             order by\s
            """ + NaturalOrder.of("s.code") + """
            , s.code, s.id
            """);

    @Override
    public Report<Cooking> kitchen(MerchantId merchant, TradingDays days) {
        return report(
                merchant,
                bound(KITCHEN, merchant, days),
                row -> new Cooking(
                        new StationId(row.getLong("id")),
                        row.getString("code"),
                        row.getString("name"),
                        row.getLong("dishes"),
                        times(row, "ready50", "ready90"),
                        times(row, "served50", "served90")));
    }

    private static Optional<Times> times(ResultSet row, String median, String ninetieth) throws SQLException {
        Optional<Duration> half = seconds(row, median);
        Optional<Duration> most = seconds(row, ninetieth);
        return half.flatMap(faster -> most.map(slower -> new Times(faster, slower)));
    }

    private static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
        return Rows.optionalDecimal(row, column)
                .map(seconds -> Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }
}
