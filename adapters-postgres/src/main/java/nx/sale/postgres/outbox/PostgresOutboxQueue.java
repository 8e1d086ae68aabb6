package nx.sale.postgres.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.outbox.Message;
import nx.sale.domain.outbox.OutboxQueue;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Rows;
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
 * The relay's side of the outbox. Buckets are owned by session advisory locks on a connection of their own: they fall free the moment
 * this process or its connection dies.
 */
public final class PostgresOutboxQueue implements OutboxQueue {
    private static final Logger log = LoggerFactory.getLogger(PostgresOutboxQueue.class);
    private static final int BUCKET_LOCKS = 73_001;
    private static final int PRESENCE_LOCKS = 73_002;

    private final Jdbi unpooled;
    private final Reads reads;
    private final Set<Integer> owned = new TreeSet<>();
    private @Nullable Handle handle;

    /**
     * @param unpooled gives the one connection that holds the locks; not the pool
     */
    public PostgresOutboxQueue(Jdbi unpooled, Reads reads) {
        this.unpooled = unpooled;
        this.reads = reads;
    }

    private static final Sql PRESENT = Sql.of("select pg_advisory_lock_shared(:family, pg_backend_pid())");
    private static final Sql TAKE = Sql.of("select pg_try_advisory_lock(:family, :bucket) as taken");
    private static final Sql GIVE = Sql.of("select pg_advisory_unlock(:family, :bucket)");
    private static final Sql ALIVE = Sql.of("select 1 as one");
    private static final Sql COUNT = Sql.of("""
            select count(*) as relays from pg_locks
             where locktype = 'advisory' and classid = :family and granted
               and database = (select oid from pg_database where datname = current_database())
            """);

    @Override
    public synchronized Set<Integer> own(int share) {
        try {
            Trip trip = new Trip(connected());
            trip.read(ALIVE.bound(), row -> row.getInt("one")).rows();
            for (int bucket = 0; bucket < BUCKETS && owned.size() < share; bucket++) {
                if (!owned.contains(bucket)
                        && trip.read(
                                        TAKE.bind("family", BUCKET_LOCKS).bind("bucket", bucket),
                                        row -> row.getBoolean("taken"))
                                .rows()
                                .getFirst()) {
                    owned.add(bucket);
                }
            }
            Iterator<Integer> surplus = Set.copyOf(owned).iterator();
            while (owned.size() > share) {
                int bucket = surplus.next();
                trip.read(GIVE.bind("family", BUCKET_LOCKS).bind("bucket", bucket), row -> bucket)
                        .rows();
                owned.remove(bucket);
            }
            return Set.copyOf(owned);
        } catch (SqlFailure e) {
            close();
            throw PostgresUnitOfWork.translated(e.sql());
        }
    }

    private Handle connected() {
        Handle held = handle;
        if (held == null) {
            held = unpooled.open();
            handle = held;
            new Trip(held)
                    .read(PRESENT.bind("family", PRESENCE_LOCKS), row -> true)
                    .rows();
        }
        return held;
    }

    /** Asked on the connection that holds the locks: this relay is among them, or the connection is dead and made anew next time. */
    @Override
    public synchronized int relays() {
        try {
            return new Trip(connected())
                    .read(COUNT.bind("family", PRESENCE_LOCKS), row -> row.getInt("relays"))
                    .rows()
                    .getFirst();
        } catch (SqlFailure e) {
            close();
            throw PostgresUnitOfWork.translated(e.sql());
        }
    }

    private static final Sql DUE = Sql.of("""
            select position, merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt,
                   attempts
              from "Outbox" o
             where status = 'PENDING' and bucket = any(:buckets) and (retryAt is null or retryAt <= :now)
               and not exists (select 1 from "Outbox" t
                                where t.merchantId = o.merchantId and t.topic = o.topic and t.key = o.key and t.position < o.position
                                  and (t.status = 'PARKED' or t.retryAt is not null)
                                  and (t.status = 'PARKED' or t.retryAt > :now))
             order by position
             limit :limit
            """);

    @Override
    public List<Pending> due(Set<Integer> buckets, Instant now, int limit) {
        return buckets.isEmpty()
                ? List.of()
                : reads.list(
                        DUE.bind("buckets", buckets).bind("now", now).bind("limit", limit),
                        row -> new Pending(
                                row.getLong("position"),
                                Long.toString(row.getLong("eventId")),
                                row.getInt("bucket"),
                                new Message(
                                        new MerchantId(row.getLong("merchantId")),
                                        row.getString("topic"),
                                        row.getString("key"),
                                        Rows.sequence(row, "sequence"),
                                        row.getString("type"),
                                        row.getInt("version"),
                                        row.getString("body"),
                                        Rows.instant(row, "occurredAt")),
                                row.getString("requestId"),
                                row.getInt("attempts")));
    }

