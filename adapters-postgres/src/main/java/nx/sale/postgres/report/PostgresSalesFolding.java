package nx.sale.postgres.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.report.SalesEntry;
import nx.sale.domain.report.SalesFolding;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Tender;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.Trip;

/** Folds completed orders into {@code SalesDay} and {@code SalesDayProduct}: a merchant at a time. */
public final class PostgresSalesFolding implements SalesFolding {
    private final Reads reads;
    private final Ids ids;

    public PostgresSalesFolding(Reads reads, Ids ids) {
        this.reads = reads;
        this.ids = ids;
    }

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

    private static final Sql OF_DAY = Sql.of("""
            select id
              from "SaleOrder"
             where merchantId = :merchant and businessDate = :day and currency = :currency and status = 'COMPLETED'
               and deletedAt is null
            """);

    private static final Sql ADD_AGAIN = Sql.of("""
            insert into "SalesUnfolded" (saleOrderId, merchantId, notedAt) values (:order, :merchant, :at)
                on conflict do nothing
            """);

    /** The day's row goes first: it makes a folding under way finish, and what that took off the list is found by the last statement. */
    @Override
    public void addDay(Tx tx, MerchantId merchant, LocalDate businessDate, CurrencyCode currency, Instant at) {
        PostgresTx pg = PostgresTx.of(tx);
        pg.later(of(FORGET_DAY, merchant, businessDate, currency));
        pg.later(of(FORGET_PRODUCTS, merchant, businessDate, currency));
        List<Sql.Bound> again = pg.ask(
                        of(OF_DAY, merchant, businessDate, currency),
                        row -> ADD_AGAIN
                                .bind("order", row.getLong("id"))
                                .bind("merchant", merchant.value())
                                .bind("at", at))
                .rows();
        pg.later(again);
    }

    private static Sql.Bound of(Sql sql, MerchantId merchant, LocalDate day, CurrencyCode currency) {
        return sql.bind("merchant", merchant.value()).bind("day", day).bind("currency", currency.value());
    }

    private static final Sql ADD_ENTRY = Sql.of("""
            insert into "SalesEntry" (merchantId, id, saleOrderId, businessDate, currency, kind, tender, staff, amount, createdAt)
            values (:merchant, :id, :order, :day, :currency, :kind, :tender, :staff, :amount, :at)
            """);

    @Override
    public void addEntry(Tx tx, SalesEntry entry) {
        PostgresTx.of(tx)
                .later(of(
                                ADD_ENTRY,
                                entry.merchant(),
                                entry.day(),
                                entry.amount().currency())
                        .bind("id", ids.next())
                        .bind("order", entry.order().value())
                        .bind("kind", entry.kind())
                        .bind("tender", entry.tender().map(Tender::name))
                        .bind("staff", entry.staff())
                        .bind("amount", entry.amount().amount())
                        .bind("at", entry.at()));
    }

    private static final Sql WHOSE = Sql.of("""
            select merchantId
              from "SalesUnfolded"
             where notedAt < :before and merchantId <> all(:without)
             group by merchantId
             order by min(notedAt)
             limit :limit
            """);

    @Override
    public List<MerchantId> listWithUnfolded(Instant before, Collection<MerchantId> without, int limit) {
        return reads.merchants(WHOSE.bind("before", before), without, limit);
    }

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
            select businessDate, currency, count(*) as orders, coalesce(sum(guestCount), 0) as guests, sum(subtotal) as subtotal,
                   sum(discount) as discount, sum(charge) as charge, sum(tax) as tax, sum(rounding) as rounding, sum(total) as total
              from "SaleOrder"
             where merchantId = :merchant and id = any(:orders)
             group by businessDate, currency
             order by businessDate, currency
            """);

    private static final Sql ADD_DAY = Sql.of("""
            insert into "SalesDay" as d
                   (merchantId, businessDate, currency, orders, guests, subtotal, discount, charge, tax, rounding, total)
            values (:merchant, :businessDate, :currency, :orders, :guests, :subtotal, :discount, :charge, :tax, :rounding, :total)
                on conflict (merchantId, businessDate, currency) do update
               set orders = d.orders + excluded.orders, guests = d.guests + excluded.guests,
                   subtotal = d.subtotal + excluded.subtotal, discount = d.discount + excluded.discount,
                   charge = d.charge + excluded.charge, tax = d.tax + excluded.tax, rounding = d.rounding + excluded.rounding, total = d.total + excluded.total
            """);

    private static final Sql PRODUCTS = Sql.of("""
            select businessDate, currency, product, categoryId, coalesce(categoryId, '') as categoryKey, itemId,
                   max(lastItemId) as lastItemId, sum(quantity) as quantity, sum(dishes) as dishes, sum(subtotal) as subtotal,
                   sum(discount) as discount, sum(charge) as charge, sum(tax) as tax
              from (select o.businessDate,
            """ + ProductRows.LINE + """
                      from "SaleOrder" o
                      join "SaleOrderItem" l on l.merchantId = :merchant and l.saleOrderId = o.id and l.deletedAt is null
                     where o.merchantId = :merchant and o.id = any(:orders)) lines
             group by businessDate, currency, product, categoryId, itemId
             order by businessDate, currency, product, categoryId
            """);

    private static final Sql ADD_PRODUCT = Sql.of("""
            insert into "SalesDayProduct" as p
                   (merchantId, businessDate, currency, product, categoryId, categoryKey, itemId, lastItemId, quantity, dishes,
                    subtotal, discount, charge, tax)
            values (:merchant, :businessDate, :currency, :product, :categoryId, :categoryKey, :itemId, :lastItemId, :quantity,
                    :dishes, :subtotal, :discount, :charge, :tax)
                on conflict (merchantId, businessDate, currency, product, categoryKey) do update
               set lastItemId = greatest(p.lastItemId, excluded.lastItemId), quantity = p.quantity + excluded.quantity,
                   dishes = p.dishes + excluded.dishes, subtotal = p.subtotal + excluded.subtotal,
                   discount = p.discount + excluded.discount, charge = p.charge + excluded.charge, tax = p.tax + excluded.tax
            """);

    @Override
    public int update(Tx tx, MerchantId merchant, Instant before, int limit) {
        PostgresTx pg = PostgresTx.of(tx);
        List<Long> orders = pg.ask(
                        PICK.bind("merchant", merchant.value())
                                .bind("before", before)
                                .bind("limit", limit),
                        row -> row.getLong("saleOrderId"))
                .rows();
        Trip.Reply<Sql.Bound> days = sums(pg, DAYS, merchant, orders, ADD_DAY);
        Trip.Reply<Sql.Bound> products = sums(pg, PRODUCTS, merchant, orders, ADD_PRODUCT);
        pg.later(days.rows());
        pg.later(products.rows());
        return orders.size();
    }

    /** The sums of these orders, each as the statement that adds it to what is stored. */
    private static Trip.Reply<Sql.Bound> sums(
            PostgresTx tx, Sql sums, MerchantId merchant, List<Long> orders, Sql adding) {
        return tx.ask(
                sums.bind("merchant", merchant.value()).bind("orders", orders),
                row -> adding.bind("merchant", merchant.value()).bindFields(Rows.texts(row)));
    }
}
