package nx.sale.bootstrap;

import io.javalin.config.JavalinConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nx.sale.application.access.NoteDenial;
import nx.sale.bootstrap.config.Config;
import nx.sale.bootstrap.upkeep.Readiness;
import nx.sale.bootstrap.upkeep.Reconciler;
import nx.sale.bootstrap.upkeep.SchemaGuard;
import nx.sale.bootstrap.upkeep.Sweep;
import nx.sale.bootstrap.upkeep.WarmUp;
import nx.sale.bootstrap.wiring.Features;
import nx.sale.bootstrap.wiring.Infrastructure;
import nx.sale.domain.operations.OperationsViews;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.Problems;
import nx.sale.http.access.CasbinAccess;
import nx.sale.http.access.PolicyDefinitionService;
import nx.sale.http.access.ServiceCredentials;
import nx.sale.http.access.Tokens;
import nx.sale.http.console.Console;
import nx.sale.http.live.Stream;
import nx.sale.http.openapi.Explorer;
import nx.sale.http.openapi.OpenApi;
import nx.sale.http.openapi.Pages;
import nx.sale.http.operations.HealthRoutes;
import nx.sale.http.server.Bodies;
import nx.sale.http.server.HttpServer;
import nx.sale.http.server.OpenGuard;
import nx.sale.http.server.Route;
import nx.sale.messaging.AsyncApi;
import nx.sale.postgres.live.PostgresRoomOwners;
import nx.sale.postgres.sql.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service: started and stopped as one. */
public final class App implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(App.class);

    /** As the alert SaleOutboxLag has it. */
    private static final Duration OUTBOX_LAG = Duration.ofSeconds(60);

    private final Config config;
    private final Infrastructure on;
    private final Tokens tokens;
    private final Readiness readiness;
    private final HttpServer server;
    private final Sweep sweep;
    private final Reconciler reconciler;
    private final OperationsViews operations;
    private final Stream stream;
    private final WarmUp warmUp;
    private volatile OperationsViews.Counts counted = OperationsViews.Counts.NONE;
    private final List<Route> routes = new ArrayList<>();
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(
            3, Thread.ofPlatform().daemon().name("background-", 0).factory());

    App(Config config, Clock clock) {
        this.config = config;
        on = new Infrastructure(config, clock);
        tokens = new Tokens(config.access().tokens(), clock);
        readiness = new Readiness(clock);
        CasbinAccess access = new CasbinAccess(
                tokens,
                new ServiceCredentials(config.access().services()),
                new PolicyDefinitionService(
                        config.sisters().identity(),
                        config.sisters().name(),
                        config.sisters().secret()),
                on.sharedPolicies,
                on.organizers,
                clock);
        Features features = Features.of(on, config);
        routes.addAll(features.routes());
        operations = on.stores.operations().views();
        sweep = new Sweep(on.leadership, features.tasks());
        reconciler = new Reconciler(features.askMqPay(), on.metrics);
        stream = new Stream(on.hub, access, new PostgresRoomOwners(on.reads), clock);
        on.metrics.gauge("sale_stream_screens", stream, Stream::screenCount);
        on.metrics.gauge("sale_ready", readiness, ready -> ready.now().status().equals("ready") ? 1 : 0);
        routes.addAll(new HealthRoutes(readiness::now).routes());
        warmUp = new WarmUp(config.server().warmUp(), System::nanoTime)
                .step("connections", on::warmConnections)
                .step("access", enough -> access.prepare())
                .step("json", enough -> Bodies.prepare(routes, enough));
        NoteDenial denials = new NoteDenial(on.core.work(), on.core.audit(), clock);
        server = new HttpServer(
                config.server().listen(),
                routes,
                access,
                new Problems(),
                features::zone,
                (call, permission) -> denials.handle(new NoteDenial.Command(
                        call.merchant(), permission, call.route().operation(), call.originOfCaller())),
                on.metrics::request,
                OpenGuard.of(config.server().openRequestsPerSecond()),
                List.of(
                        this::cors,
                        this::metrics,
                        this::console,
                        stream,
                        new Explorer(
                                new OpenApi(routes, config.server().listen().basePath(), new Problems()),
                                () -> AsyncApi.document(config.kafka().topicPrefix()))));
    }

    private void console(JavalinConfig javalin, String basePath, OpenGuard guard) {
        if (config.server().console().served()) {
            new Console(config.server().console().pay()).register(javalin, basePath, guard);
        }
    }

    /** The headers of an answer that a till in a browser must be able to read. */
    private static final List<String> EXPOSED = List.of(
            "ETag",
            "Location",
            "Retry-After",
            "Content-Range",
            "X-Request-Id",
            "x-next-cursor",
            "x-data-complete-through",
            "Idempotent-Replayed",
            "Deprecation",
            "Sunset");

    private void cors(JavalinConfig javalin, String basePath, OpenGuard guard) {
        if (!config.server().corsOrigins().isEmpty()) {
            javalin.bundledPlugins.enableCors(cors -> cors.addRule(rule -> {
                config.server().corsOrigins().forEach(rule::allowHost);
                EXPOSED.forEach(rule::exposeHeader);
            }));
        }
    }

    private void metrics(JavalinConfig javalin, String basePath, OpenGuard guard) {
        Pages.add(
                javalin, basePath + "/metrics", guard, "text/plain; version=0.0.4; charset=utf-8", on.metrics::scrape);
    }

    /** Starts everything; returns when requests are taken. Readiness follows as soon as Kafka and identity were reached. */
    public void start() {
        config.announce(log, "Starting");
        tokens.refreshKeys();
        if (config.database().migrateOnBoot()) {
            log.atInfo().addKeyValue("steps", on.database.migrate()).log("Schema migrated");
        }
        long schema = SchemaGuard.require(on.database);
        Future<?> broker = background.submit(on.publisher::start); // its client takes as long to load as the server
        on.startIds();
        parts(schema);
        warmUp.begin();
        background.execute(guarded("warm-up", warmUp::run));
        server.start();
        ended(broker);
        on.start();
        background.execute(this::lookAtParts);
        background.scheduleWithFixedDelay(guarded("housekeeping", on::keepHouse), 0, 5, TimeUnit.SECONDS);
        background.scheduleWithFixedDelay(guarded("operations-counts", this::countNeeded), 2, 10, TimeUnit.SECONDS);
        background.scheduleWithFixedDelay(guarded("sweep", sweep::round), 1, 2, TimeUnit.SECONDS);
        reconciler.start();
        background.scheduleWithFixedDelay(guarded("stream", stream::tick), 500, 500, TimeUnit.MILLISECONDS);
        background.scheduleWithFixedDelay(guarded("prune", on::prune), 60, 600, TimeUnit.SECONDS);
        log.atInfo()
                .addKeyValue("port", server.port())
                .addKeyValue("basePath", server.basePath())
                .log("Listening");
    }

    /** Returns when the task is over; fails as it did. */
    private static void ended(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Soon again until it was ready once: a start ends when that is seen. */
    private void lookAtParts() {
        guarded("readiness", readiness::refresh).run();
        background.schedule(this::lookAtParts, readiness.wasReady() ? 500 : 50, TimeUnit.MILLISECONDS);
    }

    private void countNeeded() {
        Instant now = on.core.clock().instant();
        counted = operations.getCounts(
                now, now.minus(OperationsViews.STUCK_AFTER), now.minus(OperationsViews.LEAKED_AFTER));
        on.metrics.needed(counted);
    }

    private void parts(long schema) {
        readiness.part("postgres", this::postgres);
        readiness.part("schema", () -> schema(schema));
        readiness.part("kafka", this::kafka);
        readiness.part("identity", this::identity);
        readiness.part(
                "pricing",
                () -> on.pricing.failing()
                        ? new Readiness.State(Readiness.DEGRADED, "failed when asked last, orders stay DRAFT")
                        : new Readiness.State(Readiness.UP, "no failure when asked last"));
        readiness.part("redis", this::redis);
        readiness.first("warm-up", warmUp::state);
    }

    private Readiness.State redis() {
        List<String> degraded = new ArrayList<>();
        on.cacheRedis
                .filter(redis -> !redis.up())
                .ifPresent(redis -> degraded.add("policies are remembered in memory"));
        on.liveRedis.filter(redis -> !redis.up()).ifPresent(redis -> degraded.add("live updates stay on this replica"));
        return degraded.isEmpty()
                ? new Readiness.State(
                        Readiness.UP, on.cacheRedis.isEmpty() && on.liveRedis.isEmpty() ? "not configured" : "up")
                : new Readiness.State(Readiness.DEGRADED, "unavailable, " + String.join(", ", degraded));
    }

    /** Without any key nobody can be let in; with those of before, everybody whom they prove. */
    private Readiness.State identity() {
        tokens.refreshKeys();
        Optional<String> trouble = tokens.keysTrouble();
        if (!tokens.keysLoaded()) {
            return new Readiness.State(Readiness.DOWN, "no keys yet: " + trouble.orElse("no answer so far"));
        }
        return trouble.map(cause -> new Readiness.State(Readiness.DEGRADED, "the keys fetched before serve: " + cause))
                .orElseGet(() -> new Readiness.State(Readiness.UP, "keys loaded"));
    }

    /** Without writes no till can sell, but screens can be read: better than nothing, so not down (decision 0031). */
    private Readiness.State postgres() {
        Database.Health health = on.database.health();
        return new Readiness.State(
                !health.answers() ? Readiness.DOWN : health.writes() ? Readiness.UP : Readiness.DEGRADED,
                health.detail());
    }

    private Readiness.State kafka() {
        OperationsViews.Counts waiting = counted;
        if (!on.publisher.reached()) {
            return new Readiness.State(Readiness.DOWN, "never reached");
        }
        if (on.relay.waiting()) {
            return new Readiness.State(
                    Readiness.DEGRADED,
                    "unavailable, the outbox keeps the events: "
                            + on.relay.trouble().orElse("tried again now"));
        }
        if (waiting.outboxAge() > OUTBOX_LAG.toSeconds()) {
            return new Readiness.State(
                    Readiness.DEGRADED,
                    "lags: the oldest of " + (waiting.outboxDepth() + waiting.outboxParked())
                            + " messages has waited " + waiting.outboxAge() + " s, " + waiting.outboxParked()
                            + " parked");
        }
        return new Readiness.State(Readiness.UP, "reached");
    }

    /** A restore may bring back an older one while this replica lives. */
    private Readiness.State schema(long needed) {
        if (readiness.down("postgres")) {
            return new Readiness.State(Readiness.DOWN, "cannot be read");
        }
        try {
            Database.SchemaVersions versions = on.database.schemaVersions(needed);
            return switch (versions.fit()) {
                case CURRENT, NEWER -> new Readiness.State(Readiness.UP, SchemaGuard.words(versions));
                case TOO_OLD, TOO_NEW -> new Readiness.State(Readiness.DOWN, SchemaGuard.words(versions));
            };
        } catch (Unavailable e) {
            return new Readiness.State(Readiness.DOWN, "cannot be read");
        }
    }

    private static Runnable guarded(String name, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.atError().addKeyValue("task", name).setCause(e).log("Background task failed");
            }
        };
    }

    public int port() {
        return server.port();
    }

    /** Every route, for the tests that go through them all. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Not ready any more, requests in flight finish, the outbox drains, the pools close; within twenty seconds. */
    @Override
    public void close() {
        log.info("Stopping");
        readiness.stop();
        server.close();
        background.shutdownNow();
        reconciler.close();
        on.close();
        log.info("Stopped");
    }
}
