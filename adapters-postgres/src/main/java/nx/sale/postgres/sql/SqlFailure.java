package nx.sale.postgres.sql;

import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;

/** Carries a driver's failure to the unit of work, which knows what it means. */
public final class SqlFailure extends RuntimeException {
    private final transient SQLException failure;

    public SqlFailure(SQLException cause) {
        super(cause);
        this.failure = cause;
    }

    /** What the driver said, out of what Jdbi made of it. */
    static RuntimeException of(JdbiException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException failure) {
                return new SqlFailure(failure);
            }
        }
        return e;
    }

    /** Somebody else was faster, and the transaction is to be tried again as after a serialization failure. */
    public static SqlFailure lostRace(String what) {
        return new SqlFailure(new SQLException(what, "40001"));
    }

    public SQLException sql() {
        return failure;
    }
}
