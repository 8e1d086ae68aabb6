package nx.sale.storm;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody wants the table of somebody else at the same moment: reservations exchange their tables, parties are transferred, check in,
 * leave, are merged, and the plan is drawn anew beneath them. Whoever loses is told who has the table; PostgreSQL never has to break a
 * deadlock.
 */
class ExchangeStormTest {
    private static final Logger log = LoggerFactory.getLogger(ExchangeStormTest.class);
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("storm.seconds", 5));
    private static final Instant EVENING = Instant.parse("2031-05-01T10:00:00Z");
    private static final int TABLES = 6;

    private final Api host = Stack.as("host").patient();
    private final Api manager = Stack.as("manager").patient();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    /** Two guests, two connections, the same moment: the case the report names. */
    // FLOOR-6
    @Test
    void twoReservationsThatExchangeTablesNeverDeadlock() {
        Floor floor = Floor.drawn(manager, 2);
        String first = reserve(floor, 0);
        String second = reserve(floor, 1);
        long deadlocks = Audit.deadlocks();

        try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 100; round++) {
                CompletableFuture<Void> one =
                        CompletableFuture.runAsync(() -> count("exchange", move(floor, first, 1)), hosts);
                CompletableFuture<Void> other =
                        CompletableFuture.runAsync(() -> count("exchange", move(floor, second, 0)), hosts);
                one.join();
                other.join();
            }
        }

        assertThat(answers.keySet()).containsExactly("409 exchange");
        assertThat(Audit.deadlocks()).as("deadlocks").isEqualTo(deadlocks);
    }

    // FLOOR-6
    @Test
    void tableExchangesNeverDeadlock() {
        Floor floor = Floor.drawn(manager, TABLES);
        long deadlocks = Audit.deadlocks();
        long end = System.nanoTime() + LENGTH.toNanos();
        try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> busy = IntStream.range(0, 12)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> {
                                Random random = new Random(number);
                                while (System.nanoTime() < end) {
                                    if (number == 0) {
                                        redraw(floor);
                                    } else if (number % 2 == 0) {
                                        reservations(floor, random);
                                    } else {
                                        parties(floor, random);
                                    }
                                }
                            },
                            hosts))
                    .toList();
            busy.forEach(CompletableFuture::join);
        }

        log.info("exchange storm seconds={} answers={}", LENGTH.toSeconds(), new TreeMap<>(answers));
        assertThat(answers.keySet()).as("answers %s", answers).allMatch(answer -> answer.matches("(200|201|409) .*"));
        assertThat(answers)
                .containsKeys("200 move", "409 move", "200 transfer", "409 transfer", "200 leave", "200 check in");
        assertThat(Stack.sql("""
                        select a.id, b.id from "AllocationUsage" a join "AllocationUsage" b
                            on a.unitId = b.unitId and a.id < b.id and a.startsAt < b.endsAt and b.startsAt < a.endsAt
                         where a.status = 'ACTIVE' and b.status = 'ACTIVE' and a.layoutId = %s
                        """.formatted(floor.layout())))
                .as("tables given twice")
                .isEmpty();
        assertThat(Audit.deadlocks()).as("deadlocks").isEqualTo(deadlocks);
    }

    private String reserve(Floor floor, int table) {
        return host.post("/reservations", reserving(floor, EVENING, table))
                .expect(201)
                .at("/id");
    }

    private static String reserving(Floor floor, Instant from, int table) {
        return json(
                "{'guestName':'Guest','partySize':2,'reservedFrom':'%s','reservedTo':'%s','unitIds':['%s']}",
                from, from.plus(Duration.ofHours(2)), floor.unit(table));
    }

    private Api.Reply move(Floor floor, String reservation, int... tables) {
        return host.patch("/reservations/" + reservation, json("{'unitIds':[%s]}", ids(floor, tables)));
    }

    private static String ids(Floor floor, int... tables) {
        return String.join(
                ",",
                IntStream.of(tables)
                        .mapToObj(table -> json("'%s'", floor.unit(table)))
                        .toList());
    }

    private void reservations(Floor floor, Random random) {
        int at = random.nextInt(TABLES);
        boolean now = random.nextInt(4) == 0;
        Instant from =
                now ? Instant.now().plus(Duration.ofMinutes(5)) : EVENING.plus(Duration.ofHours(random.nextInt(3)));
        Api.Reply reserved = count("reserve", host.post("/reservations", reserving(floor, from, at)));
        if (reserved.status() != 201) {
            return;
        }
        String id = reserved.at("/id");
        for (int again = 0; again < 4; again++) {
            int first = random.nextInt(TABLES);
            count("move", move(floor, id, first, (first + 1 + random.nextInt(TABLES - 1)) % TABLES));
        }
        if (now) {
            host.patch("/reservations/" + id, json("{'status':'CONFIRMED'}"));
            Api.Reply arrived = count("check in", host.checkIn(id));
            if (arrived.status() == 200 || arrived.status() == 201) {
                count("cancel order", manager.cancel(arrived.at("/order/id"), "storm"));
                return;
            }
        }
        count("cancel", host.post("/reservations/" + id + "/cancel", json("{'reason':'storm'}")));
    }

    private void parties(Floor floor, Random random) {
        String order = host.open();
        Api.Reply seated = count("seat", floor.seat(host, random.nextInt(TABLES), order));
        if (seated.status() != 201) {
            return;
        }
        String usage = seated.at("/id");
        for (int again = 0; again < 4; again++) {
            count(
                    "transfer",
                    host.post(
                            "/allocation-usages/" + usage + "/transfer",
                            json("{'unitId':'%s'}", floor.unit(random.nextInt(TABLES)))));
        }
        if (random.nextBoolean()) {
            count("leave", host.post("/allocation-usages/batch/complete", json("{'usageIds':['%s']}", usage)));
        } else {
            count("leave", host.post("/allocation-usages/" + usage + "/complete", ""));
        }
    }

    private void redraw(Floor floor) {
        count("rename", manager.patch("/allocation-layouts/" + floor.layout(), json("{'name':'Floor'}")));
    }

    private Api.Reply count(String what, Api.Reply reply) {
        answers.computeIfAbsent(reply.status() + " " + what, key -> new AtomicInteger())
                .incrementAndGet();
        return reply;
    }
}
