package nx.sale.postgres.report;

import java.time.Clock;
import java.time.Instant;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.report.Report;
import nx.sale.domain.report.SalesExceptions;
import nx.sale.domain.report.TradingDays;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/**
 * What was done out of the ordinary: the history says who did it and why, and who approved it in the same request; discounts, comps and waived
 * charges are on the orders. One source more is one action more in {@link #NOTED}, with its kind and amount in {@link #DEEDS}.
 */
public final class PostgresSalesExceptions implements SalesExceptions {
    private final PostgresReports reports;

    public PostgresSalesExceptions(Reads reads, Clock clock) {
        this.reports = new PostgresReports(reads, clock);
    }

    /**
     * The entries of the days as {@code noted}, each with who approved the request it is of, and whether that cancelled the order. What the
     * actions are asked to be is word for word the condition of the index {@code AuditEntry_exceptions_ix}.
     */
    private static final String NOTED = """
            noted as (
              select id, saleOrderId, action, actor, reason, details,
                     min(details ->> 'approver') filter (where action = 'APPROVED') over request as approver,
                     max(details ->> 'approver') filter (where action = 'APPROVED') over request as lastApprover,
                     bool_or(action = 'CANCELLED') over request as cancelling
                from "AuditEntry"
               where merchantId = :merchant
                 and createdAt >= cast(:begins as timestamptz) and createdAt < cast(:ends as timestamptz)
                 and action in ('APPROVED', 'CANCELLED', 'CHECK_WRITTEN_OFF', 'COMPLETED_BY_HAND', 'ITEMS_CHANGED', 'ITEMS_REMOVED',
                                'KITCHEN_ITEM_VOIDED', 'NO_SALE', 'RETURNED')
                 and (reason is not null or action not in ('ITEMS_CHANGED', 'ITEMS_REMOVED'))
              window request as (partition by saleOrderId, requestId, createdAt)
            )
            """;

    /**
     * One row for each, as {@code deeds}, and of a return one for each item, whose reason is its own; what rounding to payable money made of
     * the return is with its first item. What the kitchen voids with an order is part of the cancellation. A reason for removing served
     * dishes was given in vain when none had been served; entries of older builds do not say how many had.
     */
    private static final String DEEDS = """
            deeds as (
              select n.id as deed, n.actor as person, n.approver || coalesce(' ' || nullif(n.lastApprover, n.approver), '') as approver,
                     case n.action when 'RETURNED' then g.reason else n.reason end as reason, coalesce(o.currency, s.currency) as currency,
                     case n.action
                       when 'CANCELLED' then 'CANCELLATION'
                       when 'CHECK_WRITTEN_OFF' then 'WRITE_OFF'
                       when 'COMPLETED_BY_HAND' then 'COMPLETED_BY_HAND'
                       when 'KITCHEN_ITEM_VOIDED' then 'VOID'
                       when 'NO_SALE' then 'NO_SALE'
                       when 'RETURNED' then 'RETURN'
                       else 'REMOVED_SERVED' end as kind,
                     coalesce(case n.action
                       when 'CANCELLED' then o.total
                       when 'CHECK_WRITTEN_OFF' then cast(n.details ->> 'shortfall' as numeric)
                       when 'COMPLETED_BY_HAND' then cast(n.details ->> 'due' as numeric)
                       when 'KITCHEN_ITEM_VOIDED' then round(i.quantity * l.basePrice, 4)
                       when 'NO_SALE' then 0
                       when 'RETURNED' then g.subtotal - g.discount + g.charge + g.tax + g.chargeTax + case g.id when
                         (select min(f.id) from "SaleReturnItem" f where f.merchantId = :merchant and f.saleReturnId = r.id)
                         then r.rounding else 0 end
                       else cast(n.details ->> 'servedAmount' as numeric) end, 0) as amount
                from noted n
                left join "SaleOrder" o on o.merchantId = :merchant and o.id = n.saleOrderId
                left join "KitchenTicketItem" i on i.merchantId = :merchant
                 and i.id = case n.action when 'KITCHEN_ITEM_VOIDED' then cast(n.details ->> 'kitchenTicketItemId' as bigint) end
                left join "SaleOrderItem" l on l.merchantId = :merchant and l.id = i.saleOrderItemId
                left join "PosSession" s on s.merchantId = :merchant
                 and s.id = case n.action when 'NO_SALE' then cast(n.details ->> 'posSessionId' as bigint) end
                left join "SaleReturn" r on r.merchantId = :merchant
                 and r.id = case n.action when 'RETURNED' then cast(n.details ->> 'returnId' as bigint) end
                left join "SaleReturnItem" g on g.merchantId = :merchant and g.saleReturnId = r.id
               where n.action <> 'APPROVED'
                 and not (n.action = 'KITCHEN_ITEM_VOIDED' and n.cancelling)
                 and coalesce(n.details ->> 'served', '') <> '0'
            )
            """;

    private static final Sql SUMS = Sql.of(DiscountRows.TOLD + "," + NOTED + "," + DEEDS + """
            , exceptions as (
              select deed, kind, person, approver, reason, currency, amount from deeds
               union all
              select saleOrderId, case when kind in ('PERCENT', 'AMOUNT') then 'DISCOUNT' else kind end, givenBy, allowedBy,
                     coalesce(reason, note), currency, taken
                from told
                join sold on sold.id = saleOrderId
               where kind <> 'CODE'
            )
            select kind, person, approver, reason, currency, count(distinct deed) as count, sum(amount) as amount
              from exceptions
             group by kind, person, approver, reason, currency
             order by amount desc, count desc, kind, person, approver, reason, currency
            """ + PostgresReports.LIMIT);

    @Override
    public Report<Deeds> list(MerchantId merchant, TradingDays days, Instant begins, Instant ends) {
        return reports.report(
                merchant,
                PostgresReports.bound(SUMS, merchant, days)
                        .bind("begins", begins.toString())
                        .bind("ends", ends.toString()),
                row -> new Deeds(
                        Deeds.Kind.valueOf(row.getString("kind")),
                        row.getString("person"),
                        Rows.optionalText(row, "approver"),
                        Rows.optionalText(row, "reason"),
                        new CurrencyCode(row.getString("currency")),
                        row.getLong("count"),
                        row.getBigDecimal("amount")));
    }
}
