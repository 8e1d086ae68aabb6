package nx.sale.postgres.sql;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import nx.sale.domain.listing.Page;

/** Cuts pages: one row more than asked for tells whether there is a next page. */
public final class Pages {
    private Pages() {}

    public static <T> Page<T> of(List<T> rows, int limit, OptionalLong count, Function<T, String> cursor) {
        return rows.size() <= limit
                ? new Page<>(rows, count, Optional.empty())
                : new Page<>(rows.subList(0, limit), count, Optional.of(cursor.apply(rows.get(limit - 1))));
    }
}
