package nx.sale.postgres.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction on PostgreSQL: holds writes back until something is read or the transaction commits. */
public final class PostgresTx implements Tx {
    private static final Logger log = LoggerFactory.getLogger(PostgresTx.class);

    private final Trip trip;
    private final long startedNanos;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private LockRank rank = LockRank.IDEMPOTENCY_KEY;

    PostgresTx(Handle handle, long startedNanos) {
        this.trip = new Trip(handle);
        this.startedNanos = startedNanos;
    }

    public static PostgresTx of(Tx tx) {
        return (PostgresTx) tx;
    }

    /** Holds back a write whose count decides something: it is looked at before the commit. */
    public void later(Sql.Bound statement, IntConsumer count) {
        trip.write(statement, count);
    }

    /** Holds back a write that does what it should or fails by itself; it may travel with the commit. */
    public void later(Sql.Bound statement) {
        trip.write(statement);
    }

    /** Holds back rows of one insert: they go in as few statements as may be, and in the same trip. */
    public void later(List<Sql.Bound> rows) {
        Sql.together(rows).forEach(this::later);
    }

    /** Holds back a write that must touch exactly one row. */
    public void laterOne(Sql.Bound statement, String otherwise) {
        trip.write(statement, count -> {
            if (count != 1) {
                throw new IllegalStateException(otherwise + " (" + count + " rows)");
            }
        });
    }

    /** Asks for rows; the trip is made when the first of them is looked at. */
    public <T> Trip.Reply<T> ask(Sql.Bound statement, Rows.Reader<T> reader) {
        return trip.read(statement, reader);
    }

    /** Inserts rows as {@link #later(List)}, and asks what the inserts return. */
    public <T> List<T> ask(List<Sql.Bound> rows, Rows.Reader<T> reader) {
        List<Trip.Reply<T>> replies =
                Sql.together(rows).stream().map(insert -> ask(insert, reader)).toList();
        return replies.stream().flatMap(reply -> reply.rows().stream()).toList();
    }

    /** As {@link #later(Sql.Bound)}, for a write that returns rows: they are handed over once the transaction has committed. */
    public <T> void later(Sql.Bound statement, Rows.Reader<T> reader, Consumer<List<T>> returned) {
        Trip.Reply<T> reply = trip.readAside(statement, reader);
        afterCommit(() -> returned.accept(reply.rows()));
    }

    @Override
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    @Override
    public void rank(LockRank next) {
        if (next.compareTo(rank) < 0) {
            throw new IllegalStateException("lock of rank " + next + " after one of rank " + rank);
        }
        rank = next;
    }

    /** Milliseconds since the transaction was asked for, the wait before the connection included. */
    public long ageMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** Sends what is left; whether the commit went with it. */
    boolean flush() {
        return trip.makeWithCommit();
    }

    void committed() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.error("Action after a commit failed", e);
            }
        }
    }
}
