package nx.sale.browser;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nx.sale.browser.Browser.Held;
import nx.sale.browser.Browser.Look;
import nx.sale.browser.Browser.Window;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.ServiceProcess;
import nx.sale.kit.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The display of a station through a rush: two hundred tickets in half a minute. Those of even numbers are cooked on the display, the others
 * elsewhere, and the service stops and starts again three times, twice without a warning. The memory is compared when no ticket is left of the
 * first fifty, and of all.
 */
class KitchenRushBrowserIT {
    private static final int FIRST = 50;
    private static final int TICKETS = 200;
    private static final int MILLIS_BETWEEN = 150;
    /** A display that is cut off reads again after ten seconds at the latest; who cooks faster would take its tickets away unseen. */
    private static final Duration COOKED_AFTER = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String DISH = "71981";

    /** Counts how often a card is made for each ticket, and taps the first that waits, as fast as a cook could. */
    private static final String WATCH_AND_TAP = """
            const number = card => Number(card.getAttribute('aria-label').match(/[0-9]+$/)[0]);
            window.made = {};
            window.twice = [];
            new MutationObserver(() => {
              const there = [...document.querySelectorAll('article.ticket')].map(number);
              twice.push(...there.filter((one, index) => there.indexOf(one) !== index));
            }).observe(document.body, {childList: true, subtree: true});
            new MutationObserver(records => records.forEach(record => record.addedNodes.forEach(node => {
              if (node.nodeType !== Node.ELEMENT_NODE) {
                return;
              }
              for (const card of [node, ...node.querySelectorAll('article')].filter(one => one.matches('article.ticket') && !one.counted)) {
                card.counted = true;
                made[number(card)] = (made[number(card)] ?? 0) + 1;
              }
            }))).observe(document.body, {childList: true, subtree: true});
            setInterval(() => {
              if (document.querySelectorAll('.item.moving').length < 4) {
                [...document.querySelectorAll('article.ticket')]
                  .find(card => number(card) % 2 === 0 && card.querySelector('.forward') && !card.querySelector('.moving'))
                  ?.querySelector('.forward').click();
              }
            }, 100);
            """;

    private final Map<Integer, String> sent = new ConcurrentHashMap<>();
    private volatile int wanted = FIRST;
    private volatile Duration cookedAfter = Duration.ofSeconds(2);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    // KITCHEN-23
    @Test
    void nothingIsLost_nothingIsSeenTwice_andTheMemoryStaysFlat(@TempDir Path folder) throws Exception {
        int port = ServiceProcess.freePort();
        ServiceProcess service = started(port, folder);
        try (Browser browser = new Browser();
                ScheduledExecutorService people = Executors.newScheduledThreadPool(2)) {
            String station = grill(service);
            Window display = browser.window(
                    service.base(),
                    Stack.get().sisters().identity().token("kitchen", Restaurant.MERCHANT),
                    "kitchen/" + station);
            display.looks(new Look("en", "light", 1920, 1080)).sees(".kitchen .empty");
            display.script(WATCH_AND_TAP);
            Api waiter = service.as("waiter");
            Api cook = service.as("kitchen");
            people.scheduleAtFixedRate(() -> noted(() -> send(waiter)), 0, MILLIS_BETWEEN, TimeUnit.MILLISECONDS);
            people.scheduleWithFixedDelay(
                    () -> noted(() -> cookElsewhere(cook, station)), 300, 300, TimeUnit.MILLISECONDS);

            seen(display, FIRST);
            emptied(display);
            Held early = display.held();
            cookedAfter = COOKED_AFTER;
            wanted = TICKETS;
            seen(display, FIRST + 30);
            service.stop();
            service = started(port, folder);
            for (int tickets : List.of(110, 150)) {
                seen(display, tickets);
                service.kill();
                service = started(port, folder);
            }
            seen(display, TICKETS);
            emptied(display);
            Held late = display.held();
            stopped(people);

            Browser.figure("the display of the kitchen after 50 and after 200 tickets: " + early + ", " + late);
            assertThat(made(display).keySet()).isEqualTo(numbers());
            assertThat(made(display))
                    .as("cards that were made for each ticket")
                    .allSatisfy((number, cards) -> assertThat(cards).isEqualTo(1));
            assertThat((List<?>) display.asks("return twice;"))
                    .as("tickets of which two cards were there at one time")
                    .isEmpty();
            assertThat(statuses(service.as("manager"), station))
                    .hasSize(TICKETS)
                    .containsOnly("COMPLETED");
            assertThat(late.heap()).as("bytes of the heap").isLessThan(early.heap() + 500_000);
            assertThat(late.nodes()).as("nodes of the document").isLessThan(early.nodes() + 200);
            assertThat(late.listeners()).as("listeners").isLessThan(early.listeners() + 50);
            assertThat(display.count(".toast.bad")).isZero();
        } finally {
            service.close();
        }
        assertThat(failures).isEmpty();
    }

