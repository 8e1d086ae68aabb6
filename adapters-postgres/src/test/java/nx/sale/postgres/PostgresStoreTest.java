package nx.sale.postgres;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.check.BillViews;
import nx.sale.domain.check.Bills;
import nx.sale.domain.contract.StoreContract;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.id.Snowflake;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.OrderViews;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.regroup.OperationViews;
import nx.sale.domain.order.regroup.OrderOperations;
import nx.sale.domain.payment.PaymentInbox;
import nx.sale.domain.payment.Payments;
import nx.sale.domain.requests.Kept;
import nx.sale.domain.requests.RequestKey;
import nx.sale.domain.requests.RequestLog;
import nx.sale.domain.settings.SettingsStore;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import nx.sale.domain.shared.UnitOfWork;
import nx.sale.postgres.check.PostgresBills;
import nx.sale.postgres.ids.PostgresSnowflakeLease;
import nx.sale.postgres.order.PostgresOrderOperations;
import nx.sale.postgres.order.PostgresOrderViews;
import nx.sale.postgres.order.PostgresOrders;
import nx.sale.postgres.outbox.PostgresOutboxQueue;
import nx.sale.postgres.payment.PostgresPaymentInbox;
import nx.sale.postgres.payment.PostgresPayments;
import nx.sale.postgres.requests.PostgresRequestLog;
import nx.sale.postgres.settings.PostgresSettings;
import nx.sale.postgres.sql.OrderGate;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** PostgreSQL keeps the contract, and does right by two connections at once. */
class PostgresStoreTest extends StoreContract {
    private final Reads reads = new Reads(TestDatabase.get().pooled());
    private final PostgresUnitOfWork work =
            new PostgresUnitOfWork(TestDatabase.get().pooled(), new OrderGate(100, Duration.ofSeconds(2)));
    private final PostgresRequestLog requests =
            new PostgresRequestLog(reads, TestDatabase.get().pooled());
    private final Orders orders = new PostgresOrders(millis -> {});
    private final PostgresBills bills = new PostgresBills(reads, IDS);
    private final PostgresOrderOperations operations = new PostgresOrderOperations(reads);

    @Override
    protected UnitOfWork work() {
        return work;
    }

    @Override
    protected Orders orders() {
        return orders;
    }

    @Override
    protected OrderViews views() {
        return new PostgresOrderViews(reads);
    }

    @Override
    protected Bills bills() {
        return bills;
    }

    @Override
    protected BillViews billViews() {
        return bills;
    }

    @Override
    protected OrderOperations operations() {
        return operations;
    }

    @Override
    protected OperationViews operationViews() {
        return operations;
    }

    @Override
    protected Payments payments() {
        return new PostgresPayments(IDS, Clock.systemUTC());
    }

    @Override
    protected PaymentInbox inbox() {
        return new PostgresPaymentInbox(IDS);
    }

    @Override
    protected RequestLog requests() {
        return requests;
    }

    @Override
    protected SettingsStore settings() {
        return new PostgresSettings(reads, IDS);
    }

    private void addTea(Tx tx, OrderId id) {
        LineDraft tea = LineDraft.of(TestMenus.TEA, Quantity.ONE);
        Cart cart = orders.lockCart(tx, MERCHANT, id, LineKeys.ofDrafts(List.of(tea)));
        cart.add(List.of(tea), TestMenus.menu(), IDS, WAITER, NOON);
        orders.update(tx, cart);
    }

