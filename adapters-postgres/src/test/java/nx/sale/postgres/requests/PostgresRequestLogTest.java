package nx.sale.postgres.requests;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.shared.Tx;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** Answered requests do right by two connections at once. */
class PostgresRequestLogTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();
    private final PostgresUnitOfWork work = TestDatabase.work();
    private final Orders orders = TestDatabase.orders();
    private final StoredOrders stored = new StoredOrders(work, MERCHANT, orders, new PostgresOrderViews(reads));
    private final PostgresRequestLog requests =
            new PostgresRequestLog(reads, TestDatabase.get().pooled());

    private static void onAThread(Runnable command) {
        Thread.ofPlatform().start(command);
    }

    private long waitingForLocks() {
        return reads.first(
                        Sql.of("select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock'")
                                .bound(),
                        row -> row.getLong("waiting"))
                .orElseThrow();
    }

    /** Holds a transaction open on a thread of its own until told to commit. */
    private <T> CompletableFuture<T> held(Function<Tx, T> body, CountDownLatch done, CountDownLatch go) {
        return CompletableFuture.supplyAsync(
                () -> work.run(tx -> {
                    T result = body.apply(tx);
                    orders.lockCart(tx, MERCHANT, (OrderId) result, LineKeys.NONE);
                    done.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return result;
                }),
                PostgresRequestLogTest::onAThread);
    }

    // REQUEST-11
    @Test
    void concurrentRepeatWaits_andGetsTheFirstAnswer() throws Exception {
        OrderId id = stored.draft();
        RequestKey key = new RequestKey(MERCHANT, "user:1", "twin-" + IDS.next(), "print");
        Kept answer = Kept.of("{}");
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<OrderId> first = held(
                tx -> {
                    requests.add(tx, key);
                    requests.update(tx, key, answer);
                    return id;
                },
                taken,
                commit);
        taken.await();
        assertThat(requests.inProgress(key)).isTrue();
        CompletableFuture<Object> twin = CompletableFuture.supplyAsync(() -> work.run(tx -> {
            requests.add(tx, key);
            return id;
        }));
        await().until(() -> waitingForLocks() == 1);
        commit.countDown();
        first.join();

        assertThatThrownBy(twin::join).hasCauseInstanceOf(RequestLog.AlreadyAnswered.class);
        assertThat(requests.inProgress(key)).isFalse();
        assertThat(requests.find(key)).isPresent();
    }

    // REQUEST-9
    @Test
    void anAnswerIsStoredInTheColumnsThatTheBuildBeforeReads() {
        RequestKey key = new RequestKey(MERCHANT, "user:1", "columns-" + IDS.next(), "print");
        work.run(tx -> {
            requests.add(tx, key);
            requests.update(tx, key, new Kept(201, "{\"a\":1}", Optional.of(3L), Optional.of("/x")));
            return key;
        });

        assertThat(reads.first(
                        Sql.of("""
                                select concat_ws(' ', status, body, revision, location) as stored
                                  from "IdempotencyKey"
                                 where merchantId = :merchant and key = :key
                                """).bind("merchant", MERCHANT.value()).bind("key", key.key()),
                        row -> row.getString("stored")))
                .contains("201 {\"a\":1} 3 /x");
    }
}
