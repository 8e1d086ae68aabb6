package nx.sale.postgres.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.LockRank;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.sql.PostgresTx;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
import nx.sale.postgres.sql.Sql;
import nx.sale.postgres.sql.SqlFailure;
import nx.sale.postgres.sql.Trip;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Answered requests in {@code IdempotencyKey}: packed, or in the columns of builds before that while one of them serves. */
public final class PostgresRequestLog implements RequestLog {
    /** The first build that reads packed answers has this migration. */
    static final long PACKING_BUILD = 202612031200L;

    private final Reads reads;
    private final Jdbi jdbi;
    private final LongSupplier oldestBuild;

    /**
     * @param oldestBuild the oldest build that serves in any replica, by the newest migration it brings: it must be able to answer a repeat
     */
    public PostgresRequestLog(Reads reads, Jdbi jdbi, LongSupplier oldestBuild) {
        this.reads = reads;
        this.jdbi = jdbi;
        this.oldestBuild = oldestBuild;
    }

    private static final Sql FIND = Sql.of("""
            select fingerprint, status, body, revision, location, answer
              from "IdempotencyKey"
             where merchantId = :merchant and caller = :caller and key = :key and (answer is not null or status is not null)
            """);

    @Override
    public Optional<Remembered> find(RequestKey key) {
        return reads.first(named(FIND, key), row -> {
            byte[] packed = row.getBytes("answer");
            return packed == null ? inColumns(row) : PackedAnswer.unpack(packed);
        });
    }

    private static Remembered inColumns(ResultSet row) throws SQLException {
        return new Remembered(
                row.getString("fingerprint"),
                new Kept(
                        row.getInt("status"),
                        row.getString("body"),
                        Rows.optionalLong(row, "revision"),
                        Rows.optionalText(row, "location")));
    }

    /** The key alone: nobody sees the row before the answer is in it. */
    private static final Sql ADD = Sql.of("""
            insert into "IdempotencyKey" (merchantId, caller, key)
            values (:merchant, :caller, :key)
            on conflict do nothing
            """);

    @Override
    public void add(Tx tx, RequestKey key) {
        tx.rank(LockRank.IDEMPOTENCY_KEY);
        PostgresTx.of(tx).later(named(ADD, key), count -> {
            if (count == 0) {
                throw new AlreadyAnswered();
            }
        });
    }

    private static final Sql PACK = Sql.of("""
            update "IdempotencyKey" set answer = :answer
             where merchantId = :merchant and caller = :caller and key = :key
            """);

    private static final Sql UPDATE = Sql.of("""
            update "IdempotencyKey"
               set fingerprint = :fingerprint, status = :status, body = :body, revision = :revision, location = :location
             where merchantId = :merchant and caller = :caller and key = :key
            """);

    @Override
    public void update(Tx tx, RequestKey key, Kept answer) {
        PostgresTx.of(tx)
                .later(
                        oldestBuild.getAsLong() < PACKING_BUILD
                                ? named(UPDATE, key)
                                        .bind("fingerprint", key.fingerprint())
                                        .bind("status", answer.code())
                                        .bind("body", answer.content())
                                        .bind("revision", answer.revision())
                                        .bind("location", answer.place())
                                : named(PACK, key)
                                        .bind("answer", PackedAnswer.pack(new Remembered(key.fingerprint(), answer))));
    }

    private static final Sql IMPATIENT = Sql.of("set local lock_timeout = '20ms'");

    /** Tries to take the key and gives it back at once: a twin that holds it makes this fail after a moment. */
    @Override
    public boolean inProgress(RequestKey key) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            try {
                Trip trip = new Trip(handle);
                trip.write(IMPATIENT.bound(), count -> {});
                trip.write(named(ADD, key), count -> {});
                trip.make();
                return false;
            } catch (SqlFailure e) {
                return "55P03".equals(e.sql().getSQLState());
            } finally {
                handle.rollback();
            }
        } catch (JdbiException e) {
            throw PostgresUnitOfWork.translated(e);
        }
    }

    private static final Sql PRUNE = Sql.of("delete from \"IdempotencyKey\" where createdAt < :before");

    /** Forgets keys older than {@code age}; returns how many. */
    public int prune(Instant now, Duration age) {
        return reads.write(PRUNE.bind("before", now.minus(age)));
    }

    private static Sql.Bound named(Sql sql, RequestKey key) {
        return sql.bind("merchant", key.merchant().value())
                .bind("caller", key.caller())
                .bind("key", key.key());
    }
}
