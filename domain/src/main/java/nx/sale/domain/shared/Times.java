package nx.sale.domain.shared;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The resolution of times: a microsecond, as PostgreSQL keeps them. */
public final class Times {
    private Times() {}

    /** The time without the digits that storage would drop: a proof over it holds when it is read again. */
    public static Instant kept(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