    // STORE-11
    @Test
    void anUpdateOfAStaleRevisionHasASqlStateOfItsOwn() {
        OrderId id = stored();
        SaleOrder stale = work.run(tx -> orders.lock(tx, MERCHANT, id));
        work.run(tx -> {
            addTea(tx, id);
            return id;
        });
        stale.cancel("late", WAITER, NOON);

        assertThatThrownBy(() -> work.run(tx -> {
                    orders.update(tx, stale);
                    return id;
                }))
                .isInstanceOf(IllegalStateException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("NX001"));
    }

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
                PostgresStoreTest::onAThread);
    }

    // CART-19
    @Test
    void lockedReadSeesTheLatestCommit() throws Exception {
        OrderId id = stored();
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<OrderId> first = held(
                tx -> {
                    addTea(tx, id);
                    return id;
                },
                added,
                commit);
        added.await();
        CompletableFuture<Integer> whole = CompletableFuture.supplyAsync(
                () -> work.run(tx -> {
                    SaleOrder order = orders.lock(tx, MERCHANT, id);
                    return order.lines().stream()
                            .mapToInt(line -> line.quantity().value().intValue())
                            .sum();
                }),
                PostgresStoreTest::onAThread);
        CompletableFuture<OrderId> second = CompletableFuture.supplyAsync(
                () -> work.run(tx -> {
                    addTea(tx, id);
                    return id;
                }),
                PostgresStoreTest::onAThread);
        await().until(() -> waitingForLocks() == 2);
        commit.countDown();
        first.join();
        second.join();

        assertThat(whole.join()).isBetween(4, 5);
        assertThat(views().find(MERCHANT, id).orElseThrow().lines())
                .extracting(line -> line.quantity().toString())
                .containsExactly("2", "3");
        assertThat(views().find(MERCHANT, id)
                        .orElseThrow()
                        .header()
                        .totals()
                        .total()
                        .plain())
                .isEqualTo("160000");
    }

    @Test
    void familyLockWaitsForEveryMember_andReadsTheirLatestLines() throws Exception {
        OrderId one = stored();
        OrderId other = stored();
        CountDownLatch added = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<OrderId> first = held(
                tx -> {
                    addTea(tx, other);
                    return other;
                },
                added,
                commit);
        added.await();
        CompletableFuture<String> family = CompletableFuture.supplyAsync(
                () -> work.run(tx -> orders.lockAll(tx, MERCHANT, List.of(other, one)).order(other).lines().stream()
                        .map(line -> line.quantity().toString())
                        .collect(Collectors.joining(" "))),
                PostgresStoreTest::onAThread);
        await().until(() -> waitingForLocks() == 1);
        commit.countDown();
        first.join();

        assertThat(family.join()).isEqualTo("2 2");
    }

    // FAMILY-17
    @Test
    void twoFamiliesCrossing_waitInsteadOfDeadlocking() throws Exception {
        OrderId one = stored();
        OrderId other = stored();
        long deadlocks = deadlocks();
        CountDownLatch had = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<OrderId> first = held(
                tx -> {
                    orders.lockAll(tx, MERCHANT, List.of(other, one));
                    return one;
                },
                had,
                commit);
        had.await();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(
                () -> work.run(tx -> orders.lockAll(tx, MERCHANT, List.of(one, other))
                        .orders()
                        .size()),
                PostgresStoreTest::onAThread);
        CompletableFuture<Integer> third = CompletableFuture.supplyAsync(
                () -> work.run(tx -> orders.lockAll(tx, MERCHANT, List.of(other, one))
                        .orders()
                        .size()),
                PostgresStoreTest::onAThread);
        await().until(() -> waitingForLocks() == 2);
        commit.countDown();
        first.join();

        assertThat(second.join() + third.join()).isEqualTo(4);
        assertThat(deadlocks()).isEqualTo(deadlocks);
    }

    private long deadlocks() {
        return reads.first(
                        Sql.of("select deadlocks from pg_stat_database where datname = current_database()")
                                .bound(),
                        row -> row.getLong("deadlocks"))
                .orElseThrow();
    }

    // REQUEST-11
    @Test
    void concurrentRepeatWaits_andGetsTheFirstAnswer() throws Exception {
        OrderId id = stored();
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

    // REQUEST-14
    @Test
    void lockTimeoutIsAnsweredAsBusyOrder() throws Exception {
        OrderId id = stored();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<OrderId> first = held(tx -> id, locked, commit);
        locked.await();

        assertThatThrownBy(() -> work.run(tx -> orders.lock(tx, MERCHANT, id)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.part()).isEqualTo(Unavailable.Part.ORDER_BUSY));
        commit.countDown();
        first.join();
    }

    // STORE-5
    @Test
    void deadlockIsRetried_withoutAnError() {
        OrderId one = stored();
        OrderId two = stored();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        Function<List<OrderId>, CompletableFuture<Integer>> crossing = ids -> {
            int[] runs = new int[1];
            return CompletableFuture.supplyAsync(
                    () -> work.run(tx -> {
                        runs[0]++;
                        orders.lock(tx, MERCHANT, ids.get(0));
                        bothHoldOne.countDown();
                        try {
                            bothHoldOne.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        orders.lock(tx, MERCHANT, ids.get(1));
                        return runs[0];
                    }),
                    PostgresStoreTest::onAThread);
        };

        int runs = crossing.apply(List.of(one, two))
                .thenCombine(crossing.apply(List.of(two, one)), Integer::sum)
                .join();

        assertThat(runs).isEqualTo(3);
    }

    // STORE-2
    @Test
    void anIdWorkerBelongsToOneProcessAtATime_andComesBackToTheNext() {
        Clock clock = Clock.systemUTC();
        PostgresSnowflakeLease first = new PostgresSnowflakeLease(reads, clock, "first", OptionalInt.of(3));
        PostgresSnowflakeLease second = new PostgresSnowflakeLease(reads, clock, "second", OptionalInt.of(3));
        first.acquire();
        second.acquire();

        assertThat(first.worker()).isEqualTo(Snowflake.workerOf(0));
        assertThat(second.worker()).isEqualTo(Snowflake.workerOf(1));
        reads.write(Sql.of(
                        "update \"SnowflakeSlot\" set leasedUntil = now() - interval '1 second', owner = 'thief' where slot = 3")
                .bound());
        first.renew();
        assertThat(first.worker()).as("a lost worker is left alone").isNotEqualTo(35);
        first.release();
        assertThatThrownBy(first::worker).isInstanceOf(Unavailable.class);
        second.release();
        PostgresSnowflakeLease third = new PostgresSnowflakeLease(reads, clock, "third", OptionalInt.empty());
        third.acquire();
        assertThat(third.worker()).isEqualTo(Snowflake.workerOf(0));
        assertThat(third.notBeforeMillis()).isPositive();
        third.release();
    }

    // OUTBOX-5
    @Test
    void bucketsAreSharedByRelays_andFallFreeWithTheirConnection() {
        PostgresOutboxQueue one = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        PostgresOutboxQueue other = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        assertThat(one.own(64)).hasSize(64);
        assertThat(one.relays()).isEqualTo(1);
        assertThat(other.own(32)).isEmpty();
        assertThat(one.relays()).isEqualTo(2);

        assertThat(one.own(32)).hasSize(32);
        assertThat(other.own(32)).hasSize(32).doesNotContainAnyElementsOf(one.own(32));
        one.close();
        await().until(() -> other.own(64).size() == 64);
        other.close();
    }

    @Test
    void relayReconnectsWithItsBuckets_afterItsConnectionWasTerminated() {
        PostgresOutboxQueue relay = new PostgresOutboxQueue(TestDatabase.get().unpooled(), reads);
        assertThat(relay.own(64)).hasSize(64);
        reads.list(
                Sql.of(
                                "select pg_terminate_backend(pid, 5000) as terminated from pg_locks where classid = 73002 and granted")
                        .bound(),
                row -> row.getBoolean("terminated"));

        assertThatThrownBy(relay::relays).isInstanceOf(Unavailable.class);
        assertThat(relay.relays()).isEqualTo(1);
        assertThat(relay.own(64)).hasSize(64);
        relay.close();
    }

    @Test
    void theAuditTrailCannotBeRewritten() {
        reads.write(Sql.of("insert into \"AuditEntry\" (id, merchantId, action, actor, requestId, details, createdAt) "
                        + "values (" + IDS.next() + ", 7, 'TEST', 'user:1', 'r', '{}', now())")
                .bound());

        assertThatThrownBy(() -> reads.write(Sql.of("update \"AuditEntry\" set action = 'OTHER' where merchantId = 7")
                        .bound()))
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> reads.write(Sql.of("delete from \"AuditEntry\" where merchantId = 7")
                        .bound()))
                .hasStackTraceContaining("append-only");
    }

    // STORE-9
    @Test
    void theRunbooksQueryRunsAsPrinted() {
        reads.list(
                Sql.of(
                                "SELECT cancellationReason, count(*) FROM \"SaleOrder\" WHERE cancelledAt > now() - interval '1 day' GROUP BY 1")
                        .bound(),
                row -> row.getString(1));
    }
}
