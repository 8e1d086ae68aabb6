package nx.sale.postgres.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import nx.sale.domain.report.SalesReports;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** Tips by person and tender, on the days on which they changed, and what people got of them out of drawers. */
final class TipRows {
    static final Sql SUMS = Sql.of("""
            select tender, staff, currency, sum(amount) as amount, sum(paidOut) as paidOut
              from (select tender, staff, currency, amount, 0 as paidOut
                      from "SalesEntry"
                     where merchantId = :merchant and kind = 'TIP' and businessDate between cast(:from as date) and cast(:to as date)
                     union all
                    select 'CASH', 'user:' || userId, currency, 0, case when reversesId is null then amount else -amount end
                      from "CashMovement"
                     where merchantId = :merchant and kind = 'TIP_OUT' and userId is not null
                       and createdAt >= cast(:begins as timestamptz) and createdAt < cast(:ends as timestamptz)) t
             group by tender, staff, currency
            having sum(amount) <> 0 or sum(paidOut) <> 0
             order by staff, currency, tender
            """);

    private TipRows() {}

    static SalesReports.Tips row(ResultSet row) throws SQLException {
        return new SalesReports.Tips(
                Rows.optionalText(row, "tender"),
                row.getString("staff"),
                new CurrencyCode(row.getString("currency")),
                row.getBigDecimal("amount"),
                row.getBigDecimal("paidOut"));
    }
}
