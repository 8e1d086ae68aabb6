package nx.sale.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import nx.sale.dev.Restaurant;
import nx.sale.messaging.Topics;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part breaks while tills sell, and comes back: every sale is finished in the end, by repeating what got no answer with the same key,
 * and nothing is lost, doubled or out of order. Not part of the test suite: {@code ops/drills/run.sh} runs it.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class FaultDrills {
    private static final int TILLS = 4;
    private static final Duration FAULT = Duration.ofSeconds(Integer.getInteger("drill.seconds", 10));
    /** What must be held out for minutes. */
    private static final Duration LONG_FAULT = Duration.ofSeconds(Integer.getInteger("drill.long", 10));

    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofMillis(100);

    @TempDir
    Path folder;

    /** What breaks, and what mends it. */
    private interface Step {
        void run() throws Exception;
    }

    /** The tills: each sells, one sale after the other, and asks again when it got no answer or was told to wait. */
    private static final class Tills {
        private final DrillSite site;
        private final Floor floor;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger toldToWait = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final Queue<String> sales = new ConcurrentLinkedQueue<>();

        Tills(DrillSite site) {
            this.site = site;
            this.floor = Floor.drawn(site.as("manager"), TILLS);
            site.as("manager")
                    .post("/kitchen-stations", "{\"code\":\"HOT\",\"name\":\"Hot kitchen\"}")
                    .expect(201);
        }

        private Api.Reply until(int wanted, Supplier<Api.Reply> request) {
            Instant giveUp = Instant.now().plus(FAULT).plusSeconds(90);
            while (Instant.now().isBefore(giveUp)) {
                try {
                    Api.Reply reply = request.get();
                    if (reply.status() == wanted) {
                        answered.incrementAndGet();
                        return reply;
                    }
                    if (reply.status() == 503
                            || reply.status() == 504
                            || reply.at("/code").equals("request-in-flight")) {
                        toldToWait.incrementAndGet();
                    } else {
                        wrong.add(reply.status() + " " + reply.text());
                        throw new AssertionError(reply.status() + " " + reply.text());
                    }
                } catch (UncheckedIOException lost) {
                    unanswered.incrementAndGet();
                }
                DrillSite.pause(AGAIN);
            }
            throw new AssertionError("no answer in time");
        }

        /** The same key, however often it is asked. */
        private Api.Reply once(int wanted, Function<Api, Api.Reply> request) {
            String key = UUID.randomUUID().toString();
            return until(wanted, () -> request.apply(site.as("manager").key(key)));
        }

        private void sale(int till) {
            String order = once(
                            201, api -> api.post("/sale-orders", "{\"saleChannelId\":\"" + Restaurant.CHANNEL + "\"}"))
                    .at("/id");
            once(201, api -> floor.seat(api, till, order));
            once(200, api -> api.add(order, "71001 x 1", "71002 x 2"));
            once(201, api -> api.post("/sale-orders/" + order + "/kitchen-tickets", ""));
            String total = once(200, api -> api.checkout(order)).at("/total");
            String webhook = Webhooks.attempt("success", order, "t-" + order, "a-" + order, total);
            until(200, () -> site.as("manager").with("Authorization", "").post("/webhooks/payment", webhook));
            sales.add(order);
        }

        List<CompletableFuture<Void>> start(ExecutorService pool) {
            List<CompletableFuture<Void>> tills = new ArrayList<>();
            for (int till = 0; till < TILLS; till++) {
                int mine = till;
                tills.add(CompletableFuture.runAsync(
                        () -> {
                            while (open.get()) {
                                sale(mine);
                            }
                        },
                        pool));
            }
            return tills;
        }
    }

    private void drill(String name, DrillSite site, Step fault, Step mending) throws Exception {
        Tills tills = new Tills(site);
        Duration recovered;
        try (ExecutorService pool = Executors.newFixedThreadPool(TILLS)) {
            List<CompletableFuture<Void>> work = tills.start(pool);
            try {
                DrillSite.pause(BEFORE_AND_AFTER);
                fault.run();
                mending.run();
                Instant mended = Instant.now();
                int sold = tills.sales.size();
                await().atMost(Duration.ofSeconds(90))
                        .until(() -> tills.sales.size() > sold
                                || work.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
                recovered = Duration.between(mended, Instant.now());
                DrillSite.pause(BEFORE_AND_AFTER);
            } finally {
                tills.open.set(false);
            }
            work.forEach(CompletableFuture::join);
        }
        await().atMost(Duration.ofSeconds(120))
                .until(() -> site.sql("select count(*) from \"Outbox\" where status <> 'PUBLISHED'")
                        .equals(List.of("0")));
        report(name, site, tills, recovered);
    }

    private static void report(String name, DrillSite site, Tills tills, Duration recovered) {
        Map<String, String> expected = new HashMap<>();
        site.sql("select eventId, topic from \"Outbox\"")
                .forEach(row -> expected.put(row.split("\\|")[0], row.split("\\|")[1]));
        int delivered = 0;
        int doubled = 0;
        int outOfOrder = 0;
        Set<String> seen = new HashSet<>();
        for (String topic : Topics.ALL) {
            int count = (int) expected.values().stream().filter(topic::equals).count();
            Map<String, Long> last = new HashMap<>();
            Set<String> places = new HashSet<>();
            for (Topic.Event event : Topic.read(site.brokers(), topic, any -> true, count)) {
                delivered++;
                if (!seen.add(event.eventId()) || !event.headers().containsKey("sequence")) {
                    continue;
                }
                String place = event.key() + " " + event.sequence();
                doubled += places.add(place) ? 0 : 1;
                outOfOrder += event.sequence() > last.getOrDefault(event.key(), 0L) ? 0 : 1;
                last.put(event.key(), event.sequence());
            }
        }
        Set<String> lost = new HashSet<>(expected.keySet());
        lost.removeAll(seen);
        Set<String> unknown = new HashSet<>(seen);
        unknown.removeAll(expected.keySet());
        System.out.printf(
                "drill | %s | %d | %d | %d | %d | %.1f s | %d | %d | %d | %d | %d | %d |%n",
                name,
                tills.sales.size(),
                tills.answered.get(),
                tills.toldToWait.get(),
                tills.unanswered.get(),
                recovered.toMillis() / 1e3,
                expected.size(),
                delivered,
                delivered - seen.size(),
                lost.size(),
                doubled,
                outOfOrder);
        assertThat(tills.wrong).isEmpty();
        assertThat(lost).isEmpty();
        assertThat(unknown).isEmpty();
        assertThat(doubled).isZero();
        assertThat(outOfOrder).isZero();
        everySaleIsWhole(site, tills);
        Audit.nothingIsLost(site::sql);
    }

    private static void everySaleIsWhole(DrillSite site, Tills tills) {
        assertThat(site.sql(
                        "select id from \"SaleOrder\" where status = 'COMPLETED' and received = total and total > 0"))
                .as("orders made and paid once, whatever was repeated")
                .containsExactlyInAnyOrderElementsOf(tills.sales);
        assertThat(site.sql("select count(*) from \"SaleOrder\""))
                .containsExactly(Integer.toString(tills.sales.size()));
        assertThat(site.sql("select saleOrderId from \"SaleOrderItem\" where deletedAt is null group by 1"
                        + " having count(*) <> 2 or sum(quantity) <> 3"))
                .as("orders whose lines came twice or not at all")
                .isEmpty();
        assertThat(site.sql("select count(*), count(distinct (businessDate, number)) from \"KitchenTicket\""))
                .as("tickets, and their numbers")
                .containsExactly(tills.sales.size() + "|" + tills.sales.size());
        assertThat(site.sql("select saleOrderId from \"KitchenTicketItem\" group by 1"
                        + " having count(*) <> 2 or sum(quantity) <> 3"))
                .as("orders whose dishes the kitchen heard of twice or not at all")
                .isEmpty();
        assertThat(site.sql("select status, count(*) from \"AllocationUsage\" group by 1"))
                .as("tables")
                .containsExactly("SUCCESS|" + tills.sales.size());
    }

    private static void lasts() {
        DrillSite.pause(FAULT);
    }

    @Test
    void brokerGone() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Kafka gone for " + LONG_FAULT.toSeconds() + " s",
                    site,
                    () -> {
                        site.stopKafka();
                        DrillSite.pause(LONG_FAULT);
                    },
                    site::startKafka);
        }
    }

    @Test
    void brokerRefuses() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Kafka takes nothing",
                    site,
                    () -> {
                        site.kafkaRefuses(true);
                        lasts();
                    },
                    () -> site.kafkaRefuses(false));
        }
    }

    @Test
    void clockStepped() throws Exception {
        try (DrillSite site = DrillSite.inside(folder)) {
            drill(
                    "Clock five seconds ahead, then back",
                    site,
                    () -> {
                        site.stepClock(Duration.ofSeconds(5));
                        lasts();
                    },
                    () -> site.stepClock(Duration.ZERO));
        }
    }

    @Test
    void identityGone() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Identity gone",
                    site,
                    () -> {
                        site.sisters().up("identity", false);
                        lasts();
                    },
                    () -> site.sisters().up("identity", true));
        }
    }

    /** Longer than a connection is waited for. */
    @Test
    void postgresFrozen() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "PostgreSQL hangs for 35 s",
                    site,
                    () -> {
                        site.freezePostgres();
                        DrillSite.pause(Duration.ofSeconds(35));
                    },
                    site::thawPostgres);
        }
    }

    @Test
    void postgresKilled() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "PostgreSQL killed",
                    site,
                    () -> {
                        site.killPostgres();
                        lasts();
                    },
                    site::startPostgres);
        }
    }

    @Test
    void pricingFails() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Pricing fails",
                    site,
                    () -> {
                        site.sisters().up("pricing", false);
                        lasts();
                    },
                    () -> site.sisters().up("pricing", true));
        }
    }

    @Test
    void pricingSlow() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Pricing takes five seconds",
                    site,
                    () -> {
                        site.sisters().slow("pricing", 5_000);
                        lasts();
                    },
                    () -> site.sisters().slow("pricing", 0));
        }
    }

    @Test
    void redisGone() throws Exception {
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Redis gone, and stays away",
                    site,
                    () -> {
                        site.stopRedis();
                        lasts();
                    },
                    () -> {});
        }
    }

    @Test
    void serviceKilled() throws Exception {
        Random random = new Random(7);
        try (DrillSite site = DrillSite.apart(folder)) {
            drill(
                    "Service killed -9, again and again for " + LONG_FAULT.toSeconds() + " s",
                    site,
                    () -> {
                        Instant end = Instant.now().plus(LONG_FAULT);
                        while (Instant.now().isBefore(end)) {
                            site.killService();
                            site.startService();
                            DrillSite.pause(Duration.ofMillis(500 + random.nextInt(3_000)));
                        }
                    },
                    () -> {});
        }
    }
}
