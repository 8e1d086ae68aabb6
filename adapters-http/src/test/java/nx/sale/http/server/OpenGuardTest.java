package nx.sale.http.server;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.http.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenGuardTest {
    private final AtomicLong nanos = new AtomicLong();

    private OpenGuard guard(int perSecond) {
        return new OpenGuard(perSecond, address -> false, nanos::get);
    }

    // ACCESS-17
    @Test
    void anAddressHasItsShareOfASecond_othersHaveTheirs() {
        OpenGuard guard = guard(2);
        assertThat(List.of(guard.admits("10.0.0.1"), guard.admits("10.0.0.1"), guard.admits("10.0.0.1")))
                .containsExactly(true, true, false);
        assertThat(guard.admits("10.0.0.2")).isTrue();

        nanos.addAndGet(1_000_000_000L);
        assertThat(guard.admits("10.0.0.1")).isTrue();
    }

    // ACCESS-17
    @Test
    void zeroIsNoLimit() {
        OpenGuard guard = guard(0);
        assertThat(IntStream.range(0, 1_000).allMatch(any -> guard.admits("10.0.0.1")))
                .isTrue();
    }

    // ACCESS-17
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.8.0.1, true",
        "::1, true",
        "0:0:0:0:0:0:0:1, true",
        "[::1], true",
        "10.0.0.1, false",
        "12.7.0.1, false",
        "::11, false"
    })
    void thisMachineIsNotCounted(String address, boolean spared) {
        OpenGuard guard = OpenGuard.of(1);
        guard.admits(address);
        assertThat(IntStream.range(0, 20_000).allMatch(any -> guard.admits(address)))
                .isEqualTo(spared);
    }

    @Test
    void concurrentCallersNeverExceedTheLimit() throws InterruptedException {
        OpenGuard guard = guard(100);
        AtomicInteger admitted = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> all = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            all.add(Thread.ofVirtual().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int request = 0; request < 100; request++) {
                    admitted.addAndGet(guard.admits("10.0.0.1") ? 1 : 0);
                }
            }));
        }
        go.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(admitted).hasValue(100);
    }

    private static final Call.Access NOBODY = new Call.Access() {
        @Override
        public Caller caller(Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return false;
        }
    };

    private static Answer said(String text) {
        return new Answer(200, json("'%s'", text), Optional.empty(), Optional.empty(), false);
    }

    /** What is beside the routes asks the guard itself; the probe is never held back. */
    // ACCESS-17, WEBHOOK-5
    @Test
    void theServerAsksIt_andSaysSoKindly() throws Exception {
        HttpServer server = new HttpServer(
                new HttpServer.Listen("127.0.0.1", 0, "/base"),
                List.of(
                        Route.of(Route.Method.GET, "/open", "Open", "").handledBy(call -> said("open")),
                        Route.of(Route.Method.GET, "/alive", "Alive", "")
                                .probe()
                                .handledBy(call -> said("alive"))),
                NOBODY,
                new Problems(),
                merchant -> ZoneOffset.UTC,
                (call, permission) -> {},
                (operation, method, status, lacking, elapsed) -> {},
                guard(2),
                List.of((config, basePath, guard) -> config.routes.get(basePath + "/beside", context -> {
                    guard.require(context.ip());
                    context.result("beside");
                })));
        server.start();
        try {
            assertThat(List.of(status(server, "/open"), status(server, "/beside")))
                    .containsExactly(200, 200);
            for (String path : List.of("/open", "/beside")) {
                HttpResponse<String> refused = get(server, path);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                assertThat(refused.headers().firstValue("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
                assertThat(refused.body()).contains(json("'code':'overloaded'"));
            }
            assertThat(status(server, "/alive")).isEqualTo(200);
        } finally {
            server.close();
        }
    }

    private static int status(HttpServer server, String path) throws IOException, InterruptedException {
        return get(server, path).statusCode();
    }

    private static HttpResponse<String> get(HttpServer server, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/base" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