    private static final Sql PUBLISHED = Sql.of("""
            update "Outbox"
               set status = 'PUBLISHED', publishedAt = :at, attempts = attempts + 1, retryAt = null, lastError = null
             where merchantId = :merchant and position = any(:positions) and status = 'PENDING'
            """);

    private static final Sql FAILED = Sql.of("""
            update "Outbox" set attempts = attempts + 1, retryAt = :retry, lastError = :error
             where merchantId = :merchant and position = :position and status = 'PENDING'
            """);

    private static final Sql UNREACHED = Sql.of("""
            update "Outbox" set unreachedAttempts = unreachedAttempts + 1, lastError = :error
             where merchantId = :merchant and position = any(:positions) and status = 'PENDING'
            """);

    private static final Sql PARKED = Sql.of("""
            update "Outbox" set status = 'PARKED', attempts = attempts + 1, retryAt = null, lastError = :error
             where merchantId = :merchant and position = :position and status = 'PENDING'
            """);

    @Override
    public void settle(List<Outcome> outcomes, Instant at) {
        List<List<Sql.Bound>> merchants =
                outcomes.stream().collect(Collectors.groupingBy(Outcome::merchant)).entrySet().stream()
                        .map(of -> marks(of.getKey(), of.getValue(), at))
                        .toList();
        try {
            reads.transactions(merchants);
        } catch (RuntimeException failure) {
            settleEach(merchants, failure);
            throw failure;
        }
    }

    /** The rows of a merchant may be locked, or held while it moves to another cell: those of the others are marked all the same. */
    private void settleEach(List<List<Sql.Bound>> merchants, RuntimeException because) {
        for (List<Sql.Bound> merchant : merchants) {
            try {
                reads.transactions(List.of(merchant));
            } catch (RuntimeException failure) {
                because.addSuppressed(failure);
            }
        }
    }

    private static List<Sql.Bound> marks(MerchantId merchant, List<Outcome> outcomes, Instant at) {
        List<Long> published = new ArrayList<>();
        Map<String, List<Long>> unreached = new LinkedHashMap<>();
        List<Sql.Bound> marks = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Published done -> published.add(done.position());
                case Outcome.Unreached counted ->
                    unreached
                            .computeIfAbsent(counted.error(), error -> new ArrayList<>())
                            .add(counted.position());
                case Outcome.Failed failed ->
                    marks.add(FAILED.bind("merchant", merchant.value())
                            .bind("position", failed.position())
                            .bind("retry", failed.retryAt())
                            .bind("error", failed.error()));
                case Outcome.Parked parked ->
                    marks.add(PARKED.bind("merchant", merchant.value())
                            .bind("position", parked.position())
                            .bind("error", parked.error()));
            }
        }
        if (!published.isEmpty()) {
            marks.add(PUBLISHED
                    .bind("merchant", merchant.value())
                    .bind("positions", published)
                    .bind("at", at));
        }
        unreached.forEach((error, positions) -> marks.add(UNREACHED
                .bind("merchant", merchant.value())
                .bind("positions", positions)
                .bind("error", error)));
        return marks;
    }

    /** A message that stays behind when its day is emptied, beside one that waits, goes so much later. */
    private static final Duration BESIDE_WAITING = Duration.ofDays(2);

    /** One of the days whose messages all are old enough: where the outbox is divided into days. */
    private static final Sql EMPTY = Sql.of("select sale.empty_outbox_day(:before) as emptied");

    private static final Sql PRUNE =
            Sql.of("delete from \"Outbox\" where status = 'PUBLISHED' and publishedAt < :before");

    @Override
    public int prune(Instant now, Duration age) {
        Instant before = now.minus(age);
        reads.list(EMPTY.bind("before", before), row -> row.getBoolean("emptied"));
        return reads.write(PRUNE.bind("before", before.minus(BESIDE_WAITING)));
    }

    @Override
    public synchronized void close() {
        owned.clear();
        if (handle != null) {
            try {
                handle.close();
            } catch (JdbiException e) {
                log.atDebug().addKeyValue("cause", e.getMessage()).log("Outbox connection already closed");
            }
            handle = null;
        }
    }
}
