package nx.sale.postgres.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.listing.ListQuery;
import nx.sale.domain.listing.Listing;

/**
 * Lists the live rows of one table of one merchant.
 *
 * @param <T> what a row is read as
 */
public final class PostgresListing<T> implements Listing<T> {
    private final Reads reads;
    private final String columns;
    private final String live;
    private final Rows.Reader<T> reader;
    private final BiFunction<Trip, List<T>, List<T>> completed;

    /**
     * @param table with its alias
     * @param completed adds to the rows of a page what other tables have of them
     */
    public PostgresListing(
            Reads reads,
            String columns,
            String table,
            Rows.Reader<T> reader,
            BiFunction<Trip, List<T>, List<T>> completed) {
        this(reads, columns, table, reader, completed, " and deletedAt is null");
    }

    /** Lists the rows of a table that only grows. */
    public static <T> PostgresListing<T> ofLog(Reads reads, String columns, String table, Rows.Reader<T> reader) {
        return new PostgresListing<>(reads, columns, table, reader, (trip, rows) -> rows, "");
    }

    private PostgresListing(
            Reads reads,
            String columns,
            String table,
            Rows.Reader<T> reader,
            BiFunction<Trip, List<T>, List<T>> completed,
            String alive) {
        this.reads = reads;
        this.columns = columns;
        this.live = " from " + table + " where merchantId = :merchant" + alive;
        this.reader = reader;
        this.completed = completed;
    }

    public PostgresListing(Reads reads, String columns, String table, Rows.Reader<T> reader) {
        this(reads, columns, table, reader, (trip, rows) -> rows);
    }

    @Override
    public List<T> list(MerchantId merchant, ListQuery query) {
        FilterSql filter = new FilterSql();
        String sql = "select " + columns + live + filter.where(query) + filter.orderAndLimit(query);
        return reads.lists(merchant).trip(trip -> {
            List<T> rows = trip.read(filter.bound(Sql.of(sql)).bind("merchant", merchant.value()), reader)
                    .rows();
            return rows.isEmpty() ? rows : completed.apply(trip, rows);
        });
    }

    @Override
    public long count(MerchantId merchant, Optional<ListQuery.Filter> where) {
        FilterSql filter = new FilterSql();
        String sql = "select count(*) as matching" + live + filter.where(where);
        return reads.lists(merchant)
                .first(filter.bound(Sql.of(sql)).bind("merchant", merchant.value()), row -> row.getLong("matching"))
                .orElseThrow();
    }
}
