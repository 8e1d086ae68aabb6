package nx.sale.postgres.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.domain.shared.ValueError;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions at READ COMMITTED with row locks. Deadlocks, serialization failures and lost races for a table are tried again, three
 * times in all: the second look sees who won.
 */
public final class PostgresUnitOfWork implements UnitOfWork {
    private static final Logger log = LoggerFactory.getLogger(PostgresUnitOfWork.class);
    private static final int TRIES = 3;
    private static final Set<String> RETRIED = Set.of("40001", "40P01");
    private static final Set<String> LOST_RACES = Set.of("23P01", "23505");
    private static final String NUMERIC_OUT_OF_RANGE = "22003";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELLED = "57014";

    private final Jdbi jdbi;
    private final Gate gate;
    private final ThreadLocal<Boolean> open = ThreadLocal.withInitial(() -> false);

    public PostgresUnitOfWork(Jdbi jdbi, Gate gate) {
        this.jdbi = jdbi;
        this.gate = gate;
    }

    @Override
    public <T> T run(Function<Tx, T> body) {
        return tried(body, System.nanoTime());
    }

    @Override
    public <T> T run(OrderId order, Function<Tx, T> body) {
        long started = System.nanoTime();
        return gate.pass(order, () -> tried(body, started));
    }

    @Override
    public <T> T runOnFloor(MerchantId merchant, Function<Tx, T> body) {
        long started = System.nanoTime();
        return gate.pass(merchant, () -> tried(body, started));
    }

    private <T> T tried(Function<Tx, T> body, long startedNanos) {
        if (open.get()) {
            throw new IllegalStateException("a transaction is open on this thread already");
        }
        open.set(true);
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return once(body, startedNanos);
                } catch (SqlFailure failure) {
                    String state = String.valueOf(failure.sql().getSQLState());
                    boolean lost = RETRIED.contains(state) || LOST_RACES.contains(state);
                    if (lost && attempt == TRIES) {
                        log.atError()
                                .addKeyValue("sqlState", state)
                                .addKeyValue("attempts", attempt)
                                .setCause(failure)
                                .log("Transaction failed after the last attempt");
                    }
                    if (attempt == TRIES || !lost) {
                        throw translated(failure.sql());
                    }
                    log.atWarn()
                            .addKeyValue("sqlState", failure.sql().getSQLState())
                            .addKeyValue("attempt", attempt)
                            .log("Transaction retried");
                    LockSupport.parkNanos(
                            Duration.ofMillis(ThreadLocalRandom.current().nextInt(5, 25))
                                    .toNanos());
                }
            }
        } finally {
            open.remove();
        }
    }

    private <T> T once(Function<Tx, T> body, long startedNanos) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            PostgresTx tx = new PostgresTx(handle, startedNanos);
            T result;
            try {
                result = body.apply(tx);
                tx.flush();
                handle.commit(); // costs no trip when the commit went with the last writes
            } catch (Throwable failure) {
                rollback(handle, failure);
                throw failure;
            }
            tx.committed();
            return result;
        } catch (JdbiException e) {
            throw SqlFailure.of(e);
        }
    }

    private static void rollback(Handle handle, Throwable because) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            because.addSuppressed(e);
        }
    }

    /** Whether PostgreSQL ended the statement because of its time. */
    static boolean tookTooLong(SQLException e) {
        return QUERY_CANCELLED.equals(e.getSQLState());
    }

    /**
     * What a failed statement means to the caller; a bug when it means nothing. A race that was lost each time it was tried may be won
     * later: that is never a bug of the caller's.
     */
    public static RuntimeException translated(SQLException e) {
        @Nullable String state = e.getSQLState();
        if (state != null
                && (LOCK_NOT_AVAILABLE.equals(state) || RETRIED.contains(state) || LOST_RACES.contains(state))) {
            return new Unavailable(Unavailable.Part.ORDER_BUSY, e);
        }
        if (NUMERIC_OUT_OF_RANGE.equals(state)) {
            return new Rejected(new ValueError.AmountTooLarge());
        }
        boolean connection = e instanceof SQLTransientConnectionException
                || state == null
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || WriteRefusals.READ_ONLY.equals(state)
                || QUERY_CANCELLED.equals(state);
        return connection ? new Unavailable(Unavailable.Part.DATABASE, e) : new IllegalStateException(e);
    }

    /** The same of a failure that Jdbi has wrapped: no connection, or one that broke. */
    public static RuntimeException translated(JdbiException e) {
        return SqlFailure.of(e) instanceof SqlFailure failure ? translated(failure.sql()) : e;
    }
}
