package nx.sale.journey;

import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import org.junit.jupiter.api.Test;

/** Messages that cannot be sent, on the real broker. */
class OutboxTest {
    private static void insert(String key, int sequence, String body) {
        Stack.sql(
                "insert into Outbox (merchantId, eventId, bucket, topic, key, sequence, type, version, body, requestId, occurredAt) values (70001, "
                        + (System.nanoTime() + sequence) + ", " + Math.floorMod(key.hashCode(), 64)
                        + ", 'sale-order.changed', '" + key + "', "
                        + sequence + ", 'test', 1, " + body + ", 'poison', now())");
    }

    private static List<String> states(String key) {
        return Stack.sql("select sequence, status from Outbox where key = '" + key + "' order by position");
    }

    // OUTBOX-7
    @Test
    void aPoisonMessageIsParked_itsKeyWaits_theOthersGoOn() {
        String poisoned = "poisoned-" + System.nanoTime();
        String healthy = "healthy-" + System.nanoTime();
        insert(poisoned, 1, "repeat('x', 3000000)");
        insert(poisoned, 2, "'{}'");
        insert(healthy, 1, "'{}'");

        await().until(() -> states(healthy).equals(List.of("1|PUBLISHED")));
        await().until(() -> states(poisoned).equals(List.of("1|PARKED", "2|PENDING")));

        assertThat(Stack.sql("select attempts, lastError from Outbox where key = '" + poisoned + "' and sequence = 1")
                        .getFirst())
                .startsWith("5|")
                .contains("RecordTooLarge");
        assertThat(Stack.as("operator")
                        .get("/operations/overview")
                        .expect(200)
                        .body()
                        .at("/outbox/parked")
                        .asInt())
                .isPositive();
        Stack.sql("update Outbox set status = 'PUBLISHED', publishedAt = now() where key = '" + poisoned
                + "' and sequence = 1");
        await().until(() -> states(poisoned).equals(List.of("1|PUBLISHED", "2|PUBLISHED")));
    }

    // OUTBOX-10, REQUEST-16
    @Test
    void everyRecordCarriesItsHeaders() {
        String order = Stack.as("cashier").with("X-Request-Id", "trace-me").open(PHO.x(1));

        Topic.Event event = Topic.of(Stack.get().kafkaBootstrap(), "sale-order.changed", order, 1)
                .getFirst();

        assertThat(event.headers())
                .containsEntry("requestId", "trace-me")
                .containsEntry("sequence", "1")
                .containsEntry("eventType", "sale-order.changed")
                .containsEntry("ce_type", "sale-order.changed")
                .containsEntry("ce_subject", order)
                .containsEntry("ce_id", event.eventId())
                .containsKeys("eventVersion", "occurredAt", "ce_time", "ce_source", "ce_specversion");
    }
}
