package nx.sale.pricing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A sister service that answers what it is given. */
final class Sister implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private volatile boolean endless;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    Sister() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (endless) {
                stream(exchange);
            }
            Reply reply = replies.getOrDefault(exchange.getRequestURI().getPath(), new Reply(404, "{}"));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Writes until nobody reads on. */
    private static void stream(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] more = "[".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        while (true) {
            exchange.getResponseBody().write(more);
        }
    }

    /** Every answer from now on has no end. */
    void streams() {
        endless = true;
    }

    void answers(String path, int status, String body) {
        replies.put(path, new Reply(status, body));
    }

    /** How many requests came. */
    int asked() {
        return asked.get();
    }

    /** What was asked, in its order. */
    List<String> bodies() {
        return List.copyOf(bodies);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
