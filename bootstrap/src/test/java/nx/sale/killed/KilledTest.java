package nx.sale.killed;

import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import nx.sale.dev.LocalKafka;
import nx.sale.dev.LocalPostgres;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own, killed with -9 at the worst moments (OPS-5). */
class KilledTest {
    @TempDir
    Path folder;

    private static Map<String, List<Topic.Event>> distinctByKey(List<Topic.Event> events) {
        Map<String, List<Topic.Event>> keys = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        for (Topic.Event event : events) {
            if (!seen.contains(event.eventId())) {
                seen.add(event.eventId());
                keys.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
            }
        }
        return keys;
    }

    // OPS-5, OUTBOX-1, OUTBOX-2, OUTBOX-4
    @Test
    void killedBetweenCommitAndPublish_everyEventArrivesAfterTheRestart_inOrderPerOrder() throws Exception {
        int port = ServiceProcess.freePort();
        String brokers = "127.0.0.1:" + port;
        try (LocalPostgres postgres = LocalPostgres.start(folder.resolve("postgres"), 0)) {
            List<String> orders = new ArrayList<>();
            try (ServiceProcess service = new ServiceProcess(folder, postgres.url(), brokers).knowingCallers()) {
                Stack.seed(service.as("owner"));
                for (int number = 0; number < 5; number++) {
                    String order = service.as("cashier").open(PHO.x(1));
                    service.as("cashier").checkout(order).expect(200);
                    orders.add(order);
                }
            }
            assertThat(sql(postgres, "select count(*) from sale.Outbox where status = 'PENDING'"))
                    .isEqualTo("10");

            try (LocalKafka kafka = LocalKafka.start(folder.resolve("kafka"), port, Topics.ALL)) {
                try (ServiceProcess service = new ServiceProcess(folder, postgres.url(), brokers).knowingCallers()) {
                    List<CompletableFuture<String>> more = new ArrayList<>();
                    for (int number = 0; number < 30; number++) {
                        more.add(CompletableFuture.supplyAsync(() -> {
                                    String order = service.as("cashier").open(PHO.x(1));
                                    service.as("cashier").checkout(order);
                                    return order;
                                })
                                .exceptionally(dead -> ""));
                    }
                    await().until(() ->
                            more.stream().filter(CompletableFuture::isDone).count() > 5);
                    service.kill();
                    more.forEach(CompletableFuture::join);
                }
                try (ServiceProcess service = new ServiceProcess(folder, postgres.url(), brokers).knowingCallers()) {
                    await().until(() -> sql(postgres, "select count(*) from sale.Outbox where status <> 'PUBLISHED'")
                            .equals("0"));
                    assertThat(service.alive()).isTrue();
                }
                int stored = Integer.parseInt(
                        sql(postgres, "select count(*) from sale.Outbox where topic = 'sale-order.changed'"));
                Map<String, List<Topic.Event>> arrived = distinctByKey(
                        Topic.read(kafka.bootstrapServers(), Topics.SALE_ORDER_CHANGED, event -> true, stored));

                assertThat(arrived.values().stream().mapToInt(List::size).sum()).isEqualTo(stored);
                assertThat(arrived.keySet()).containsAll(orders);
                arrived.values()
                        .forEach(events -> assertThat(events)
                                .extracting(Topic.Event::sequence)
                                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, events.size())
                                        .boxed()
                                        .toList()));
            }
        }
    }

    private static String sql(LocalPostgres postgres, String query) {
        return Stack.sql(postgres.url(), query).getFirst();
    }

    // OPS-5
    @Test
    void killedInTheMiddleOfACheckout_theOrderIsADraftOrProcessing_neverBetween() throws Exception {
        String brokers = Stack.get().kafkaBootstrap();
        List<String> orders = new ArrayList<>();
        try (ServiceProcess service = new ServiceProcess(folder, Stack.get().postgresUrl(), brokers).knowingCallers()) {
            for (int number = 0; number < 12; number++) {
                orders.add(service.as("cashier").open(PHO.x(2), LUNCH.x(1)));
            }
            Stack.get().sisters().slow("pricing", 40);
            List<CompletableFuture<Integer>> checkouts = orders.stream()
                    .map(order -> CompletableFuture.supplyAsync(() -> service.as("cashier")
                                    .key("till-" + order)
                                    .checkout(order)
                                    .status())
                            .exceptionally(dead -> 0))
                    .toList();
            await().until(() -> checkouts.stream().anyMatch(CompletableFuture::isDone));
            service.kill();
            checkouts.forEach(CompletableFuture::join);
        } finally {
            Stack.get().sisters().slow("pricing", 0);
        }

        Api cashier = Stack.as("cashier");
        for (String order : orders) {
            Api.Reply found =
                    cashier.get("/sale-orders/" + order + "?include=items").expect(200);
            boolean draft = found.at("/status").equals("DRAFT");
            assertThat(found.at("/status")).isIn("DRAFT", "PROCESSING");
            assertThat(found.at("/tax").equals("0")).isEqualTo(draft);
            assertThat(found.body().at("/items/0/priceMetadata").isNull()).isEqualTo(draft);
            assertThat(found.body().at("/metadata").isNull()).isEqualTo(draft);
            Api.Reply again = cashier.key("till-" + order).checkout(order).expect(200);
            assertThat(again.header("Idempotent-Replayed").isEmpty()).isEqualTo(draft);
            List<Topic.Event> events = Topic.of(brokers, Topics.SALE_ORDER_CHANGED, order, 2);
            assertThat(distinctByKey(events).get(order))
                    .extracting(event -> event.body().at("/change").asText())
                    .containsExactly("OPENED", "CHECKED_OUT");
        }
    }
}
