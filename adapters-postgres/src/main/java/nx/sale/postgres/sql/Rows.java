package nx.sale.postgres.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import nx.sale.domain.order.Totals;
import nx.sale.domain.shared.CurrencyCode;
import nx.sale.domain.shared.Money;
import nx.sale.domain.shared.Trace;
import org.jspecify.annotations.Nullable;

/** Reads columns into the domain's types. */
public final class Rows {
    private Rows() {}

    /** Turns the current row into a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    public static Optional<LocalDate> optionalDate(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, LocalDate.class));
    }

    public static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public static Optional<Long> optionalLong(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable((@Nullable Long) row.getObject(column));
    }

    public static OptionalLong sequence(ResultSet row, String column) throws SQLException {
        Optional<Long> value = optionalLong(row, column);
        return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
    }

    public static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    public static Optional<BigDecimal> optionalDecimal(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getBigDecimal(column));
    }

    public static Money money(ResultSet row, String column, CurrencyCode currency) throws SQLException {
        return new Money(row.getBigDecimal(column), currency);
    }

    /** The sums that orders and checks have. */
    public static Totals totals(ResultSet row, CurrencyCode currency) throws SQLException {
        return new Totals(
                money(row, "subtotal", currency),
                money(row, "discount", currency),
                money(row, "charge", currency),
                money(row, "tax", currency),
                money(row, "rounding", currency),
                money(row, "total", currency));
    }

    public static List<Long> longs(ResultSet row, String column) throws SQLException {
        return Arrays.asList((Long[]) row.getArray(column).getArray());
    }

    public static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }

    /** The row as texts, by the names of its columns: what goes into the next row as it is. */
    public static Map<String, @Nullable String> texts(ResultSet row) throws SQLException {
        Map<String, @Nullable String> texts = new HashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            texts.put(columns.getColumnLabel(column), row.getString(column));
        }
        return texts;
    }

    public static Trace trace(ResultSet row) throws SQLException {
        return new Trace(
                instant(row, "createdAt"),
                row.getString("createdBy"),
                instant(row, "modifiedAt"),
                row.getString("modifiedBy"));
    }
}
