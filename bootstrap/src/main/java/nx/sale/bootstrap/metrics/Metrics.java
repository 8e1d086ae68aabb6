package nx.sale.bootstrap.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.order.pricing.Pricing;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.payment.WebhookObserver;

/** Every series the service shows. The alerts and the dashboard in {@code ops} are made of these names; a test compares them. */
public final class Metrics implements AutoCloseable {
    private static final Duration[] LATENCIES = Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Timer lockWaits =
            Timer.builder("sale_lock_wait").serviceLevelObjectives(LATENCIES).register(registry);
    private final WebhookMetrics webhooks = new WebhookMetrics(registry);
    /** The timers of requests, so that none is looked for by its name with each request. */
    private final Map<Answered, Timer> requests = new ConcurrentHashMap<>();

    private volatile OperationsViews.Counts counts = OperationsViews.Counts.NONE;

    /** What distinguishes requests in the metrics. */
    private record Answered(String operation, String method, int status, Optional<Unavailable.Part> lacking) {}

    public Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        count("sale_stuck_orders", OperationsViews.Counts::stuckOrders);
        count("sale_leaked_sessions", OperationsViews.Counts::leakedSessions);
        count("sale_stuck_usages", OperationsViews.Counts::stuckUsages);
        count("sale_late_payments", OperationsViews.Counts::latePayments);
        count("sale_outbox_depth", OperationsViews.Counts::outboxDepth);
        count("sale_outbox_parked", OperationsViews.Counts::outboxParked);
        count("sale_outbox_oldest_seconds", OperationsViews.Counts::outboxAge);
    }

    private void count(String name, ToDoubleFunction<OperationsViews.Counts> count) {
        Gauge.builder(name, this, metrics -> count.applyAsDouble(metrics.counts))
                .register(registry);
    }

    /** What needs a person, as it was counted last. */
    public void needed(OperationsViews.Counts counted) {
        counts = counted;
    }

    /** A value that goes up and down. */
    public <T> void gauge(String name, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).register(registry);
    }

    /** A value that only goes up. */
    public <T> void counter(String name, T of, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).register(registry);
    }

    /**
     * A request that was answered; a checkout is counted by how it went, too, once it is known who asks for it.
     *
     * @param lacking what was missing when it was a 503: anybody can send tokens with made-up keys, so their 503 is counted apart
     */
    public void request(String operation, String method, int status, Optional<Unavailable.Part> lacking, long nanos) {
        requests.computeIfAbsent(new Answered(operation, method, status, lacking), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
        boolean unauthenticated = status == 401 || lacking.equals(Optional.of(Unavailable.Part.SIGNING_KEY));
        if (operation.equals("checkOutOrder") && !unauthenticated) {
            String outcome = status < 300 ? "ok" : status < 500 ? "refused" : "failed";
            registry.counter("sale_checkouts", "outcome", outcome).increment();
        }
    }

    private Timer timer(Answered answered) {
        return Timer.builder("sale_http_requests")
                .tags(
                        "operation",
                        answered.operation(),
                        "method",
                        answered.method(),
                        "status",
                        Integer.toString(answered.status()),
                        "lacks",
                        answered.lacking().map(Metrics::label).orElse("nothing"))
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
    }

    private static String label(Unavailable.Part part) {
        return part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What becomes of webhooks. */
    public WebhookObserver webhooks() {
        return webhooks;
    }

    /** MQ-Pay was asked for an attempt. */
    public void asked(String result) {
        registry.counter("sale_mqpay_asked", "result", result).increment();
    }

    public void lockWaited(long millis) {
        lockWaits.record(Duration.ofMillis(millis));
    }

    /** The same pricing, its answers timed by how it went. */
    public Pricing timed(Pricing pricing) {
        return (asked, requestId) -> {
            long started = System.nanoTime();
            String outcome = "failed";
            try {
                var quote = pricing.quote(asked, requestId);
                outcome = "ok";
                return quote;
            } catch (Rejected refused) {
                outcome = "refused";
                throw refused;
            } finally {
                Timer.builder("sale_pricing")
                        .tag("outcome", outcome)
                        .serviceLevelObjectives(LATENCIES)
                        .register(registry)
                        .record(Duration.ofNanos(System.nanoTime() - started));
            }
        };
    }

    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
    }
}
