package nx.sale.postgres.shared;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Reads outside any transaction of ours. */
public final class Reads {
    private final Jdbi jdbi;

    public Reads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Several reads in one round trip. */
    public <T> T trip(Function<Trip, T> body) {
        try (Handle handle = jdbi.open()) {
            return body.apply(new Trip(handle));
        } catch (JdbiException e) {
            throw SqlFailure.of(e) instanceof SqlFailure failure ? PgUnitOfWork.translated(failure.sql()) : e;
        } catch (SqlFailure e) {
            throw PgUnitOfWork.translated(e.sql());
        }
    }

    public <T> List<T> list(Sql.Bound statement, Rows.Reader<T> reader) {
        return trip(trip -> trip.read(statement, reader).rows());
    }

    public <T> Optional<T> first(Sql.Bound statement, Rows.Reader<T> reader) {
        return list(statement, reader).stream().findFirst();
    }

    public int write(Sql.Bound statement) {
        int[] touched = new int[1];
        trip(trip -> {
            trip.write(statement, count -> touched[0] = count);
            trip.make();
            return touched;
        });
        return touched[0];
    }
}
