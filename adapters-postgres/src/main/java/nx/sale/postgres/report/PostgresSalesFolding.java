package nx.sale.postgres.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Sql;

/** Folds completed orders into {@code SalesDay} and {@code SalesDayProduct}: a merchant at a time. */
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

    /** Across merchants: whose turn it is. */
    private static final Sql WHOSE =
            Sql.of("select merchantId from \"SalesUnfolded\" where notedAt < :before order by notedAt limit 1");

    /**
     * First: whoever notes one of these anew waits until they are in the sums. An array is picked once; a list after {@code in} may be
     * picked anew for each row, and the limit with it.
     */
    private static final Sql PICK = Sql.of("""
            delete from "SalesUnfolded"
             where merchantId = :merchant
               and saleOrderId = any(array(select saleOrderId
                                             from "SalesUnfolded"
                                            where merchantId = :merchant and notedAt < :before
                                            order by notedAt
                                            limit :limit
                                              for update skip locked))
            returning saleOrderId
            """);

    private static final Sql DAYS = Sql.of("""
            insert into "SalesDay" as d
                   (merchantId, businessDate, currency, orders, guests, subtotal, discount, tax, rounding, total)
            select :merchant, businessDate, currency, count(*), coalesce(sum(guestCount), 0), sum(subtotal), sum(discount),
                   sum(tax), sum(rounding), sum(total)
              from "SaleOrder"
             where merchantId = :merchant and id = any(:orders)
             group by businessDate, currency
             order by businessDate, currency
                on conflict (merchantId, businessDate, currency) do update
               set orders = d.orders + excluded.orders, guests = d.guests + excluded.guests,
                   subtotal = d.subtotal + excluded.subtotal, discount = d.discount + excluded.discount,
                   tax = d.tax + excluded.tax, rounding = d.rounding + excluded.rounding, total = d.total + excluded.total
            """);

    private static final Sql PRODUCTS = Sql.of("""
            insert into "SalesDayProduct" as p
                   (merchantId, businessDate, currency, product, categoryId, categoryKey, itemId, lastItemId, quantity, dishes,
                    subtotal, discount, tax)
            select :merchant, businessDate, currency, product, categoryId, coalesce(categoryId, ''), itemId, max(lastItemId),
                   sum(quantity), sum(dishes), sum(subtotal), sum(discount), sum(tax)
              from (select o.businessDate,
            """ + PostgresReports.LINE + """
                      from "SaleOrder" o
                      join "SaleOrderItem" l on l.merchantId = :merchant and l.saleOrderId = o.id and l.deletedAt is null
                     where o.merchantId = :merchant and o.id = any(:orders)) lines
             group by businessDate, currency, product, categoryId, itemId
             order by businessDate, currency, product, categoryId
                on conflict (merchantId, businessDate, currency, product, categoryKey) do update
               set lastItemId = greatest(p.lastItemId, excluded.lastItemId), quantity = p.quantity + excluded.quantity,
                   dishes = p.dishes + excluded.dishes, subtotal = p.subtotal + excluded.subtotal,
                   discount = p.discount + excluded.discount, tax = p.tax + excluded.tax
            """);

    @Override
    public int update(Tx tx, Instant before, int limit) {
        PostgresTx pg = PostgresTx.of(tx);
        Optional<Long> merchant = pg.ask(WHOSE.bind("before", before), row -> row.getLong("merchantId"))
                .first();
        if (merchant.isEmpty()) {
            return 0;
        }
        List<Long> orders = pg.ask(
                        PICK.bind("merchant", merchant.get())
                                .bind("before", before)
                                .bind("limit", limit),
                        row -> row.getLong("saleOrderId"))
                .rows();
        for (Sql step : List.of(DAYS, PRODUCTS)) {
            pg.later(step.bind("merchant", merchant.get()).bind("orders", orders));
        }
        return orders.size();
    }
}
