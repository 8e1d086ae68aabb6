package nx.sale.kit;

import static nx.sale.text.Json.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A screen: watches the stream over a real WebSocket. */
public final class Watch implements AutoCloseable, WebSocket.Listener {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What came, and when. */
    public record Received(JsonNode message, long nanos) {
        public String at(String pointer) {
            return message.at(pointer).asText();
        }
    }

    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    private Watch(String baseUrl) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(baseUrl.replaceFirst("^http", "ws") + "/stream"), this)
                .join();
    }

    /** Connected, and not signed in. */
    public static Watch connected(String baseUrl) {
        return new Watch(baseUrl);
    }

    /** Signed in, watching these rooms. */
    public static Watch rooms(String baseUrl, String token, String... rooms) {
        Watch watch = connected(baseUrl);
        watch.say(json("{'token':'%s'}", token));
        watch.next("ready");
        watch.subscribe(rooms);
        watch.next("subscribed");
        return watch;
    }

    public void subscribe(String... rooms) {
        say(json("{'subscribe':['%s']}", String.join(json("','"), rooms)));
    }

    public void say(String text) {
        socket.sendText(text, true).join();
    }

    /** The next message of this type; others are passed over. */
    public Received next(String type) {
        return next(message -> message.at("/type").asText().equals(type), type);
    }

    /** The next event with this action. */
    public Received event(String action) {
        return next(message -> message.at("/data/action").asText().equals(action), action);
    }

    public Received next(Predicate<JsonNode> wanted, String what) {
        List<JsonNode> passed = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                Received one = received.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (one == null) {
                    break;
                }
                if (wanted.test(one.message())) {
                    return one;
                }
                passed.add(one.message());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError("no " + what + " came, only " + passed + ", closed " + closed);
    }

    /** Everything that has come and was not asked for. */
    public List<Received> rest() {
        List<Received> rest = new ArrayList<>();
        received.drainTo(rest);
        return rest;
    }

    /** The code the other side closed with. */
    public int closedWith() {
        try {
            return closed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it stays open");
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean open() {
        return !closed.isDone();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                received.add(new Received(Api.JSON.readTree(partial.toString()), System.nanoTime()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
