package nx.sale.postgres.leadership;

import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.SqlFailure;
import nx.sale.postgres.sql.Trip;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whether this replica is the one that does what only one may do. The lead is a session advisory lock on a connection of its own:
 * it falls to another replica the moment this process or its connection dies.
 */
public final class PostgresLeadership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PostgresLeadership.class);
    private static final int LEAD = 73_003;
    private static final Sql TAKE = Sql.of("select pg_try_advisory_lock(:family, 0) as taken");
    private static final Sql ALIVE = Sql.of("select 1 as one");

    private final Jdbi unpooled;
    private @Nullable Handle handle;
    private boolean leads;

    /**
     * @param unpooled gives the one connection that holds the lock; not the pool
     */
    public PostgresLeadership(Jdbi unpooled) {
        this.unpooled = unpooled;
    }

    /** Whether this replica leads now; tries to take the lead when nobody has it. False while the database is unavailable. */
    public synchronized boolean leads() {
        try {
            Handle held = handle;
            if (held == null) {
                held = unpooled.open();
                handle = held;
            }
            Trip trip = new Trip(held);
            if (leads) {
                trip.read(ALIVE.bound(), row -> row.getInt("one")).rows();
            } else if (trip.read(TAKE.bind("family", LEAD), row -> row.getBoolean("taken"))
                    .rows()
                    .getFirst()) {
                leads = true;
                log.info("Leadership taken: this replica runs the sweep");
            }
            return leads;
        } catch (SqlFailure | JdbiException e) {
            log.atWarn().addKeyValue("cause", e.getMessage()).log("Leadership unknown: database unavailable");
            close();
            return false;
        }
    }

    /** Gives the lead back. */
    @Override
    public synchronized void close() {
        Handle held = handle;
        handle = null;
        leads = false;
        if (held != null) {
            try {
                held.close();
            } catch (JdbiException e) {
                log.debug("Leadership connection already closed", e);
            }
        }
    }
}
