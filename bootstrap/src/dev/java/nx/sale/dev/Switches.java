package nx.sale.dev;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What is switched off or slow just now: {@code GET /_switch} shows it, {@code POST /_switch/{part}?up=false&delayMs=} changes it. A
 * service that is off answers 503; Kafka, PostgreSQL and Redis are really stopped, and started again on the same ports with the same data.
 */
final class Switches {
    private static final List<String> SERVICES = List.of("identity", "pricing", "commerce", "mq-pay", "signal");
    private static final int LONGEST_DELAY = 60_000;

    /** How a service behaves just now. */
    private record Mood(boolean up, long delayMillis) {}

    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Boolean>> parts = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    void register(RoutesConfig routes) {
        SERVICES.forEach(service -> routes.before("/" + service + "/*", context -> mood(context, service)));
        routes.get("/_switch", this::show);
        routes.post("/_switch/{part}", this::change);
    }

    /** A part that can be stopped and started. */
    void part(String name, Consumer<Boolean> up) {
        parts.put(name, up);
    }

    /** How many requests are being kept waiting just now. */
    int waiting() {
        return waiting.get();
    }

    void set(String service, boolean up, long delayMillis) {
        moods.put(service, new Mood(up, delayMillis));
    }

    private void change(Context context) {
        String name = context.pathParam("part");
        if (!SERVICES.contains(name) && !parts.containsKey(name)) {
            throw new Complaint(404, "There is no part \"" + name + "\": " + String.join(", ", known().keySet()) + ".");
        }
        String wanted = context.queryParam("up") == null ? "true" : String.valueOf(context.queryParam("up"));
        String delay = context.queryParam("delayMs") == null ? "0" : String.valueOf(context.queryParam("delayMs"));
        if (!wanted.matches("true|false")) {
            throw new Complaint(422, "up must be true or false, not \"" + wanted + "\".");
        }
        if (!delay.matches("[0-9]{1,5}") || Integer.parseInt(delay) > LONGEST_DELAY) {
            throw new Complaint(422, "delayMs must be a number from 0 to " + LONGEST_DELAY + ".");
        }
        boolean up = wanted.equals("true");
        if (parts.containsKey(name)) {
            if (!delay.equals("0")) {
                throw new Complaint(422, name + " can be switched off and on, not slowed down.");
            }
            parts.get(name).accept(up);
        }
        set(name, up, Long.parseLong(delay));
        show(context);
    }

    private void show(Context context) {
        context.contentType("application/json").result(Sisters.text(known()));
    }

    private Map<String, Object> known() {
        Map<String, Object> known = new TreeMap<>();
        SERVICES.forEach(service -> known.put(service, shown(service)));
        parts.keySet().forEach(part -> known.put(part, shown(part)));
        return known;
    }

    private Map<String, Object> shown(String name) {
        Mood mood = moods.getOrDefault(name, new Mood(true, 0));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("up", mood.up());
        shown.put("delayMs", mood.delayMillis());
        return shown;
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
}
