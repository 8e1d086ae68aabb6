package nx.sale.http.live;

import static nx.sale.text.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import nx.sale.domain.access.Caller;
import nx.sale.domain.access.Permission;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.live.LiveUpdate;
import nx.sale.domain.shared.Actor;
import nx.sale.http.Problems;
import nx.sale.http.server.Call;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stream over real connections: one that stalls costs the others nothing. */
class StreamServerTest {
    private static final MerchantId MERCHANT = new MerchantId(7);

    private static final StreamGate GATE = new StreamGate() {
        @Override
        public Caller caller(String token) {
            return new Caller(Actor.user(token, token), Set.of(), Instant.now().plusSeconds(600));
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return true;
        }
    };

    private static final Call.Access NOBODY = new Call.Access() {
        @Override
        public Caller caller(Call call) {
            throw new IllegalStateException("no route here");
        }

        @Override
        public boolean allowed(Caller caller, MerchantId merchant, Permission permission) {
            return false;
        }
    };

    /** A client that reads what it asks for. */
    private static final class Client implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();
        private final boolean reading;

        Client(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void onOpen(WebSocket socket) {
            if (reading) {
                socket.request(1);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            String text = messages.poll(10, TimeUnit.SECONDS);
            assertThat(text).as("a message").isNotNull();
            return text;
        }
    }

    private final LiveHub hub = new LiveHub(LiveHub.Bus.NONE, "hub");
    private final Stream stream = new Stream(hub, GATE, (kind, id) -> Optional.of(MERCHANT), Clock.systemUTC());
    private final HttpServer server = new HttpServer(
            new HttpServer.Listen("127.0.0.1", 0, "/base"),
            List.of(),
            NOBODY,
            new Problems(),
            merchant -> ZoneOffset.UTC,
            (call, permission) -> {},
            (operation, method, status, lacking, nanos) -> {},
            OpenGuard.NONE,
            List.of(stream));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebSocket connected(Client client) {
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/base/stream"), client)
                .join();
        socket.sendText(json("{'token':'lan'}"), true).join();
        socket.sendText(json("{'subscribe':['merchant/7']}"), true).join();
        return socket;
    }

    // LIVE-7
    @Test
    void stalledReaderIsDropped_andOthersReceiveEverythingInOrder() throws Exception {
        Client reader = new Client(true);
        connected(reader);
        assertThat(reader.next()).contains("ready");
        assertThat(reader.next()).contains("subscribed");
        connected(new Client(false));
        until(() -> stream.screenCount() == 2);
        String padding = "x".repeat(16_384);
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int sent = 0;
        while (stream.screenCount() > 1 && System.nanoTime() < end) {
            hub.emit(new LiveUpdate(
                    MERCHANT,
                    "topic",
                    Map.of("number", Integer.toString(++sent), "padding", padding),
                    List.of("merchant/7")));
            assertThat(reader.next()).contains(json("'number':'%s'", sent));
            stream.tick();
        }

        assertThat(stream.screenCount())
                .as("the stalled one is gone after %s messages", sent)
                .isEqualTo(1);
        assertThat(sent).isGreaterThan(Screen.QUEUE);
    }

    @Test
    void closedConnectionIsForgotten() throws Exception {
        Client reader = new Client(true);
        WebSocket socket = connected(reader);
        reader.next();
        reader.next();
        socket.abort();

        until(() -> stream.screenCount() == 0);
    }

    @Test
    void plainRequestIsAnsweredWithUpgradeRequired() throws Exception {
        HttpResponse<String> reply = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/base/stream"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(426);
        assertThat(reply.headers().firstValue("Upgrade")).contains("websocket");
        assertThat(reply.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(reply.body()).contains(json("'code':'upgrade-required'"));
    }

    private String shakenHands(String path, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close, Upgrade\r\n"
                                    + String.join("\r\n", headers) + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] head = new byte[4_096];
            int read = socket.getInputStream().readNBytes(head, 0, 12);
            return new String(head, 0, read, StandardCharsets.UTF_8)
                    + (read == 12 && new String(head, 0, read, StandardCharsets.UTF_8).endsWith("101")
                            ? rest(socket, "\r\n\r\n")
                            : new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String rest(Socket socket, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) socket.getInputStream().read());
        }
        return text.toString();
    }

    private static final String UPGRADE = "Upgrade: websocket";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    private static final String NEW = "Sec-WebSocket-Version: 13";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            permessage-deflate                                                              | true
            permessage-deflate; client_max_window_bits                                      | true
            permessage-deflate; client_max_window_bits; client_max_window_bits              | true
            permessage-deflate;client_no_context_takeover; server_no_context_takeover       | true
            permessage-deflate; server_max_window_bits=99                                   | false
            permessage-deflate; a=1                                                         | false
            x-webkit-deflate-frame                                                          | false
            a; x="                                                                        | false
            """)
    void aHandshakeSucceedsWhateverExtensionsAreOffered_andGivesNoCookie(String offered, boolean compressed)
            throws IOException {
        String answer = shakenHands("/base/stream", UPGRADE, KEY, NEW, "Sec-WebSocket-Extensions: " + offered);

        assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("cookie");
        assertThat(answer.contains("permessage-deflate")).isEqualTo(compressed);
    }

    @Test
    void rejectedHandshakeNamesTheAcceptedVersion() throws IOException {
        List<List<String>> wrong = List.of(
                List.of(UPGRADE, NEW),
                List.of(UPGRADE, KEY, KEY, NEW),
                List.of(KEY, NEW),
                List.of("Upgrade: h2c", KEY, NEW),
                List.of(UPGRADE, KEY, "Sec-WebSocket-Version: 8"),
                List.of(UPGRADE, KEY, "Sec-WebSocket-Version: x"),
                List.of(UPGRADE, KEY, NEW, NEW));
        for (List<String> headers : wrong) {
            assertThat(shakenHands("/base/stream", headers.toArray(String[]::new)))
                    .as("%s", headers)
                    .startsWith("HTTP/1.1 426")
                    .contains(
                            "Sec-WebSocket-Version: 13", "application/problem+json", json("'code':'upgrade-required'"))
                    .doesNotContainIgnoringCase("cookie");
        }
    }

    @Test
    void thereIsNoWebSocketElsewhere() throws IOException {
        assertThat(shakenHands("/base/nowhere", UPGRADE, KEY, NEW))
                .startsWith("HTTP/1.1 404")
                .contains(json("'code':'route-not-found'"));
    }

    // LIVE-5
    @Test
    void binaryIsRefused_andTooMuchEndsTheStream() throws Exception {
        Client reader = new Client(true);
        WebSocket socket = connected(reader);
        reader.next();
        reader.next();

        socket.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        assertThat(reader.next()).contains("refused").contains("text");
        socket.sendText(json("{'unsubscribe':"), false).join();
        socket.sendText(json("['merchant/7']}"), true).join();
        assertThat(reader.next()).as("in two frames").contains("unsubscribed").contains("merchant/7");

        socket.sendText("x".repeat(64 * 1024), true).join();
        until(() -> stream.screenCount() == 0);
    }

    /** Ten seconds at most. */
    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
