package nx.sale.storm;

import static nx.sale.kit.Menu.LUNCH;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nx.sale.domain.shared.Seeded;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sixteen waiters merge and split the same ten tables across each other, for five seconds; {@code -Dstorm.seconds=60} is the long form
 * that ops/bench runs.
 */
class FamilyStormTest {
    private static final Logger log = LoggerFactory.getLogger(FamilyStormTest.class);
    private static final int WAITERS = 16;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("storm.seconds", 5));

    private final Api waiter = Stack.as("waiter");
    private final List<String> tables = new CopyOnWriteArrayList<>();
    private final Queue<String> merged = new ConcurrentLinkedQueue<>();
    private final Queue<String> parted = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    // FAMILY-17
    @Test
    void crossingMergesAndSplitsLoseNothing_andNeverDeadlock() {
        for (int table = 0; table < 10; table++) {
            tables.add(waiter.open(PHO.x(3), TEA.x(2), LUNCH.x(1)));
        }
        BigDecimal subtotal = Audit.subtotal(tables);
        BigDecimal quantity = Audit.quantity(tables);
        long deadlocks = Audit.deadlocks();
        long end = System.nanoTime() + LENGTH.toNanos();

        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> working = IntStream.range(0, WAITERS)
                    .mapToObj(Random::new)
                    .map(random -> CompletableFuture.runAsync(
                            () -> {
                                while (System.nanoTime() < end) {
                                    act(random);
                                }
                            },
                            waiters))
                    .toList();
            working.forEach(CompletableFuture::join);
        }

        log.info("storm seconds={} answers={}", LENGTH.toSeconds(), new TreeMap<>(answers));
        assertThat(answers.keySet())
                .as("answers %s", answers)
                .allMatch(answer -> answer.matches("(200|201|404|409|422) .*"));
        assertThat(answers)
                .containsKeys(
                        "201 kitchen-tickets", "200 merge", "200 merge/rollback", "200 split", "200 split/rollback");
        assertThat(Audit.deadlocks()).isEqualTo(deadlocks);
        Audit.nothingIsLost();
        assertThat(Audit.subtotal(tables)).isEqualByComparingTo(subtotal);
        assertThat(Audit.quantity(tables)).isEqualByComparingTo(quantity);
    }

    private void act(Random random) {
        String table = any(random);
        switch (random.nextInt(5)) {
            case 4 -> send(table, "kitchen-tickets", "");
            case 0 -> {
                String body = json("{'sourceOrderIds':['%s']}", any(random));
                if (send(table, "merge", body).status() == 200) {
                    merged.add(table);
                }
            }
            case 1 -> split(table, random);
            case 2 -> send(Optional.ofNullable(merged.poll()).orElse(table), "merge/rollback", "");
            default -> send(Optional.ofNullable(parted.poll()).orElse(table), "split/rollback", "");
        }
    }

    /** Mostly one of the first ten, so that they cross. */
    private String any(Random random) {
        return tables.get(random.nextInt(random.nextInt(8) == 0 ? tables.size() : 10));
    }

    private void split(String table, Random random) {
        JsonNode items = waiter.get("/sale-orders/" + table + "?include=items")
                .expect(200)
                .body()
                .at("/items");
        List<JsonNode> leads = new ArrayList<>();
        items.forEach(item -> {
            if (item.at("/leadItemId").isNull()) {
                leads.add(item);
            }
        });
        if (leads.isEmpty() || tables.size() > 200) {
            return;
        }
        String body = json(
                "{'orders':[{'items':[{'itemId':'%s','quantity':'0.5'}]}]}",
                Seeded.one(random, leads).at("/id").asText());
        Api.Reply reply = send(table, "split", body);
        if (reply.status() == 200) {
            tables.add(reply.at("/orders/0/id"));
            parted.add(table);
        }
    }

    /** 404: the item moved on between the look and the act. 422: a table was to be merged with itself. */
    private Api.Reply send(String table, String what, String body) {
        Api.Reply reply = waiter.post("/sale-orders/" + table + "/" + what, body);
        // An item may have moved on, or an order be merged with itself, between the look and the act: 404 and 422 say
        // so.
        int status = reply.status() == 404 || reply.status() == 422 ? 409 : reply.status();
        answers.computeIfAbsent(status + " " + what, key -> new AtomicInteger()).incrementAndGet();
        return reply;
    }
}
