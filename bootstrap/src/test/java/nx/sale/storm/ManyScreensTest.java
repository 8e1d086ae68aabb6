package nx.sale.storm;

import static nx.sale.kit.Menu.TEA;
import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import nx.sale.dev.Restaurant;
import nx.sale.kit.Api;
import nx.sale.kit.Stack;
import nx.sale.kit.Watch;
import org.junit.jupiter.api.Test;

/**
 * Fifty screens hear of every change, and a screen that has stalled holds up nobody. Told with how long a change takes, with and
 * without stalled readers, alternated in one run; {@code ops/bench/stream.sh} does so for longer.
 *
 * <p>The time is counted from the moment the change was decided inside its transaction ({@code data.at}), so the commit itself is in
 * it: what passes from commit to screen is less.
 */
class ManyScreensTest {
    private static final int SCREENS = 50;
    private static final int STALLED = 20;
    private static final int PAIRS = Integer.getInteger("stream.pairs", 1);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("stream.seconds", 1));

    private final Api waiter = Stack.as("waiter");
    private final String token = Stack.get().sisters().identity().token("waiter", Restaurant.MERCHANT);
    private final String room = "merchant/" + Restaurant.MERCHANT;

    /** Signs in, subscribes, and never asks for a message: its side of the connection fills up. */
    private AutoCloseable stalledReader() {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(Stack.get().baseUrl().replaceFirst("^http", "ws") + "/stream"),
                        new WebSocket.Listener() {
                            @Override
                            public void onOpen(WebSocket opened) {}
                        })
                .join();
        socket.sendText(json("{'token':'%s'}", token), true).join();
        socket.sendText(json("{'subscribe':['%s']}", room), true).join();
        return socket::abort;
    }

    private record Round(long events, long p50, long p90, long p99, long max) {
        @Override
        public String toString() {
            return "events=%d p50=%.2fms p90=%.2fms p99=%.2fms max=%.2fms"
                    .formatted(events, p50 / 1e6, p90 / 1e6, p99 / 1e6, max / 1e6);
        }
    }

    @Test
    void everyScreenReceivesEveryChange() throws Exception {
        round(0, ROUND); // warms up
        List<Round> free = new ArrayList<>();
        List<Round> beside = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            free.add(round(0, ROUND));
            beside.add(round(STALLED, ROUND));
            System.out.println("stream pair " + (pair + 1) + " none stalled: " + free.getLast());
            System.out.println("stream pair " + (pair + 1) + " " + STALLED + " stalled:  " + beside.getLast());
        }
        System.out.printf(
                "stream medians: p50 %.2f ms, p99 %.2f ms with nobody stalled; %d stalled beside: p50 x %.2f, p99 x %.2f%n",
                median(free, Round::p50) / 1e6,
                median(free, Round::p99) / 1e6,
                STALLED,
                (double) median(beside, Round::p50) / median(free, Round::p50),
                (double) median(beside, Round::p99) / median(free, Round::p99));
    }

    private static long median(List<Round> rounds, ToLongFunction<Round> figure) {
        return rounds.stream().mapToLong(figure).sorted().toArray()[rounds.size() / 2];
    }

    /** Four waiters change four orders, a few times a second each; every screen notes when it learns of it. */
    private Round round(int stalled, Duration length) throws Exception {
        List<AutoCloseable> open = new ArrayList<>();
        List<Watch> screens = new ArrayList<>();
        try {
            for (int number = 0; number < stalled; number++) {
                open.add(stalledReader());
            }
            for (int number = 0; number < SCREENS; number++) {
                Watch watch = Watch.rooms(Stack.get().baseUrl(), token, room);
                open.add(watch);
                screens.add(watch);
            }
            Instant zero = Instant.now();
            long zeroNanos = System.nanoTime();
            AtomicInteger changes = new AtomicInteger();
            List<Thread> waiters = IntStream.range(0, 4)
                    .mapToObj(any -> Thread.ofPlatform().start(() -> work(length, changes)))
                    .toList();
            for (Thread thread : waiters) {
                thread.join();
            }
            List<Watch.Received> allReceived = new ArrayList<>();
            await("every screen hears of every change, whoever stalls").untilAsserted(() -> {
                screens.forEach(watch -> allReceived.addAll(watch.rest()));
                assertThat(allReceived.stream().filter(ManyScreensTest::added))
                        .hasSize(SCREENS * changes.get())
                        .isNotEmpty();
            });
            long[] latencies = allReceived.stream()
                    .filter(ManyScreensTest::added)
                    .mapToLong(received -> received.nanos()
                            - zeroNanos
                            - Duration.between(zero, Instant.parse(received.at("/data/at")))
                                    .toNanos())
                    .sorted()
                    .toArray();
            return new Round(
                    latencies.length,
                    at(latencies, 0.5),
                    at(latencies, 0.9),
                    at(latencies, 0.99),
                    Arrays.stream(latencies).max().orElse(0));
        } finally {
            for (AutoCloseable one : open) {
                one.close();
            }
        }
    }

    private static boolean added(Watch.Received received) {
        return received.at("/data/action").equals("ORDER_ITEMS_CHANGED");
    }

    private void work(Duration length, AtomicInteger changes) {
        String order = waiter.open();
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            waiter.add(order, TEA.x(1)).expect(200);
            changes.incrementAndGet();
            LockSupport.parkNanos(40_000_000);
        }
    }

    private static long at(long[] sorted, double quantile) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
    }
}
