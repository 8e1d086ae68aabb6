package nx.sale.postgres.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import nx.sale.domain.report.SalesReports;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** The rows of the reports by product and by category: what was sold, and what came back. */
final class ProductRows {
    /** What a line {@code l} brings into the sums of its product. The lead of a combo is no dish, its parts are. */
    static final String LINE = """
            l.id as lastItemId, l.currency, coalesce(l.itemId::text, '=' || l.name) as product, l.categoryId, l.itemId, l.quantity,
            case when exists (select from "SaleOrderItem" part
                          where part.merchantId = :merchant and part.leadItemId = l.id and part.deletedAt is null)
                 then 0 else l.quantity end as dishes,
            l.total as subtotal, l.discount, l.charge, l.tax + l.chargeTax as tax
            """;

    private static final String PRODUCT_SUMS = """
            product, categoryId, itemId, currency, max(lastItemId) as lastItemId, sum(quantity) as quantity, sum(dishes) as dishes,
            sum(subtotal) as subtotal, sum(discount) as discount, sum(charge) as charge, sum(tax) as tax
            """;

    /** What came back of them. */
    private static final String RETURNED_SUMS = """
            , sum(returnedQuantity) as returnedQuantity, sum(returns) as returns, sum(returnedTax) as returnedTax
            """;

    /** What was sold of each product in each of the periods, folded or not, and what came back of it then, as {@code products}. */
    private static final String PRODUCTS = """
            products as (
              select p.starts, p.ends,
            """ + PRODUCT_SUMS + """
                     , 0 as returnedQuantity, 0 as returns, 0 as returnedTax
                from periods p
                join "SalesDayProduct" d on d.merchantId = :merchant and d.businessDate between p.starts and p.ends
               group by p.starts, p.ends, product, categoryId, itemId, currency
               union all
              select p.starts, p.ends,
            """ + PRODUCT_SUMS + """
                     , 0, 0, 0
                from periods p
                join (select o.businessDate,
            """ + LINE + """
                        from recent o
                        join "SaleOrderItem" l on l.merchantId = :merchant and l.saleOrderId = o.id and l.deletedAt is null) d
                  on d.businessDate between p.starts and p.ends
               group by p.starts, p.ends, product, categoryId, itemId, currency
               union all
              select p.starts, p.ends, coalesce(l.itemId::text, '=' || l.name) as product, l.categoryId, l.itemId, l.currency,
                     max(l.id) as lastItemId, 0, 0, 0, 0, 0, 0, sum(i.quantity), sum(i.subtotal - i.discount + i.charge),
                     sum(i.tax + i.chargeTax)
                from periods p
                join "SaleReturn" r on r.merchantId = :merchant and r.businessDate between p.starts and p.ends
                join "SaleReturnItem" i on i.merchantId = :merchant and i.saleReturnId = r.id
                join "SaleOrderItem" l on l.merchantId = :merchant and l.id = i.saleOrderItemId
               group by p.starts, p.ends, coalesce(l.itemId::text, '=' || l.name), l.categoryId, l.itemId, l.currency
            )
            """;

    static final Sql BY_PRODUCT = Sql.of(PostgresReports.RECENT + "," + PostgresReports.PERIODS + "," + PRODUCTS + """
            , sums as (
              select starts, ends,
            """
            + PRODUCT_SUMS + RETURNED_SUMS + """
                from products
               where cast(:category as text) is null or categoryId = :category
               group by starts, ends, product, itemId, categoryId, currency
            )
            select s.starts, s.ends, s.itemId, youngest.name, youngest.sku, s.categoryId, s.currency, s.quantity, s.subtotal,
                   s.discount, s.charge, s.tax, s.returnedQuantity, s.returns, s.returnedTax
              from sums s
              join "SaleOrderItem" youngest on youngest.merchantId = :merchant and youngest.id = s.lastItemId
             order by s.starts, s.subtotal desc, s.quantity desc, youngest.name, s.itemId
            """ + PostgresReports.LIMIT);

    static final Sql BY_CATEGORY = Sql.of(PostgresReports.RECENT + "," + PostgresReports.PERIODS + "," + PRODUCTS + """
            , sums as (
              select starts, ends, categoryId, currency, max(lastItemId) as lastItemId, sum(dishes) as quantity,
                     sum(subtotal) as subtotal, sum(discount) as discount, sum(charge) as charge, sum(tax) as tax
            """
            + RETURNED_SUMS + """
                from products
               group by starts, ends, categoryId, currency
            )
            select s.starts, s.ends, s.categoryId, youngest.categoryName as name, s.currency, s.quantity, s.subtotal, s.discount,
                   s.charge, s.tax, s.returnedQuantity, s.returns, s.returnedTax
              from sums s
              join "SaleOrderItem" youngest on youngest.merchantId = :merchant and youngest.id = s.lastItemId
             order by s.starts, s.subtotal desc, s.quantity desc, s.categoryId
            """ + PostgresReports.LIMIT);

    private ProductRows() {}

    static SalesReports.Product product(ResultSet row) throws SQLException {
        return new SalesReports.Product(
                PostgresReports.days(row),
                Rows.optionalLong(row, "itemId"),
                row.getString("name"),
                Rows.optionalText(row, "sku"),
                Rows.optionalText(row, "categoryId"),
                row.getBigDecimal("quantity"),
                PostgresReports.amounts(row));
    }

    static SalesReports.Category category(ResultSet row) throws SQLException {
        return new SalesReports.Category(
                PostgresReports.days(row),
                Rows.optionalText(row, "categoryId"),
                Rows.optionalText(row, "name"),
                row.getBigDecimal("quantity"),
                PostgresReports.amounts(row));
    }
}
