package nx.sale.postgres.sql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.requests.RequestError;
import nx.sale.domain.shared.Rejected;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads outside any transaction of ours. What a caller may ask for without bound, lists and reports, has connections and time of its own
 * ({@link #lists}, {@link #reports}): however much of it is asked for, selling goes on.
 */
public final class Reads {
    private static final Object PLATFORM = "";

    private final Jdbi jdbi;
    private final Optional<Database.Costly> lists;
    private final Optional<Database.Costly> reports;
    private final Optional<ReadGate> gate;
    private final Object who;

    /** Reads that all go one way. */
    public Reads(Jdbi jdbi) {
        this(jdbi, Optional.empty(), Optional.empty(), Optional.empty(), PLATFORM);
    }

    public static Reads of(Database database) {
        return new Reads(
                database.pooled(),
                Optional.of(database.lists()),
                Optional.of(database.reports()),
                Optional.empty(),
                PLATFORM);
    }

    private Reads(
            Jdbi jdbi,
            Optional<Database.Costly> lists,
            Optional<Database.Costly> reports,
            Optional<ReadGate> gate,
            Object who) {
        this.jdbi = jdbi;
        this.lists = lists;
        this.reports = reports;
        this.gate = gate;
        this.who = who;
    }

    /** For lists and counts of a merchant. Rejects with ListTooCostly what takes too long. */
    public Reads lists(MerchantId merchant) {
        return costly(lists, merchant);
    }

    /** For lists that belong to no merchant. */
    public Reads platformLists() {
        return costly(lists, PLATFORM);
    }

    /** For reports of a merchant: as lists, with more time. */
    public Reads reports(MerchantId merchant) {
        return costly(reports, merchant);
    }

    private Reads costly(Optional<Database.Costly> share, Object asked) {
        return share.map(own ->
                        new Reads(own.jdbi(), Optional.empty(), Optional.empty(), Optional.of(own.gate()), asked))
                .orElse(this);
    }

    /** Several reads in one round trip. */
    public <T> T trip(Function<Trip, T> body) {
        return gate.isPresent() ? gate.get().pass(who, () -> made(body)) : made(body);
    }

    private <T> T made(Function<Trip, T> body) {
        try (Handle handle = jdbi.open()) {
            return body.apply(new Trip(handle));
        } catch (JdbiException e) {
            throw SqlFailure.of(e) instanceof SqlFailure failure ? translated(failure) : e;
        } catch (SqlFailure e) {
            throw translated(e);
        }
    }

    private RuntimeException translated(SqlFailure failure) {
        return gate.isPresent() && PostgresUnitOfWork.tookTooLong(failure.sql())
                ? new Rejected(new RequestError.ListTooCostly())
                : PostgresUnitOfWork.translated(failure.sql());
    }

    public <T> List<T> list(Sql.Bound statement, Rows.Reader<T> reader) {
        return trip(trip -> trip.read(statement, reader).rows());
    }

    public <T> Optional<T> first(Sql.Bound statement, Rows.Reader<T> reader) {
        return list(statement, reader).stream().findFirst();
    }

    /** Whose turn it is, by a statement across merchants that leaves those out who had it. */
    public List<MerchantId> merchants(Sql.Bound statement, Collection<MerchantId> without, int limit) {
        return list(
                statement
                        .bind("without", without.stream().map(MerchantId::value).toList())
                        .bind("limit", limit),
                row -> new MerchantId(row.getLong("merchantId")));
    }

    private static final Sql BEGIN = Sql.of("begin");
    private static final Sql COMMIT = Sql.of("commit");
    private static final Sql ROLLBACK = Sql.of("rollback");

    /** Several transactions in one round trip; none follows one that fails. */
    public void transactions(List<List<Sql.Bound>> each) {
        trip(trip -> {
            for (List<Sql.Bound> writes : each) {
                trip.write(BEGIN.bound());
                writes.forEach(trip::write);
                trip.write(COMMIT.bound());
            }
            try {
                trip.make();
            } catch (SqlFailure failure) {
                rollback(trip, failure);
                throw failure;
            }
            return trip;
        });
    }

    /** The driver does not know of the transaction: it was begun by a statement. */
    private static void rollback(Trip trip, SqlFailure because) {
        try {
            trip.write(ROLLBACK.bound());
            trip.make();
        } catch (SqlFailure e) {
            because.addSuppressed(e);
        }
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
