package nx.sale.postgres.order;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import nx.sale.domain.order.settlement.Tally;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;

/** What orders and checks show of their money, as columns of both. */
public final class TallyColumns {
    public static final String COLUMNS = "cashPaid, otherPaid, tipsDeclared, cashRounding, tip, due, cashDue";

    public static final String VALUES = ":cashPaid, :otherPaid, :tipsDeclared, :cashRounding, :tip, :due, :cashDue";

    public static final String SET = "cashPaid = :cashPaid, otherPaid = :otherPaid, tipsDeclared = :tipsDeclared,"
            + " cashRounding = :cashRounding, tip = :tip, due = :due, cashDue = :cashDue";

    private TallyColumns() {}

    /**
     * Rows that were written before the columns were there do not know what is due.
     *
     * @param waiting whether money is due
     */
    public static Tally read(ResultSet row, CurrencyCode currency, boolean waiting) throws SQLException {
        Money unpaid = Rows.money(row, "total", currency).minus(Rows.money(row, "paid", currency));
        Money zero = Money.zero(currency);
        return new Tally(
                Rows.money(row, "cashPaid", currency),
                Rows.money(row, "otherPaid", currency),
                Rows.money(row, "tipsDeclared", currency),
                Rows.money(row, "cashRounding", currency),
                Rows.money(row, "tip", currency),
                due(Rows.optionalDecimal(row, "due"), waiting ? unpaid.max(zero) : zero),
                due(Rows.optionalDecimal(row, "cashDue"), waiting ? unpaid.max(zero) : zero));
    }

    private static Money due(Optional<BigDecimal> stored, Money otherwise) {
        return stored.map(amount -> new Money(amount, otherwise.currency())).orElse(otherwise);
    }

    public static Sql.Bound bind(Sql.Bound statement, Tally tally) {
        return statement
                .bind("cashPaid", tally.cash().amount())
                .bind("otherPaid", tally.other().amount())
                .bind("tipsDeclared", tally.declared().amount())
                .bind("cashRounding", tally.cashRounding().amount())
                .bind("tip", tally.tip().amount())
                .bind("due", tally.due().amount())
                .bind("cashDue", tally.cashDue().amount());
    }
}
