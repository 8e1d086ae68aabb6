package nx.sale.postgres.requests;

import static nx.sale.domain.fixture.TestOrders.MERCHANT;
import static nx.sale.postgres.OtherSide.awaitWaiting;
import static nx.sale.postgres.OtherSide.held;
import static nx.sale.postgres.OtherSide.joined;
import static nx.sale.postgres.OtherSide.onAThread;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import nx.sale.postgres.OtherSide;
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

    // REQUEST-9
    @Test
    void anAnswerIsStoredInTheColumnsThatTheBuildBeforeReads() {
        RequestKey key = new RequestKey(MERCHANT, "user:1", "columns-" + IDS.next(), "print");
        work.run(tx -> {
            requests.add(tx, key);
            requests.update(tx, key, new Kept(201, json("{'a':1}"), Optional.of(3L), Optional.of("/x")));
            return key;
        });

        assertThat(reads.first(
                        Sql.of("""
                                select concat_ws(' ', status, body, revision, location) as stored
                                  from "IdempotencyKey"
                                 where merchantId = :merchant and key = :key
                                """).bind("merchant", MERCHANT.value()).bind("key", key.key()),
                        row -> row.getString("stored")))
                .contains(json("201 {'a':1} 3 /x"));
    }
}
