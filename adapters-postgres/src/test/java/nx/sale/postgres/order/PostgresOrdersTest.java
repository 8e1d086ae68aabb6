package nx.sale.postgres.order;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.domain.fixture.TestOrders.NOON;
import static nx.sale.domain.fixture.TestOrders.WAITER;
import static nx.sale.postgres.OtherSide.awaitWaiting;
import static nx.sale.postgres.OtherSide.failWith;
import static nx.sale.postgres.OtherSide.held;
import static nx.sale.postgres.OtherSide.joined;
import static nx.sale.postgres.OtherSide.onAThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import nx.sale.domain.contract.StoredOrders;
import nx.sale.domain.fixture.TestMenus;
import nx.sale.domain.fixture.TestOrders;
import nx.sale.domain.id.Ids;
import nx.sale.domain.id.OrderId;
import nx.sale.domain.order.Cart;
import nx.sale.domain.order.LineDraft;
import nx.sale.domain.order.LineKeys;
import nx.sale.domain.order.Orders;
import nx.sale.domain.order.SaleOrder;
import nx.sale.domain.shared.Quantity;
import nx.sale.domain.shared.Tx;
import nx.sale.domain.shared.Unavailable;
import nx.sale.postgres.OtherSide;
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

    // CART-19
    @Test
    void lockedReadSeesTheLatestCommit() {
        OrderId id = stored.draft();
        OtherSide.Held first = held(tx -> {
            addTea(tx, id);
            return id;
        });
        CompletableFuture<Integer> whole = onAThread(() -> work.run(tx -> {
            SaleOrder order = orders.lock(tx, MERCHANT, id);
            return order.lines().stream()
                    .mapToInt(line -> line.quantity().value().intValue())
                    .sum();
        }));
        CompletableFuture<OrderId> second = onAThread(() -> work.run(tx -> {
            addTea(tx, id);
            return id;
        }));
        awaitWaiting(2, second, whole);
        first.commit();
        joined(second);

        assertThat(joined(whole)).isBetween(4, 5);
        assertThat(stored.found(id).lines())
                .extracting(line -> line.quantity().toString())
                .containsExactly("2", "3");
        assertThat(stored.found(id).header().totals().total().canonical()).isEqualTo("160000");
    }

    @Test
    void familyLockWaitsForEveryMember_andReadsTheirLatestLines() {
        OrderId one = stored.draft();
        OrderId other = stored.draft();
        OtherSide.Held first = held(tx -> {
            addTea(tx, other);
            return other;
        });
        CompletableFuture<String> family = onAThread(() ->
                work.run(tx -> orders.lockAll(tx, MERCHANT, List.of(other, one)).order(other).lines().stream()
                        .map(line -> line.quantity().toString())
                        .collect(Collectors.joining(" "))));
        awaitWaiting(1, family);
        first.commit();

        assertThat(joined(family)).isEqualTo("2 2");
    }

    // FAMILY-17
    @Test
    void twoFamiliesCrossing_waitInsteadOfDeadlocking() {
        OrderId one = stored.draft();
        OrderId other = stored.draft();
        long deadlocks = deadlocks();
        OtherSide.Held first = held(tx -> {
            orders.lockAll(tx, MERCHANT, List.of(other, one));
            return one;
        });
        CompletableFuture<Integer> second = onAThread(() -> work.run(
                tx -> orders.lockAll(tx, MERCHANT, List.of(one, other)).orders().size()));
        CompletableFuture<Integer> third = onAThread(() -> work.run(
                tx -> orders.lockAll(tx, MERCHANT, List.of(other, one)).orders().size()));
        awaitWaiting(2, second, third);
        first.commit();

        assertThat(joined(second) + joined(third)).isEqualTo(4);
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
    void lockTimeoutIsAnsweredAsBusyOrder() {
        OrderId id = stored.draft();
        OtherSide.Held first = held(tx -> orders.lock(tx, MERCHANT, id));

        assertThatThrownBy(() -> work.run(tx -> orders.lock(tx, MERCHANT, id)))
                .isInstanceOfSatisfying(
                        Unavailable.class, e -> assertThat(e.part()).isEqualTo(Unavailable.Part.ORDER_BUSY));
        first.commit();
    }

    // STORE-5
    @Test
    void deadlockIsRetried_withoutAnError() {
        OrderId one = stored.draft();
        OrderId two = stored.draft();
        CompletableFuture<Void> oneHeld = new CompletableFuture<>();
        CompletableFuture<Void> twoHeld = new CompletableFuture<>();

        CompletableFuture<Integer> there = crossing(List.of(one, two), oneHeld, twoHeld);
        CompletableFuture<Integer> back = crossing(List.of(two, one), twoHeld, oneHeld);
        int runs = joined(there) + joined(back);

        assertThat(runs).isEqualTo(3);
    }

    /** Locks the first order, waits until the other side holds its own, then locks the second. */
    private CompletableFuture<Integer> crossing(
            List<OrderId> ids, CompletableFuture<Void> held, CompletableFuture<Void> otherHeld) {
        int[] runs = new int[1];
        CompletableFuture<Integer> side = onAThread(() -> work.run(tx -> {
            runs[0]++;
            orders.lock(tx, MERCHANT, ids.getFirst());
            held.complete(null);
            joined(otherHeld);
            orders.lock(tx, MERCHANT, ids.getLast());
            return runs[0];
        }));
        failWith(held, side);
        return side;
    }
}
