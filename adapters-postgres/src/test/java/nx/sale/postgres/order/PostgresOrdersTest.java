package nx.sale.postgres.order;

import static nx.sale.domain.order.TestOrders.MERCHANT;
import static nx.sale.domain.order.TestOrders.NOON;
import static nx.sale.domain.order.TestOrders.WAITER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import nx.sale.domain.catalogue.TestMenus;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.order.TestOrders;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.TestDatabase;
import nx.sale.postgres.sql.PostgresUnitOfWork;
import nx.sale.postgres.sql.Reads;
import nx.sale.postgres.sql.Sql;
import org.junit.jupiter.api.Test;

/** Orders do right by two connections at once. */
class PostgresOrdersTest {
    private static final Ids IDS = TestOrders.ids(System.nanoTime());

    private final Reads reads = TestDatabase.reads();
    private final PostgresUnitOfWork work = TestDatabase.work();
    private final Orders orders = TestDatabase.orders();
    private final StoredOrders stored = new StoredOrders(work, MERCHANT, orders, new PostgresOrderViews(reads));

    private void addTea(Tx tx, OrderId id) {
        LineDraft tea = LineDraft.of(TestMenus.TEA, Quantity.ONE);
        Cart cart = orders.lockCart(tx, MERCHANT, id, LineKeys.ofDrafts(List.of(tea)));
        cart.add(List.of(tea), TestMenus.menu(), IDS, WAITER, NOON);
        orders.update(tx, cart);
    }

    // STORE-11
    @Test
    void anUpdateOfAStaleRevisionHasASqlStateOfItsOwn() {
        OrderId id = stored.draft();
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
                PostgresOrdersTest::onAThread);
    }

    // CART-19
    @Test
    void lockedReadSeesTheLatestCommit() throws Exception {
        OrderId id = stored.draft();
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
                PostgresOrdersTest::onAThread);
        CompletableFuture<OrderId> second = CompletableFuture.supplyAsync(
                () -> work.run(tx -> {
                    addTea(tx, id);
                    return id;
                }),
                PostgresOrdersTest::onAThread);
        await().until(() -> waitingForLocks() == 2);
        commit.countDown();
        first.join();
        second.join();

        assertThat(whole.join()).isBetween(4, 5);
        assertThat(stored.found(id).lines())
                .extracting(line -> line.quantity().toString())
                .containsExactly("2", "3");
        assertThat(stored.found(id).header().totals().total().canonical()).isEqualTo("160000");
    }

    @Test
    void familyLockWaitsForEveryMember_andReadsTheirLatestLines() throws Exception {
        OrderId one = stored.draft();
        OrderId other = stored.draft();
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
                PostgresOrdersTest::onAThread);
        await().until(() -> waitingForLocks() == 1);
        commit.countDown();
        first.join();

        assertThat(family.join()).isEqualTo("2 2");
    }

    // FAMILY-17
    @Test
    void twoFamiliesCrossing_waitInsteadOfDeadlocking() throws Exception {
        OrderId one = stored.draft();
        OrderId other = stored.draft();
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
                PostgresOrdersTest::onAThread);
        CompletableFuture<Integer> third = CompletableFuture.supplyAsync(
                () -> work.run(tx -> orders.lockAll(tx, MERCHANT, List.of(other, one))
                        .orders()
                        .size()),
                PostgresOrdersTest::onAThread);
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

    // REQUEST-14
    @Test
    void lockTimeoutIsAnsweredAsBusyOrder() throws Exception {
        OrderId id = stored.draft();
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
        OrderId one = stored.draft();
        OrderId two = stored.draft();
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
                    PostgresOrdersTest::onAThread);
        };

        int runs = crossing.apply(List.of(one, two))
                .thenCombine(crossing.apply(List.of(two, one)), Integer::sum)
                .join();

        assertThat(runs).isEqualTo(3);
    }
}
