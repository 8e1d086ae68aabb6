package nx.sale.http.shared;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.shared.Answer;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.MerchantId;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The server: takes every route through the same steps and turns every refusal into a problem. */
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);
    private static final int ACCEPT_QUEUE = 1_024;

    /** Where to listen. Port 0 takes a free one. */
    public record Listen(String host, int port, String basePath) {}

    /** Learns of every answered request. */
    public interface Observer {
        /**
         * @param lacking the part whose absence led to a 503
         */
        void answered(String operation, String method, int status, Optional<Unavailable.Part> lacking, long nanos);
    }

    /** Where each merchant's wall is: for times in what people read. */
    public interface Zones {
        ZoneId of(MerchantId merchant);
    }

    /** Notes that somebody was refused a permission. */
    public interface DenialLog {
        void denied(Call call, String permission);
    }

    /** Something the server serves beside its routes, such as a page with its files. */
    public interface Extra {
        /**
         * @param guard to be asked before anything that needs no login
         */
        void register(io.javalin.config.JavalinConfig config, String basePath, OpenGuard guard);
    }

    private final Javalin javalin;
    private final Listen listen;
    private final Call.Access access;
    private final Zones zones;
    private final Observer observer;
    private final DenialLog denials;
    private final OpenGuard guard;

    public HttpServer(
            Listen listen,
            List<Route> routes,
            Call.Access access,
            Zones zones,
            DenialLog denials,
            Observer observer,
            OpenGuard guard,
            List<Extra> extras) {
        this.listen = listen;
        this.access = access;
        this.zones = zones;
        this.denials = denials;
        this.observer = observer;
        this.guard = guard;
        this.javalin = Javalin.create(config -> {
            config.concurrency.useVirtualThreads = true;
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.http.prefer405over404 = true;
            config.http.compressionStrategy = CompressionStrategy.GZIP;
            config.jetty.addConnector((server, http) -> connector(server, http, listen));
            config.jetty.modifyServer(server -> {
                server.setStopTimeout(STOP_TIMEOUT.toMillis());
                server.insertHandler(new GracefulHandler());
                server.setErrorHandler(HttpServer::refuseUnreadable);
            });
            routes.forEach(route -> config.routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method().name()),
                    listen.basePath() + route.path(),
                    context -> serve(context, route)));
            config.routes.exception(HttpResponseException.class, this::refuse);
            config.routes.exception(
                    Unavailable.class,
                    (unavailable, context) -> answer(context, ProblemMapper.of(unavailable), requestId(context)));
            config.routes.exception(Exception.class, (failure, context) -> {
                log.error("bug while serving {} {}", context.method(), context.path(), failure);
                answer(context, ProblemMapper.bug(), requestId(context));
            });
            config.router.javaLangErrorHandler(HttpServer::broken);
            config.routes.error(404, context -> {
                if (context.attribute("answered") == null) {
                    answer(context, ProblemMapper.routeUnknown(), requestId(context));
                }
            });
            extras.forEach(extra -> extra.register(config, listen.basePath(), guard));
        });
    }

    /** The queue of connections not yet accepted is long: a rush of terminals is not turned away (the default is 50). */
    private static Connector connector(Server server, HttpConfiguration http, Listen listen) {
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(listen.host());
        connector.setPort(listen.port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        return connector;
    }

    public void start() {
        javalin.start();
    }

    public int port() {
        return javalin.port();
    }

    public String basePath() {
        return listen.basePath();
    }

    private void serve(Context context, Route route) {
        long started = System.nanoTime();
        Optional<Unavailable.Part> lacking = Optional.empty();
        String requestId = requestId(context);
        MDC.put("requestId", requestId);
        Call call = new Call(context, route, requestId, access);
        try {
            admit(call);
            answer(context, served(call), call);
        } catch (Rejected rejected) {
            refused(context, call, rejected.error());
        } catch (InvalidInput invalid) {
            refused(context, call, ProblemMapper.of(invalid));
        } catch (Unavailable unavailable) {
            lacking = Optional.of(unavailable.part());
            log.warn("unavailable code={} operation={}", unavailable.part().code(), route.operation(), unavailable);
            answer(context, ProblemMapper.of(unavailable), requestId);
        } catch (WebhookFailed failed) {
            answer(context, ProblemMapper.of(failed), requestId);
        } catch (RuntimeException | Error bug) {
            log.error("bug while serving {}", route.operation(), bug);
            answer(context, ProblemMapper.bug(), requestId);
        } finally {
            observer.answered(
                    route.operation(),
                    route.method().name(),
                    context.statusCode(),
                    lacking,
                    System.nanoTime() - started);
            MDC.clear();
        }
    }

    private void admit(Call call) {
        switch (call.route().entry()) {
            case Route.Entry.Probe probe -> {}
            case Route.Entry.Open open -> guard.require(call.peer());
            case Route.Entry.Needs needs -> {
                Caller caller = access.caller(call);
                MDC.put("userId", caller.actor().id());
                MerchantId merchant = call.header("x-merchant-id")
                        .map(text -> new MerchantId(Call.id(text, "header.x-merchant-id")))
                        .orElseThrow(() -> new InvalidInput(
                                InvalidInput.Kind.BAD_REQUEST,
                                "the header x-merchant-id is required",
                                List.of(new FieldError("header.x-merchant-id", "required", "is required"))));
                MDC.put("merchantId", merchant.toString());
                call.admit(caller, merchant);
                if (!access.allowed(caller, merchant, needs.permission())) {
                    throw new Rejected(new AccessError.Denied(needs.permission().code()));
                }
            }
        }
    }

    /** What the path names is looked for before a bad body is complained about. */
    private static Answer served(Call call) {
        try {
            call.requireKnownParameters();
            call.requireKnownCondition();
            return call.route().handler().handle(call);
        } catch (InvalidInput invalid) {
            Optional<DomainError> missing = call.route().existence().missing(call);
            if (missing.isPresent()) {
                throw new Rejected(missing.get());
            }
            throw invalid;
        }
    }

    private void refused(Context context, Call call, DomainError error) {
        if (error instanceof AccessError.Denied denied) {
            note(call, denied);
        }
        refused(context, call, ProblemMapper.of(error, at -> shown(call, at)));
    }

    /** As on the merchant's wall; in UTC when the zone cannot be read, or there is no merchant. */
    private String shown(Call call, Instant at) {
        try {
            return call.admitted() ? Times.onTheWall(at, zones.of(call.merchant())) : at.toString();
        } catch (Unavailable e) {
            return at.toString();
        }
    }

    /** Writes the denial down; that it cannot be written down does not change the answer. */
    private void note(Call call, AccessError.Denied denied) {
        try {
            denials.denied(call, denied.permission());
        } catch (InvalidInput | Unavailable e) {
            log.error("denial not written down permission={} reason={}", denied.permission(), e.getMessage());
        }
    }

    private void refused(Context context, Call call, Problem problem) {
        log.info(
                "refused code={} status={} operation={}",
                problem.code(),
                problem.status(),
                call.route().operation());
        answer(context, problem, call.requestId());
    }

    private void answer(Context context, Answer answer, Call call) {
        headers(context, call.requestId());
        answer.revision().ifPresent(revision -> context.header("ETag", "\"" + revision + "\""));
        answer.location().ifPresent(path -> context.header("Location", listen.basePath() + path));
        if (answer.replayed()) {
            context.header("Idempotent-Replayed", "true");
        }
        context.status(answer.status()).contentType(call.mediaType()).result(answer.body());
    }

    private static void answer(Context context, Problem problem, String requestId) {
        headers(context, requestId);
        problem.retryAfterSeconds().ifPresent(seconds -> context.header("Retry-After", Integer.toString(seconds)));
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        context.status(problem.status())
                .contentType("application/problem+json")
                .result(problem.json(context.path(), requestId));
    }

    private static void headers(Context context, String requestId) {
        context.attribute("answered", true);
        context.header("X-Request-Id", requestId);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "no-store");
    }

    private void refuse(HttpResponseException failure, Context context) {
        Problem problem = failure.getStatus() == 405
                ? ProblemMapper.methodUnknown()
                : failure.getStatus() == 404 ? ProblemMapper.routeUnknown() : ProblemMapper.bug();
        answer(context, problem, requestId(context));
    }

    /** An Error outside of the routes, where no request id is known: a problem like all others. */
    private static void broken(HttpServletResponse response, Error error) {
        log.error("error while serving", error);
        if (!response.isCommitted()) {
            byte[] body =
                    ProblemMapper.bug().json("", UUID.randomUUID().toString()).getBytes(StandardCharsets.UTF_8);
            response.setStatus(500);
            response.setContentType("application/problem+json");
            try {
                response.getOutputStream().write(body);
            } catch (IOException e) {
                log.debug("nobody waits for the answer", e);
            }
        }
    }

    /** What Jetty itself turns away, such as an address it cannot read: a problem like all others. */
    private static boolean refuseUnreadable(Request request, Response response, Callback callback) {
        int status = response.getStatus() == 0 ? 400 : response.getStatus();
        Problem problem = status >= 500
                ? ProblemMapper.bug()
                : Problem.of(status, "bad-request", "The request is malformed", "The request could not be read.");
        response.getHeaders().put("Content-Type", "application/problem+json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, problem.json("", UUID.randomUUID().toString()), callback);
        return true;
    }

    /** The caller's request id when it is a sane one, else a new one. */
    private static String requestId(Context context) {
        String known = context.attribute("requestId");
        if (known != null) {
            return known;
        }
        String given = context.header("X-Request-Id");
        String id = given != null && given.matches("[\\w.:-]{1,128}")
                ? given
                : UUID.randomUUID().toString();
        context.attribute("requestId", id);
        return id;
    }

    /** Stops listening and lets the requests in flight finish, for at most ten seconds. */
    @Override
    public void close() {
        javalin.stop();
    }
}
