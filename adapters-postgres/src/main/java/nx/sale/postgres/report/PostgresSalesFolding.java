package nx.sale.postgres.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** Folds completed orders into {@code SalesDay} and {@code SalesDayProduct}: taken off the list and added up in one statement. */
public final class PostgresSalesFolding implements SalesFolding {
    private static final Sql ADD = Sql.of("""
            insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt) values (:order, :merchant, :at)
            """);

    @Override
    public void add(Tx tx, MerchantId merchant, OrderId order, Instant at) {
        PostgresTx.of(tx)
                .later(ADD.bind("order", order.value())
                        .bind("merchant", merchant.value())
                        .bind("at", at));
    }

    private static final Sql FORGET_DAY = Sql.of("""
            delete from "SalesDay" where merchantId = :merchant and businessDate = :day and currency = :currency
            """);

    private static final Sql FORGET_PRODUCTS = Sql.of("""
            delete from "SalesDayProduct" where merchantId = :merchant and businessDate = :day and currency = :currency
            """);

    private static final Sql ADD_DAY = Sql.of("""
            insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt)
            select id, merchantId, :at
              from "SaleOrder"
             where merchantId = :merchant and businessDate = :day and currency = :currency and status = 'COMPLETED'
               and deletedAt is null
                on conflict do nothing
            """);

    /** The day's row goes first: it makes a folding under way finish, and what that took off the list is found by the last statement. */
    @Override
    public void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at) {
        for (Sql step : List.of(FORGET_DAY, FORGET_PRODUCTS, ADD_DAY)) {
            Sql.Bound bound = step.bind("merchant", merchant.value())
                    .bind("day", businessDate)
                    .bind("currency", currency.value());
            PostgresTx.of(tx).later(step == ADD_DAY ? bound.bind("at", at) : bound);
        }
    }

    private static final Sql FOLD = Sql.of("""
            with picked as (
              delete from "SalesUnfolded"
               where saleOrderId in (select saleOrderId from "SalesUnfolded"
                                      where notedAt < :before order by notedAt limit :limit for update skip locked)
              returning saleOrderId
            ),
            sold as (select o.* from picked join "SaleOrder" o on o.id = picked.saleOrderId),
            days as (
              insert into "SalesDay" as d
                     (merchantId, businessDate, currency, orders, guests, subtotal, discount, tax, rounding, total)
              select merchantId, businessDate, currency, count(*), coalesce(sum(guestCount), 0), sum(subtotal), sum(discount),
                     sum(tax), sum(rounding), sum(total)
                from sold
               group by merchantId, businessDate, currency
               order by merchantId, businessDate, currency
                  on conflict (merchantId, businessDate, currency) do update
                 set orders = d.orders + excluded.orders, guests = d.guests + excluded.guests,
                     subtotal = d.subtotal + excluded.subtotal, discount = d.discount + excluded.discount,
                     tax = d.tax + excluded.tax, rounding = d.rounding + excluded.rounding, total = d.total + excluded.total
            ),
            products as (
              insert into "SalesDayProduct" as p
                     (merchantId, businessDate, currency, product, categoryId, itemId, lastItemId, quantity, dishes, subtotal,
                      discount, tax)
              select merchantId, businessDate, currency, product, categoryId, itemId, max(lastItemId), sum(quantity), sum(dishes),
                     sum(subtotal), sum(discount), sum(tax)
                from (select o.merchantId, o.businessDate,
            """ + PostgresReports.LINE + """
                        from sold o
                        join "SaleOrderItem" l on l.saleOrderId = o.id and l.deletedAt is null) lines
               group by merchantId, businessDate, currency, product, categoryId, itemId
               order by merchantId, businessDate, currency, product, categoryId
                  on conflict (merchantId, businessDate, currency, product, categoryId) do update
                 set lastItemId = greatest(p.lastItemId, excluded.lastItemId), quantity = p.quantity + excluded.quantity,
                     dishes = p.dishes + excluded.dishes, subtotal = p.subtotal + excluded.subtotal,
                     discount = p.discount + excluded.discount, tax = p.tax + excluded.tax
            )
            select count(*) as folded from picked
            """);

    @Override
    public int update(Tx tx, Instant before, int limit) {
        return PostgresTx.of(tx)
                .ask(FOLD.bind("before", before).bind("limit", limit), row -> row.getInt("folded"))
                .first()
                .orElseThrow();
    }
}
