package nx.sale.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another service may say what it likes for as long as it likes: only so much of it is taken in. */
class BoundedAnswerTest {
    private static final int LONGEST = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    private interface Body {
        void write(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        http.close();
    }

    private HttpResponse<String> ask(Duration within, Body body) throws IOException, InterruptedException {
        server.createContext("/", body::write);
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return BoundedAnswer.ask(http, HttpRequest.newBuilder(address), within, LONGEST);
    }

    private static void whole(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LONGEST})
    void whatIsNotTooLongComesWhole(int length) throws IOException, InterruptedException {
        String sent = "ố".repeat(length / 3) + "x".repeat(length % 3);

        HttpResponse<String> answer = ask(PATIENCE, exchange -> whole(exchange, sent.getBytes(StandardCharsets.UTF_8)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(sent);
    }

    // SISTER-3
    @Test
    void oneByteMoreIsTooLong() {
        assertThatThrownBy(() -> ask(PATIENCE, exchange -> whole(exchange, new byte[LONGEST + 1])))
                .isInstanceOf(BoundedAnswer.TooLong.class)
                .hasMessage("its answer is longer than 1000 bytes");
    }

    @Test
    void anAnswerWithoutEndIsTooLong_andItsConnectionEnds() throws InterruptedException {
        CountDownLatch gaveUp = new CountDownLatch(1);

        assertThatThrownBy(() -> ask(PATIENCE, exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (true) {
                            exchange.getResponseBody().write(new byte[1 << 16]);
                        }
                    } catch (IOException nobodyReadsOn) {
                        gaveUp.countDown();
                    }
                }))
                .isInstanceOf(BoundedAnswer.TooLong.class);

        assertThat(gaveUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    // SISTER-1
    @Test
    void theTimeIsForTheLastByte() {
        assertThatThrownBy(() -> ask(Duration.ofMillis(200), exchange -> {
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write('a');
                    exchange.getResponseBody().flush();
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aBrokenAnswerIsAFailureOfTheConnection() {
        assertThatThrownBy(() -> ask(PATIENCE, exchange -> {
                    exchange.sendResponseHeaders(200, 10);
                    exchange.getResponseBody().write('a');
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }
}
