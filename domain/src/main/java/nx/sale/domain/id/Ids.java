package nx.sale.domain.id;

import nx.sale.domain.shared.Unavailable;

/** Gives out Snowflake ids: unique over all replicas, growing with time. */
public interface Ids {
    /** A new id. Throws {@link Unavailable} when the clock stepped back too far or this replica lost its slot. */
    long next();
}
