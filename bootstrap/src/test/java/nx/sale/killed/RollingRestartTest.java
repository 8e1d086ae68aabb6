package nx.sale.killed;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.LongStream;
import nx.sale.json.SisterClient;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Both replicas are replaced, one after the other, while cashiers work: nobody is told no, and no event is lost (OPS-4). */
class RollingRestartTest {
    private static final Logger log = LoggerFactory.getLogger(RollingRestartTest.class);
    private static final int CASHIERS = 4;

    @TempDir
    Path folder;

    /** What stands before the replicas: sends nothing to one that leaves, and knows what each still does. */
    private static final class Gateway {
        private final List<ServiceProcess> open = new CopyOnWriteArrayList<>();
        private final Map<ServiceProcess, Integer> serving = new ConcurrentHashMap<>();
        private final AtomicInteger turn = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();

        /** Once it says that it is ready, as a load balancer does. */
        void admit(ServiceProcess replica) {
            await().until(() -> replica.as("cashier").get("/readyz").status() == 200);
            open.add(replica);
        }

        /** Returns when the replica has answered what it was sent. */
        void dismiss(ServiceProcess replica) {
            synchronized (this) {
                open.remove(replica);
            }
            await().until(() -> serving.getOrDefault(replica, 0) == 0);
        }

        Api.Reply send(Function<Api, Api.Reply> request) {
            ServiceProcess replica;
            synchronized (this) {
                replica = open.get(turn.getAndIncrement() % open.size());
                serving.merge(replica, 1, Integer::sum);
            }
            try {
                sent.incrementAndGet();
                return request.apply(replica.as("cashier"));
            } finally {
                serving.merge(replica, -1, Integer::sum);
            }
        }
    }

    private ServiceProcess replica() throws IOException {
        return new ServiceProcess(folder, Stack.get().postgresUrl(), Stack.get().kafkaBootstrap());
    }

    private static String sale(Gateway gateway) {
        String order =
                gateway.send(cashier -> cashier.newOrder().create()).expect(201).at("/id");
        gateway.send(cashier -> cashier.add(order, PHO.x(1))).expect(200);
        gateway.send(cashier -> cashier.add(order, BUN_CHA.x(2))).expect(200);
        String total = checkedOut(gateway, order);
        gateway.send(cashier -> cashier.post(
                        "/webhooks/payment",
                        Webhooks.success(order).amount(total).body()))
                .expect(200);
        assertThat(gateway.send(cashier -> cashier.get("/sale-orders/" + order))
                        .expect(200)
                        .at("/status"))
                .isEqualTo("COMPLETED");
        return order;
    }

    /**
     * Again when all of pricing's time had passed, as a till does: a machine that has much to do is no refusal by a replica. One that comes
     * sooner is.
     */
    private static String checkedOut(Gateway gateway, String order) {
        while (true) {
            long begun = System.nanoTime();
            Api.Reply reply = gateway.send(cashier -> cashier.checkout(order));
            boolean tooSlow = reply.status() == 503 && System.nanoTime() - begun >= SisterClient.BUDGET.toNanos();
            if (!tooSlow) {
                return reply.expect(200).at("/total");
            }
        }
    }

    /** A checkout is on its way when the replica is told to stop: it is answered, and the replica gone after. */
    private static void replaced(Gateway gateway, ServiceProcess leaving, ServiceProcess next, List<String> orders)
            throws InterruptedException {
        String order = leaving.as("cashier").open(PHO.x(1));
        gateway.admit(next);
        gateway.dismiss(leaving);
        Stack.get().sisters().slow("pricing", 1_000);
        CompletableFuture<Api.Reply> inFlight =
                CompletableFuture.supplyAsync(() -> leaving.as("cashier").checkout(order));
        await().until(() -> Stack.get().sisters().waiting() > 0);
        leaving.stop();
        Stack.get().sisters().slow("pricing", 0);
        assertThat(inFlight.join().expect(200).at("/status")).isEqualTo("PROCESSING");
        orders.add(order);
    }

    // OPS-4
    @Test
    void bothReplicasAreReplacedUnderLoad_withNoRequestRefusedAndNoEventLost() throws Exception {
        Gateway gateway = new Gateway();
        Queue<String> done = new ConcurrentLinkedQueue<>();
        List<String> orders = new ArrayList<>();
        AtomicInteger going = new AtomicInteger(1);
        try (ServiceProcess one = replica();
                ServiceProcess other = replica();
                ExecutorService cashiers = Executors.newFixedThreadPool(CASHIERS)) {
            gateway.admit(one);
            gateway.admit(other);
            List<CompletableFuture<Void>> work = new ArrayList<>();
            for (int cashier = 0; cashier < CASHIERS; cashier++) {
                work.add(CompletableFuture.runAsync(
                        () -> {
                            while (going.get() == 1) {
                                done.add(sale(gateway));
                            }
                        },
                        cashiers));
            }
            try (ServiceProcess oneNext = replica()) {
                replaced(gateway, one, oneNext, orders);
                try (ServiceProcess otherNext = replica()) {
                    replaced(gateway, other, otherNext, orders);
                    int sales = done.size();
                    await().until(() -> done.size() > sales || work.stream().anyMatch(CompletableFuture::isDone));
                    going.set(0);
                    work.forEach(CompletableFuture::join);
                }
            } finally {
                going.set(0);
            }
        }
        orders.addAll(done);
        log.info("replaced sales={} requests={} refused=0", done.size(), gateway.sent.get());
        everyEventArrived(Set.copyOf(orders));
    }

    private static void everyEventArrived(Set<String> orders) {
        String keys = "('" + String.join("', '", orders) + "')";
        await().until(() -> Stack.sql("select count(*) from Outbox where status <> 'PUBLISHED' and key in " + keys)
                .equals(List.of("0")));
        List<String> stored =
                Stack.sql("select count(*) from Outbox where topic = 'sale-order.changed' and key in " + keys);
        int count = Integer.parseInt(stored.getFirst());
        Map<String, List<Topic.Event>> arrived = new LinkedHashMap<>();
        List<String> seen = new ArrayList<>();
        Topic.read(
                        Stack.get().kafkaBootstrap(),
                        Topics.SALE_ORDER_CHANGED,
                        event -> orders.contains(event.key()),
                        count)
                .stream()
                .filter(event -> !seen.contains(event.eventId()))
                .forEach(event -> {
                    seen.add(event.eventId());
                    arrived.computeIfAbsent(event.key(), key -> new ArrayList<>())
                            .add(event);
                });
        assertThat(seen).hasSize(count);
        assertThat(arrived.keySet()).isEqualTo(orders);
        arrived.forEach((order, events) -> assertThat(events)
                .as(order)
                .extracting(Topic.Event::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList()));
    }
}
