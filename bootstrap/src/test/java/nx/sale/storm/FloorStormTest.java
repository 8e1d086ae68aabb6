package nx.sale.storm;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
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
import nx.sale.containers.OutsidePostgres;
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Floor;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hundred hosts grab the same ten tables for overlapping times, several at once, by reservation and by walk-in. */
class FloorStormTest {
    private static final Logger log = LoggerFactory.getLogger(FloorStormTest.class);
    private static final int HOSTS = 100;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("storm.seconds", 4));
    private static final Instant OPENING = Instant.parse("2033-01-01T10:00:00Z");

    private final Api host = Stack.as("host").patient();
    private final Floor floor = Floor.drawn(Stack.as("manager"), 10);
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

    // FLOOR-3
    @Test
    void noTableIsGivenTwice_andEveryLoserLearnsWhyAndWhen() {
        long deadlocks = Audit.deadlocks();
        long end = System.nanoTime() + LENGTH.toNanos();
        try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> grabbing = IntStream.range(0, HOSTS)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> {
                                Random random = new Random(number);
                                while (System.nanoTime() < end) {
                                    grab(random);
                                }
                            },
                            hosts))
                    .toList();
            grabbing.forEach(CompletableFuture::join);
        }

        log.info("floor storm hosts={} answers={}", HOSTS, new TreeMap<>(answers));
        assertThat(answers.keySet()).as("answers %s", answers).allMatch(answer -> answer.matches("(200|201|409) .*"));
        assertThat(answers).containsKeys("201 reserve", "409 reserve", "201 walk-in", "409 walk-in", "200 cancel");
        assertThat(Stack.sql("""
                        select a.id, b.id from "AllocationUsage" a join "AllocationUsage" b
                            on a.unitId = b.unitId and a.id < b.id and a.startsAt < b.endsAt and b.startsAt < a.endsAt
                         where a.status = 'ACTIVE' and b.status = 'ACTIVE' and a.layoutId = %s
                        """.formatted(floor.layout())))
                .as("tables given twice")
                .isEmpty();
        assertThat(Stack.sql("""
                        select r.id from "Reservation" r join "AllocationUsage" u on u.usageId = r.id
                         where u.layoutId = %s group by r.id, r.status
                        having bool_or((u.status = 'ACTIVE') <> (r.status = 'PENDING'))
                        """.formatted(floor.layout())))
                .as("reservations with half of their tables")
                .isEmpty();
        assertThat(Audit.deadlocks()).as("deadlocks").isEqualTo(deadlocks);
    }

    // FLOOR-16
    @Test
    void hostsWhoWaitForOneTableLeaveConnectionsToOthers() throws SQLException {
        try (ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = Stack.source().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute(Stack.quoted("select 1 from AllocationUnit where id = " + floor.unit(0) + " for update"));
            List<CompletableFuture<Api.Reply>> waiting = IntStream.range(0, HOSTS)
                    .mapToObj(day -> CompletableFuture.supplyAsync(() -> reserve(Duration.ofDays(day)), hosts))
                    .toList();
            await().until(() ->
                    Stack.sql(OutsidePostgres.waitingForLocks(Duration.ZERO)).equals(List.of("4")));

            assertThat(IntStream.range(0, 5)
                            .mapToObj(number ->
                                    Stack.as("host").newOrder().create().status()))
                    .containsOnly(201);

            holder.rollback();
            assertThat(waiting).extracting(reply -> reply.join().status()).containsOnly(201);
        }
    }

    private Api.Reply reserve(Duration later) {
        String body = json(
                "{'guestName':'Guest','partySize':2,'reservedFrom':'%s','unitIds':['%s']}",
                OPENING.plus(later), floor.unit(0));
        return host.post("/reservations", body);
    }

    private void grab(Random random) {
        Instant from = OPENING.plus(Duration.ofMinutes(15L * random.nextInt(200)));
        Instant to = from.plus(Duration.ofMinutes(30L + 15L * random.nextInt(8)));
        int first = random.nextInt(10);
        if (random.nextInt(4) == 0) {
            String order = host.newOrder().create().expect(201).at("/id");
            Api.Reply seated = count("walk-in", floor.seat(host, first, order, from.toString(), to.toString()));
            if (seated.status() == 201) {
                count("leave", host.post("/allocation-usages/" + seated.at("/id") + "/complete", ""));
            }
            return;
        }
        int second = (first + 1 + random.nextInt(9)) % 10;
        Api.Reply reserved = count(
                "reserve",
                host.post(
                        "/reservations",
                        json(
                                "{'guestName':'Guest','partySize':6,'reservedFrom':'%s','reservedTo':'%s','unitIds':['%s','%s']}",
                                from, to, floor.unit(first), floor.unit(second))));
        if (reserved.status() == 201 && random.nextInt(3) == 0) {
            count("cancel", host.post("/reservations/" + reserved.at("/id") + "/cancel", json("{'reason':'storm'}")));
        }
        if (reserved.status() == 409) {
            requireAReason(reserved, from, to);
        }
    }

    /** Who holds the table really overlaps, and the next free time is not before the wish. */
    private static void requireAReason(Api.Reply refused, Instant from, Instant to) {
        assertThat(refused.at("/code")).isEqualTo("unit-taken");
        assertThat(refused.at("/usageId")).isNotEmpty();
        assertThat(Instant.parse(refused.at("/takenFrom"))).isBefore(to);
        assertThat(Instant.parse(refused.at("/takenUntil"))).isAfter(from);
        assertThat(Instant.parse(refused.at("/nextFreeAt"))).isAfterOrEqualTo(Instant.parse(refused.at("/takenUntil")));
    }

    private Api.Reply count(String what, Api.Reply reply) {
        answers.computeIfAbsent(reply.status() + " " + what, key -> new AtomicInteger())
                .incrementAndGet();
        return reply;
    }
}
