package nx.sale.postgres.requests;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.postgres.OtherSide.awaitWaiting;
import static nx.sale.postgres.OtherSide.held;
import static nx.sale.postgres.OtherSide.joined;
import static nx.sale.postgres.OtherSide.onAThread;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.OtherSide;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Answered requests do right by two connections at once. */
class PostgresRequestLogTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();
    private final PostgresUnitOfWork work = TestDatabase.work();
    private final Orders orders = TestDatabase.orders();
    private final StoredOrders stored = new StoredOrders(work, MERCHANT, orders, new PostgresOrderViews(reads));
    private final PostgresRequestLog requests = besideABuild(PostgresRequestLog.PACKING_BUILD);
    private final PostgresRequestLog inColumns = besideABuild(PostgresRequestLog.PACKING_BUILD - 1);

    /** Of this build, while the oldest that serves is this one. */
    private PostgresRequestLog besideABuild(long oldest) {
        return new PostgresRequestLog(reads, TestDatabase.get().pooled(), () -> oldest);
    }

    // REQUEST-11
    @Test
    void withoutAConnectionNobodyCanSayWhetherATwinIsThere() {
        Jdbi exhausted = Jdbi.create(() -> {
            throw new SQLTransientConnectionException("none is left");
        });
        RequestLog without = new PostgresRequestLog(reads, exhausted, () -> PostgresRequestLog.PACKING_BUILD);

        assertThatThrownBy(() -> without.inProgress(new RequestKey(MERCHANT, "user:1", "k", "print")))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.part()).isEqualTo(Unavailable.Part.DATABASE));
    }

    // REQUEST-11
    @Test
    void concurrentRepeatWaits_andGetsTheFirstAnswer() {
        OrderId id = stored.draft();
        RequestKey key = new RequestKey(MERCHANT, "user:1", "twin-" + IDS.next(), "print");
        Kept answer = Kept.of("{}");
        OtherSide.Held first = held(tx -> {
            requests.add(tx, key);
            requests.update(tx, key, answer);
            return orders.lockCart(tx, MERCHANT, id, LineKeys.NONE); // a read: it sends what is held back
        });
        assertThat(requests.inProgress(key)).isTrue();
        CompletableFuture<Object> twin = onAThread(() -> work.run(tx -> {
            requests.add(tx, key);
            return id;
        }));
        awaitWaiting(1, twin);
        first.commit();

        assertThatThrownBy(() -> joined(twin)).hasCauseInstanceOf(RequestLog.AlreadyAnswered.class);
        assertThat(requests.inProgress(key)).isFalse();
        assertThat(requests.find(key)).isPresent();
    }

    private static final Kept ANSWER =
            new Kept(201, json("{'a':'%s'}", "phở ".repeat(30)), Optional.of(3L), Optional.of("/x"));

    private RequestKey key(String name) {
        return new RequestKey(MERCHANT, "user:1", name + "-" + IDS.next(), "print");
    }

    private void answered(RequestLog by, RequestKey key) {
        work.run(tx -> {
            by.add(tx, key);
            by.update(tx, key, ANSWER);
            return key;
        });
    }

    /** As the build before this one finds an answer. */
    private Optional<RequestLog.Remembered> foundByTheBuildBefore(RequestKey key) {
        return reads.first(
                Sql.of("""
                        select fingerprint, status, body, revision, location
                          from "IdempotencyKey"
                         where merchantId = :merchant and caller = :caller and key = :key and status is not null
                        """)
                        .bind("merchant", MERCHANT.value())
                        .bind("caller", key.caller())
                        .bind("key", key.key()),
                row -> new RequestLog.Remembered(
                        row.getString("fingerprint"),
                        new Kept(
                                row.getInt("status"),
                                row.getString("body"),
                                Optional.of(row.getLong("revision")),
                                Optional.of(row.getString("location")))));
    }

    // REQUEST-22
    @Test
    void whileABuildServesThatReadsColumnsAnAnswerIsStoredInThem() {
        RequestKey key = key("columns");
        answered(inColumns, key);

        assertThat(foundByTheBuildBefore(key)).contains(new RequestLog.Remembered("print", ANSWER));
        assertThat(requests.find(key)).contains(new RequestLog.Remembered("print", ANSWER));
    }

    // REQUEST-22
    @Test
    void anAnswerOfTheBuildBeforeIsRead() {
        RequestKey key = key("before");
        reads.write(Sql.of("""
                        insert into "IdempotencyKey" (merchantId, caller, key, fingerprint, status, body, revision, location)
                        values (:merchant, :caller, :key, :fingerprint, :status, :body, :revision, :location)
                        """)
                .bind("merchant", MERCHANT.value())
                .bind("caller", key.caller())
                .bind("key", key.key())
                .bind("fingerprint", key.fingerprint())
                .bind("status", ANSWER.code())
                .bind("body", ANSWER.content())
                .bind("revision", ANSWER.revision())
                .bind("location", ANSWER.place()));

        assertThat(requests.find(key)).contains(new RequestLog.Remembered("print", ANSWER));
        assertThatThrownBy(() -> answered(requests, key)).isInstanceOf(RequestLog.AlreadyAnswered.class);
    }

    // REQUEST-22
    @Test
    void toABuildThatReadsColumnsAPackedAnswerIsARequestInProgress() {
        RequestKey key = key("packed");
        answered(requests, key);

        assertThat(requests.find(key)).contains(new RequestLog.Remembered("print", ANSWER));
        assertThat(foundByTheBuildBefore(key)).isEmpty();
        assertThat(reads.first(
                        Sql.of("""
                                select concat_ws(' ', fingerprint, status, body, revision, location) as stored, length(answer) as packed
                                  from "IdempotencyKey"
                                 where merchantId = :merchant and key = :key
                                """).bind("merchant", MERCHANT.value()).bind("key", key.key()),
                        row -> row.getString("stored")
                                + (row.getInt("packed") < ANSWER.content().length())))
                .as("nothing beside what is packed, which is shorter")
                .contains("true");
    }
}
