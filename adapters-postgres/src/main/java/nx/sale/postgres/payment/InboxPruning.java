package nx.sale.postgres.payment;

import java.time.Duration;
import java.time.Instant;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;

/** Deletes webhooks that moved no money and can never be applied: unknown kinds of events, and what could not be read. */
public final class InboxPruning {
    private static final int MOST = 10_000;

    private final Reads reads;

    public InboxPruning(Reads reads) {
        this.reads = reads;
    }

    private static final Sql PRUNE = Sql.of("""
            delete from "PaymentEvent"
             where (merchantId, id) in (select merchantId, id
                                          from "PaymentEvent"
                                         where (outcome = 'IGNORED' or not readable) and receivedAt < :before
                                         order by receivedAt
                                         limit :most)
            """);

    private static final Sql PRUNE_UNOWNED = Sql.of("""
            delete from "PaymentEventUnowned"
             where contentHash in (select contentHash
                                     from "PaymentEventUnowned"
                                    where (outcome = 'IGNORED' or not readable) and receivedAt < :before
                                    order by receivedAt
                                    limit :most)
            """);

    /** How many were deleted: those older than {@code age}, at most so many at once. */
    public int prune(Instant now, Duration age) {
        return prune(PRUNE, now.minus(age)) + prune(PRUNE_UNOWNED, now.minus(age));
    }

    private int prune(Sql sql, Instant before) {
        return reads.write(sql.bind("before", before).bind("most", MOST));
    }
}
