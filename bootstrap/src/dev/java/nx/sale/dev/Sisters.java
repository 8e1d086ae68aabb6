package nx.sale.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sister services on one port, as real HTTP servers: identity, pricing, mq-pay, commerce, signal. {@code GET /} lists what they
 * take. Each can be switched off and on and slowed down ({@link Switches}), and then behaves as a service that is down.
 */
public final class Sisters implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();

    private final Switches switches = new Switches();
    private final IdentityStandIn identity;
    private final PricingStandIn pricing = new PricingStandIn();
    private final MqPayStandIn mqPay = new MqPayStandIn();
    private final SignalStandIn signal = new SignalStandIn();
    private final Javalin server;

    private Sisters(String host, int port, IdentityStandIn identity) {
        this.identity = identity;
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.concurrency.useVirtualThreads = true;
            config.jetty.host = host;
            config.jetty.port = port;
            switches.register(config.routes);
            identity.register(config.routes);
            pricing.register(config.routes);
            mqPay.register(config.routes);
            signal.register(config.routes);
            config.routes.get(
                    "/commerce/product-variants",
                    context -> context.contentType("application/json").result("{\"variants\":[]}"));
            config.routes.get(
                    "/",
                    context -> context.contentType("text/plain; charset=utf-8").result(SistersPage.text(url())));
            config.routes.exception(
                    Complaint.class, (complaint, context) -> say(context, complaint.status(), complaint.getMessage()));
            config.routes.exception(
                    JsonProcessingException.class,
                    (bad, context) -> say(context, 400, Complaint.notJson(bad).getMessage()));
            config.routes.exception(
                    RuntimeException.class,
                    (bad, context) -> say(context, 400, "The request could not be understood: " + bad.getMessage()));
            config.routes.exception(
                    HttpResponseException.class,
                    (unknown, context) -> say(
                            context,
                            unknown.getStatus(),
                            "There is no " + context.method() + " " + context.path() + ". GET / lists what there is."));
        });
    }

    private static void say(Context context, int status, String sentence) {
        context.status(status).contentType("application/json").result(text(Map.of("message", sentence)));
    }

    /** Starts them; port 0 takes a free one. */
    public static Sisters start(int port) {
        return start(port, Optional.empty());
    }

    /** Starts them where other containers reach them, for a process that has a container of its own. */
    static Sisters startForContainers(int port) {
        return started(new Sisters("0.0.0.0", port, new IdentityStandIn()));
    }

    /**
     * Starts them.
     *
     * @param people where identity remembers its key and its people
     */
    static Sisters start(int port, Optional<Path> people) {
        return started(new Sisters("127.0.0.1", port, new IdentityStandIn(people)));
    }

    private static Sisters started(Sisters sisters) {
        sisters.server.start();
        return sisters;
    }

    /** Tells mq-pay where our webhook is. */
    public void webhookAt(String url) {
        mqPay.webhookAt(url);
    }

    /** Lets a part of the stack be stopped and started as the services are. */
    void part(String name, Consumer<Boolean> up) {
        switches.part(name, up);
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
        return switches.waiting();
    }

    /** Switches a service off or on. */
    public void up(String service, boolean up) {
        switches.set(service, up, 0);
    }

    /** Lets a service take its time. */
    public void slow(String service, long delayMillis) {
        switches.set(service, true, delayMillis);
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        signal.close();
    }
}
