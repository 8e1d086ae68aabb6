package nx.sale.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sister services on one port, as real HTTP servers: identity, pricing, mq-pay, commerce, signal. Each can be switched off and on
 * ({@code POST /_switch/{service}?up=false}), slowed down ({@code &delayMs=}), and then behaves as a service that is down.
 */
public final class Sisters implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** How a service behaves just now. */
    private record Mood(boolean up, long delayMillis) {}

    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final IdentityStandIn identity = new IdentityStandIn();
    private final PricingStandIn pricing = new PricingStandIn();
    private final MqPayStandIn mqPay = new MqPayStandIn();
    private final SignalStandIn signal = new SignalStandIn();
    private final Javalin server;

    private Sisters(int port) {
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.jetty.host = "127.0.0.1";
            config.jetty.port = port;
            config.routes.before("/identity/*", context -> mood(context, "identity"));
            config.routes.before("/pricing/*", context -> mood(context, "pricing"));
            config.routes.before("/commerce/*", context -> mood(context, "commerce"));
            config.routes.post("/_switch/{service}", this::change);
            identity.register(config.routes);
            pricing.register(config.routes);
            mqPay.register(config.routes);
            signal.register(config.routes);
            config.routes.get(
                    "/commerce/product-variants",
                    context -> context.contentType("application/json").result("{\"variants\":[]}"));
        });
    }

    /** Starts them; port 0 takes a free one. */
    public static Sisters start(int port) {
        Sisters sisters = new Sisters(port);
        sisters.server.start();
        return sisters;
    }

    /** Tells mq-pay where our webhook is. */
    public void webhookAt(String url) {
        mqPay.webhookAt(url);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public IdentityStandIn identity() {
        return identity;
    }

    public MqPayStandIn mqPay() {
        return mqPay;
    }

    public SignalStandIn signal() {
        return signal;
    }

    public PricingStandIn pricing() {
        return pricing;
    }

    /** How many requests are being kept waiting just now. */
    public int waiting() {
        return waiting.get();
    }

    /** Switches a service off or on. */
    public void up(String service, boolean up) {
        moods.put(service, new Mood(up, 0));
    }

    /** Lets a service take its time. */
    public void slow(String service, long delayMillis) {
        moods.put(service, new Mood(true, delayMillis));
    }

    private void change(Context context) {
        boolean up = !"false".equals(context.queryParam("up"));
        String delay = context.queryParam("delayMs");
        Mood mood = new Mood(up, delay == null ? 0 : Long.parseLong(delay));
        moods.put(context.pathParam("service"), mood);
        context.contentType("application/json").result(text(Map.of("service", context.pathParam("service"), "up", up)));
    }

    private void mood(Context context, String service) throws InterruptedException {
        Mood mood = moods.getOrDefault(service, new Mood(true, 0));
        if (mood.delayMillis() > 0) {
            waiting.incrementAndGet();
            Thread.sleep(mood.delayMillis());
            waiting.decrementAndGet();
        }
        if (!mood.up()) {
            context.status(503).result("switched off").skipRemainingHandlers();
        }
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        signal.close();
    }
}
