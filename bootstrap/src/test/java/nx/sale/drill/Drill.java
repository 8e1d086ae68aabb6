package nx.sale.drill;

import static nx.sale.kit.Menu.BUN_CHA;
import static nx.sale.kit.Menu.PHO;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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
import nx.sale.kit.Api;
import nx.sale.kit.Audit;
import nx.sale.kit.Floor;
import nx.sale.kit.LostPayments;
import nx.sale.kit.Topic;
import nx.sale.kit.Webhooks;
import nx.sale.messaging.Topics;

/**
 * Parts break while tills sell, and come back: every sale is finished in the end, by repeating what got no answer with the same key, and
 * nothing is lost, doubled or out of order.
 */
public final class Drill {
    private static final int TILLS = 4;
    /** How long a till asks again, and how long after a fault everything may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(3);
    private static final Duration AGAIN = Duration.ofMillis(100);

    private Drill() {}

    /** The tills: each sells, one sale after the other, and asks again when it got no answer or was told to wait. */
    private static final class Tills {
        private final DrillSite site;
        private final Floor floor;
        private final AtomicBoolean open = new AtomicBoolean(true);
        private final AtomicInteger seated = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger deferred = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final Queue<String> sales = new ConcurrentLinkedQueue<>();

        public Tills(DrillSite site) {
            this.site = site;
            this.floor = Floor.drawn(site.as("manager"), TILLS);
            site.as("manager")
                    .post("/kitchen-stations", json("{'code':'HOT','name':'Hot kitchen'}"))
                    .expect(201);
        }

        private Api.Reply until(int wanted, Supplier<Api.Reply> request) {
            Instant giveUp = Instant.now().plus(PATIENCE);
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
                        deferred.incrementAndGet();
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
            String order = once(201, api -> api.newOrder().create()).at("/id");
            boolean lost = site.webhooksLost();
            if (!lost) { // a table is free again when its order is paid, and that takes a while when nobody says so
                once(201, api -> floor.seat(api, till, order));
                seated.incrementAndGet();
            }
            once(200, api -> api.add(order, PHO.x(1), BUN_CHA.x(2)));
            once(201, api -> api.post("/sale-orders/" + order + "/kitchen-tickets", ""));
            String total = once(200, api -> api.checkout(order)).at("/total");
            if (lost) {
                once(200, api -> LostPayments.announce(api, order, total));
                new LostPayments(site.sisters()).make(order, total, "success");
                sales.add(order);
                return;
            }
            String webhook = Webhooks.success(order).amount(total).body();
            until(200, () -> site.as("manager").with("Authorization", "").post("/webhooks/payment", webhook));
            sales.add(order);
        }

        public List<CompletableFuture<Void>> start(ExecutorService pool) {
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

    /** Runs the faults one after the other, each when the one before is mended and a sale was finished; prints what became of it all. */
    public static void run(String name, DrillSite site, List<Fault> faults) throws Exception {
        Tills tills = new Tills(site);
        Duration recovered = Duration.ZERO;
        try (ExecutorService pool = Executors.newFixedThreadPool(TILLS)) {
            List<CompletableFuture<Void>> work = tills.start(pool);
            try {
                DrillSite.pause(BEFORE_AND_AFTER);
                for (Fault fault : faults) {
                    fault.breaks().run();
                    fault.mends().run();
                    Instant mended = Instant.now();
                    int sold = tills.sales.size();
                    await(fault.name())
                            .atMost(PATIENCE)
                            .until(() -> tills.sales.size() > sold
                                    || work.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
                    Duration took = Duration.between(mended, Instant.now());
                    recovered = took.compareTo(recovered) > 0 ? took : recovered;
                }
                DrillSite.pause(BEFORE_AND_AFTER);
            } finally {
                tills.open.set(false);
            }
            work.forEach(CompletableFuture::join);
        }
        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from SaleOrder where status <> 'COMPLETED'")
                        .equals(List.of("0")));
        await().atMost(PATIENCE)
                .until(() -> site.sql("select count(*) from Outbox where status <> 'PUBLISHED'")
                        .equals(List.of("0")));
        report(name, site, tills, recovered);
    }

    private static void report(String name, DrillSite site, Tills tills, Duration recovered) {
        Map<String, String> expected = new HashMap<>();
        site.sql("select eventId, topic from Outbox")
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
                tills.deferred.get(),
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
        assertThat(site.sql("select id from SaleOrder where status = 'COMPLETED' and received = total and total > 0"))
                .as("orders made and paid once, whatever was repeated")
                .containsExactlyInAnyOrderElementsOf(tills.sales);
        assertThat(site.sql("select count(*) from SaleOrder")).containsExactly(Integer.toString(tills.sales.size()));
        assertThat(site.sql("select saleOrderId from SaleOrderItem where deletedAt is null group by 1"
                        + " having count(*) <> 2 or sum(quantity) <> 3"))
                .as("orders whose lines came twice or not at all")
                .isEmpty();
        assertThat(site.sql("select count(*), count(distinct (businessDate, number)) from KitchenTicket"))
                .as("tickets, and their numbers")
                .containsExactly(tills.sales.size() + "|" + tills.sales.size());
        assertThat(site.sql("select saleOrderId from KitchenTicketItem group by 1"
                        + " having count(*) <> 2 or sum(quantity) <> 3"))
                .as("orders whose dishes the kitchen heard of twice or not at all")
                .isEmpty();
        assertThat(site.sql("select status, count(*) from AllocationUsage group by 1"))
                .as("tables")
                .containsExactly("SUCCESS|" + tills.seated.get());
        assertThat(site.sql("select p.attemptUid from PendingAttempt p left join PaymentAttempt a"
                        + " on a.saleOrderId = p.saleOrderId and a.uid = p.attemptUid"
                        + " where a.successAt is null or a.successAt > p.heardAt + interval '90 s'"))
                .as("announced payments that were not booked within 90 seconds")
                .isEmpty();
    }
}
