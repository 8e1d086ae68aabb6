package nx.sale.postgres.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/**
 * What was given on completed orders, and what each of it took. Amounts are counted from the adjustments in their order of effect
 * (DISCOUNT-2), as checkout counted them: nothing is stored of a single one. An order that was merged away or whose split was undone is
 * cancelled, so its lines count once, where they were sold. A word is for the whole discount of a line or of the order, and is remembered
 * on one adjustment: whoever said the last is named with each, and nobody for what only a merge, a split or an undo allowed.
 */
final class DiscountRows {
    private DiscountRows() {}

    /** Lines on which something was given or of an order on which something was, as {@code lines}; a combo is its lead. */
    private static final String LINES = """
            lines as (
              select o.id as saleOrderId, o.adjustments as ofOrder, l.id, l.adjustments as own, l.total - l.discount + l.manualDiscount as starts
                from sold o
                join "SaleOrderItem" l on l.merchantId = :merchant and l.saleOrderId = o.id and l.deletedAt is null and l.leadItemId is null
               where o.adjustments <> '[]'
               union all
              select o.id, o.adjustments, l.id, l.adjustments, l.total - l.discount + l.manualDiscount
                from sold o
                join "SaleOrderItem" l on l.merchantId = :merchant and l.saleOrderId = o.id and l.deletedAt is null and l.leadItemId is null
               where o.adjustments = '[]' and l.adjustments <> '[]'
            )
            """;

    /** The line's own adjustments, then the order's percents, one after the other of what the one before left, as {@code taking}. */
    private static final String TAKING = """
            steps as materialized (
              select l.id, given, row_number() over (partition by l.id order by scope, place) as step,
                     case when scope = 1 and given ->> 'scope' is distinct from 'ORDER' and given -> 'orderGross' is null then l.id end as onLine
                from lines l
               cross join lateral (
                 select 1 as scope, place, given from jsonb_array_elements(l.own) with ordinality as a (given, place)
                  union all
                 select 2, place, given from jsonb_array_elements(l.ofOrder) with ordinality as a (given, place)
                  where given ->> 'kind' = 'PERCENT') g
            ),
            taking as (
              select saleOrderId, id, cast(0 as bigint) as step, cast(null as jsonb) as given, cast(0 as numeric) as taken, starts as rest,
                     cast(null as bigint) as onLine
                from lines
               union all
              select t.saleOrderId, t.id, s.step, s.given, e.taken, t.rest - e.taken, s.onLine
                from taking t
                join steps s on s.id = t.id and s.step = t.step + 1
               cross join lateral (
                 select case s.given ->> 'kind'
                          when 'PERCENT' then round(t.rest * cast(s.given ->> 'value' as numeric) * 0.01, 4)
                          when 'AMOUNT' then least(cast(s.given ->> 'value' as numeric), t.rest)
                          else t.rest end as taken) e
            )
            """;

    /** The amounts on the order, one after the other of what all its lines leave, as {@code amounts}. */
    private static final String AMOUNTS = """
            amounts as (
              select o.id as saleOrderId, given, greatest(0, least(value, r.rest - coalesce(sum(value)
                       over (partition by o.id order by place rows between unbounded preceding and 1 preceding), 0))) as taken
                from sold o
                join (select saleOrderId, sum(case step when 0 then rest else -taken end) as rest from taking group by saleOrderId) r
                  on r.saleOrderId = o.id
               cross join lateral (
                 select place, given, cast(given ->> 'value' as numeric) as value
                   from jsonb_array_elements(o.adjustments) with ordinality as a (given, place)
                  where given ->> 'kind' = 'AMOUNT') a
            )
            """;

    /** What a waived charge would have been, before tax. */
    private static final String WAIVED = """
            select o.id, 'WAIVED_CHARGE', c ->> 'waivedBy', null, c ->> 'waiverReason', null, c -> 'terms' ->> 'code',
                   case when cast(c ->> 'base' as numeric) = 0 then 0
                        when c -> 'terms' ->> 'kind' = 'AMOUNT' then cast(c -> 'terms' ->> 'value' as numeric)
                        else round(cast(c ->> 'base' as numeric) * cast(c -> 'terms' ->> 'value' as numeric) * 0.01, 4) end
              from sold o
             cross join lateral jsonb_array_elements(o.charges) c
             where c ->> 'waivedBy' is not null
            """;

    /** What was given on the orders sold on the days, each on each line it takes from, as {@code told} beside {@code sold}. */
    static final String TOLD = """
            with recursive sold as (
              select id, currency, adjustments, charges
                from "SaleOrder"
               where merchantId = :merchant and status = 'COMPLETED' and deletedAt is null
                 and businessDate between cast(:from as date) and cast(:to as date)
            ),
            """ + LINES + "," + TAKING + "," + AMOUNTS + """
            , given as (
              select saleOrderId, onLine, given ->> 'kind' in ('PERCENT', 'AMOUNT') as judged, given, taken from taking where given is not null
               union all
              select saleOrderId, null, true, given, taken from amounts
               union all
              select o.id, null, false, given, 0
                from sold o cross join lateral jsonb_array_elements(o.adjustments) given where given ->> 'kind' = 'CODE'
            ),
            told as (
              select saleOrderId, given ->> 'kind' as kind, given ->> 'by' as givenBy,
                     case when judged then first_value(said) over (
                       partition by saleOrderId, onLine, judged
                       order by said is null, cast(given ->> 'at' as timestamptz) desc) end as allowedBy,
                     given ->> 'reason' as reason, given ->> 'note' as note, given ->> 'code' as code, taken
                from given
               cross join lateral (
                 select case when cast(given ->> 'allowedUpTo' as numeric) > coalesce(cast(given ->> 'allowedMoved' as numeric), 0)
                        then given ->> 'allowedBy' end as said) w
               union all
            """ + WAIVED + ")";

    static final Sql SUMS = Sql.of(TOLD + """
            select kind, givenBy, allowedBy, case kind when 'COMP' then coalesce(reason, note) else reason end as reason, code, currency,
                   count(distinct saleOrderId) as orders, sum(taken) as amount
              from told
              join sold on sold.id = saleOrderId
             group by 1, 2, 3, 4, 5, 6
             order by amount desc, kind, givenBy, allowedBy, reason, code, currency
            """ + PostgresReports.LIMIT);

    static SalesReports.Discount row(ResultSet row) throws SQLException {
        return new SalesReports.Discount(
                SalesReports.Discount.Kind.valueOf(row.getString("kind")),
                row.getString("givenBy"),
                Rows.optionalText(row, "allowedBy"),
                Rows.optionalText(row, "reason"),
                Rows.optionalText(row, "code"),
                new CurrencyCode(row.getString("currency")),
                row.getLong("orders"),
                row.getBigDecimal("amount"));
    }
}