    private static ServiceProcess started(int port, Path folder) throws IOException {
        return new ServiceProcess(
                folder,
                Stack.get().postgresUrl(),
                Stack.get().kafkaBootstrap(),
                Map.of(ServiceProcess.PORT, Integer.toString(port)));
    }

    /** A station of its own with a dish that only it makes. */
    private static String grill(ServiceProcess service) {
        Api owner = service.as("owner");
        String code = "R" + System.nanoTime();
        String station = owner.post("/kitchen-stations", json("{'code':'%s','name':'Grill'}", code))
                .expect(201)
                .at("/id");
        owner.put(
                        "/catalogue/variants",
                        json(
                                "{'variants':[{'id':'%s','name':'Steak','type':'CONSUMABLE','price':5,"
                                        + "'kitchenStationCode':'%s'}]}",
                                DISH, code))
                .expect(200);
        return station;
    }

    /** An exception would end the schedule without a word. */
    private void noted(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException | AssertionError failure) {
            failures.add(failure);
        }
    }

    private void send(Api waiter) {
        if (sent.size() >= wanted) {
            return;
        }
        String order = sure(key -> waiter.key(key)
                        .post(
                                "/sale-orders",
                                json(
                                        "{'saleChannelId':'%s','orderType':'TAKEAWAY','items':[{'itemId':'%s'}]}",
                                        Restaurant.CHANNEL, DISH)))
                .expect(201)
                .at("/id");
        Api.Reply ticket = sure(key -> waiter.key(key).post("/sale-orders/" + order + "/kitchen-tickets", ""))
                .expect(201);
        sent.put(ticket.body().at("/data/0/number").asInt(), order);
    }

    /** Moves on what is not cooked on the display, and serves what is ready. */
    private void cookElsewhere(Api cook, String station) {
        List<String> steps = new ArrayList<>();
        Instant before = Instant.now().minus(cookedAfter);
        for (JsonNode queued : sure(key -> cook.get("/kitchen-stations/" + station + "/queue?limit=200"))
                .expect(200)
                .body()
                .at("/data")) {
            JsonNode item = queued.at("/ticket/items/0");
            boolean notByUs = queued.at("/ticket/number").asInt() % 2 == 0
                    || Instant.parse(queued.at("/waitingSince").asText()).isAfter(before);
            step(item.at("/status").asText(), notByUs)
                    .ifPresent(status -> steps.add(
                            json("{'id':'%s','status':'%s'}", item.at("/id").asText(), status)));
        }
        steps.subList(Math.min(100, steps.size()), steps.size()).clear();
        if (!steps.isEmpty()) {
            sure(key -> cook.key(key)
                            .patch("/kitchen-ticket-items/status", json("{'items':[%s]}", String.join(",", steps))))
                    .expect(200);
        }
    }

    private static Optional<String> step(String status, boolean notByUs) {
        return switch (status) {
            case "PENDING" -> notByUs ? Optional.empty() : Optional.of("COOKING");
            case "COOKING" -> notByUs ? Optional.empty() : Optional.of("READY");
            default -> Optional.of("SERVED");
        };
    }

    /** Asks under one key until there is an answer. */
    private static Api.Reply sure(Function<String, Api.Reply> call) {
        String key = UUID.randomUUID().toString();
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> call.apply(key), reply -> reply.status() < 500);
    }

    private void seen(Window display, int tickets) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !failures.isEmpty() || made(display).size() >= tickets);
        assertThat(failures).isEmpty();
    }

    /** What is under way is done to its end. */
    private static void stopped(ScheduledExecutorService people) throws InterruptedException {
        people.shutdown();
        assertThat(people.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    /** Counted by the page itself: a driver that is given cards keeps them. */
    private static long cards(Window display) {
        return ((Number) display.asks("return document.querySelectorAll('article.ticket').length;")).longValue();
    }

    private void emptied(Window display) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> !failures.isEmpty() || cards(display) == 0);
        assertThat(failures).isEmpty();
    }

    private Set<String> numbers() {
        Set<String> numbers = new HashSet<>();
        sent.keySet().forEach(number -> numbers.add(Integer.toString(number)));
        return numbers;
    }

    /** How many cards were made for each number. */
    @SuppressWarnings("unchecked")
    private static Map<String, Long> made(Window display) {
        return (Map<String, Long>) display.asks("return made;");
    }

    private static List<String> statuses(Api manager, String station) {
        List<String> statuses = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = manager.get("/kitchen-tickets?limit=200&stationId=" + station + cursor)
                    .expect(200)
                    .body();
            page.at("/data").forEach(ticket -> statuses.add(ticket.at("/status").asText()));
            cursor = page.at("/nextCursor").asText("").isEmpty()
                    ? ""
                    : "&cursor=" + page.at("/nextCursor").asText();
        } while (!cursor.isEmpty());
        return statuses;
    }
}
