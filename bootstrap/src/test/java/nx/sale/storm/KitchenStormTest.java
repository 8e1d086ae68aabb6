package nx.sale.storm;

import static nx.sale.kit.Menu.BANH_MI;
import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.COFFEE;
import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Menu.Dish;
import nx.sale.kit.Stack;
import nx.sale.kit.Topic;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fifty people at one kitchen: waiters add and send, cooks advance, managers void, all on the same twelve orders, for five seconds;
 * {@code -Dstorm.seconds=60} is the long form that ops/bench runs. At the end SQL and Kafka must tell the same story.
 */
class KitchenStormTest {
    private static final Logger log = LoggerFactory.getLogger(KitchenStormTest.class);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("storm.seconds", 5));
    private static final String TOPIC = "kitchen-ticket-item.status-changed";
    private static final List<Dish> DISHES = List.of(PHO, BUN_CHA, BANH_MI, COFFEE, LUNCH);

    private final Api waiter = Stack.as("waiter");
    private final Api cook = Stack.as("kitchen");
    private final Api manager = Stack.as("manager");
    private final String hot = Stack.sql(
                    "select id from KitchenStation where code = 'HOT' and merchantId = 70001 and deletedAt is null")
            .getFirst();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> merged = new CopyOnWriteArrayList<>();
    private final List<String> items = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    @Test
    void everyDishReachesItsStationOnce_andNothingIsCookedTwice() {
        for (int table = 0; table < 12; table++) {
            orders.add(waiter.open(PHO.x(2), LUNCH.x(1)));
        }
        long deadlocks = Audit.deadlocks();
        long end = System.nanoTime() + LENGTH.toNanos();
        try (ExecutorService staff = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> working = IntStream.range(0, 50)
                    .mapToObj(person -> CompletableFuture.runAsync(() -> work(person, end), staff))
                    .toList();
            working.forEach(CompletableFuture::join);
        }
        log.info("kitchen storm seconds={} answers={}", LENGTH.toSeconds(), new TreeMap<>(answers));

        orders.forEach(order -> send(order, "")); // what is left
        assertThat(answers.keySet()).as("answers %s", answers).allMatch(answer -> answer.matches("(2..|404|409) .*"));
        assertThat(answers).containsKeys("201 send", "200 step", "200 void", "200 bulk", "200 merge");
        assertThat(Audit.deadlocks()).isEqualTo(deadlocks);
        Audit.nothingIsLost();
        everyQuantityIsWithTheKitchenOnce();
        kafkaTellsTheSame();
    }

    private void work(int person, long end) {
        Random random = new Random(person);
        while (System.nanoTime() < end) {
            if (person < 20) {
                serve(random);
            } else if (person < 42) {
                advance(random);
            } else {
                manage(random);
            }
        }
    }

    private void serve(Random random) {
        String order = Seeded.one(random, orders);
        switch (random.nextInt(3)) {
            case 0 -> count("add", waiter.add(order, Seeded.one(random, DISHES).x(1 + random.nextInt(3))));
            case 1 -> send(order, "");
            default -> send(order, json("{'idempotencyKey':'k%s'}", random.nextInt(50)));
        }
    }

    private void send(String order, String body) {
        Api.Reply sent = count("send", waiter.post("/sale-orders/" + order + "/kitchen-tickets", body));
        if (sent.status() == 201) {
            sent.body()
                    .at("/data")
                    .forEach(ticket -> ticket.at("/items")
                            .forEach(item -> items.add(item.at("/id").asText())));
        }
    }

    private void advance(Random random) {
        if (items.isEmpty() || random.nextInt(20) == 0) {
            count("look", cook.get("/kitchen-stations/" + hot + "/queue?limit=200"));
            return;
        }
        String next = Seeded.one(random, List.of("COOKING", "READY", "SERVED"));
        if (random.nextInt(4) == 0) {
            Set<String> many = new HashSet<>(List.of(Seeded.one(random, items), Seeded.one(random, items)));
            StringBuilder body = new StringBuilder();
            many.forEach(item ->
                    body.append(body.isEmpty() ? "" : ",").append(json("{'id':'%s','status':'%s'}", item, next)));
            count("bulk", cook.patch("/kitchen-ticket-items/status", json("{'items':[%s]}", body)));
        } else {
            count("step", cook.cook(Seeded.one(random, items), next));
        }
    }

    private void manage(Random random) {
        if (random.nextInt(6) == 0) {
            String target = Seeded.one(random, orders);
            String source = waiter.open(BUN_CHA.x(1));
            merged.add(source);
            send(source, "");
            count("merge", manager.merge(target, source));
        } else if (items.isEmpty()) {
            count("look", cook.get("/kitchen-stations/" + hot + "/queue"));
        } else {
            count(
                    "void",
                    manager.patch(
                            "/kitchen-ticket-items/" + Seeded.one(random, items) + "/status",
                            json("{'status':'VOIDED','reason':'storm'}")));
        }
    }

    private Api.Reply count(String what, Api.Reply reply) {
        answers.computeIfAbsent(reply.status() + " " + what, key -> new AtomicInteger())
                .incrementAndGet();
        return reply;
    }

    private void everyQuantityIsWithTheKitchenOnce() {
        String mine = String.join(",", orders);
        assertThat(Stack.sql("""
                        select i.id, i.quantity, i.sentQuantity, coalesce(k.quantity, 0)
                          from "SaleOrderItem" i
                          left join (select saleOrderItemId, sum(quantity) as quantity from "KitchenTicketItem"
                                      where status <> 'VOIDED' group by 1) k on k.saleOrderItemId = i.id
                         where i.saleOrderId in (%s) and i.deletedAt is null
                           and not exists (select 1 from "SaleOrderItem" p where p.leadItemId = i.id and p.deletedAt is null)
                           and (i.sentQuantity <> i.quantity or coalesce(k.quantity, 0) <> i.quantity)
                        """.formatted(mine)))
                .as("lines of which more or less is with the kitchen than was ordered")
                .isEmpty();
        assertThat(Stack.sql("""
                        select i.id from "KitchenTicketItem" i join "SaleOrderItem" l on l.id = i.saleOrderItemId
                         where i.saleOrderId <> l.saleOrderId
                        """)).as("dishes that lost their line").isEmpty();
        assertThat(Stack.sql("""
                        select i.id from "KitchenTicketItem" i
                          join "KitchenTicket" t on t.id = i.kitchenTicketId
                          join "KitchenStation" s on s.id = t.stationId
                          join "SaleOrderItem" l on l.id = i.saleOrderItemId
                         where i.saleOrderId in (%s) and l.kitchenStationCode <> s.code
                        """.formatted(mine)))
                .as("dishes at another station than theirs")
                .isEmpty();
    }

    /** Every item's chain of events starts at PENDING, has no gap, and ends where its row is; sequences have no gap. */
    private void kafkaTellsTheSame() {
        Set<String> mine = new HashSet<>(orders);
        mine.addAll(merged);
        String all = String.join(",", mine);
        int expected =
                Integer.parseInt(Stack.sql("select sum(kitchenSequence) from SaleOrder where id in (" + all + ")")
                        .getFirst());
        Map<String, List<Long>> sequences = new HashMap<>();
        Map<String, List<JsonNode>> chains = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Topic.Event event :
                Topic.read(Stack.get().kafkaBootstrap(), TOPIC, event -> mine.contains(event.key()), expected)) {
            if (seen.add(event.eventId())) {
                sequences.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event.sequence());
                chains.computeIfAbsent(event.body().at("/kitchenTicketItemId").asText(), key -> new ArrayList<>())
                        .add(event.body());
            }
        }
        sequences.forEach((order, numbers) -> assertThat(numbers)
                .as("sequence of order %s", order)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size())
                        .mapToObj(Long::valueOf)
                        .toList()));
        assertThat(seen).hasSize(expected);
        for (String row : Stack.sql("select id, status from KitchenTicketItem where saleOrderId in (" + all + ")")) {
            String[] columns = row.split("\\|");
            assertThat(walked(chains.getOrDefault(columns[0], List.of())))
                    .as("item %s", columns[0])
                    .isEqualTo(columns[1]);
        }
    }

    /** Where a chain ends. An item that went to another order has changed partitions on its way: the times order its steps. */
    private static String walked(List<JsonNode> chain) {
        String status = "PENDING";
        for (JsonNode step : chain.stream()
                .sorted(Comparator.comparing(
                        one -> Instant.parse(one.at("/changedAt").asText())))
                .toList()) {
            assertThat(step.at("/fromStatus").asText()).as("step %s", step).isEqualTo(status);
            status = step.at("/toStatus").asText();
        }
        return status;
    }
}
