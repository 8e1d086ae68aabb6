package nx.sale.http.server;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.RoutesConfig;
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
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.id.MerchantId;
import nx.sale.domain.shared.DomainError;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import nx.sale.http.json.FieldError;
import nx.sale.http.json.InvalidInput;
import nx.sale.http.json.Times;
import nx.sale.http.problem.Problem;
import nx.sale.http.problem.ProblemMapper;
import nx.sale.http.problem.Refusals;
import nx.sale.http.problem.ServerProblems;
import nx.sale.http.problem.Unreadable;
import nx.sale.http.problem.WebhookFailed;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.NullSessionDataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The server: takes every route through the same steps and turns every refusal into a problem. */
public final class HttpServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(75);
    private static final int ACCEPT_QUEUE = 1_024;
    private static final List<String> CODINGS = List.of("identity", "gzip");

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
    private final ProblemMapper problems;
    private final Zones zones;
    private final Observer observer;
    private final DenialLog denials;
    private final OpenGuard guard;

    public HttpServer(
            Listen listen,
            List<Route> routes,
            Call.Access access,
            ProblemMapper problems,
            Zones zones,
            DenialLog denials,
            Observer observer,
            OpenGuard guard,
            List<Extra> extras) {
        this.listen = listen;
        this.access = access;
        this.problems = problems;
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
                server.setErrorHandler(new Refusals());
            });
            config.jetty.modifyServletContextHandler(HttpServer::withoutSessions);
            routes.forEach(route -> {
                for (HandlerType method : methods(route)) {
                    config.routes.addHttpHandler(
                            method, listen.basePath() + route.path(), context -> serve(context, route));
                }
            });
            beside(config.routes);
            config.router.javaLangErrorHandler(HttpServer::broken);
            extras.forEach(extra -> extra.register(config, listen.basePath(), guard));
        });
    }

    /** Javalin begins a session with each WebSocket, which would stay for ever: none is kept, and no cookie given. */
    private static void withoutSessions(ServletContextHandler context) {
        SessionHandler sessions = context.getSessionHandler();
        sessions.setUsingCookies(false);
        NullSessionCache none = new NullSessionCache(sessions);
        none.setSessionDataStore(new NullSessionDataStore());
        sessions.setSessionCache(none);
    }

    /** HEAD does what GET does; the server leaves the body out. */
    private static List<HandlerType> methods(Route route) {
        HandlerType method = HandlerType.findOrCreate(route.method().name());
        return route.method() == Route.Method.GET ? List.of(method, HandlerType.HEAD) : List.of(method);
    }

    /** What becomes of requests that reach no route, and of failures beside the routes. */
    private static void beside(RoutesConfig config) {
        config.exception(HttpResponseException.class, HttpServer::refuse);
        config.exception(
                Unavailable.class,
                (unavailable, context) -> answer(context, ServerProblems.of(unavailable), requestId(context)));
        config.exception(
                InvalidInput.class,
                (invalid, context) -> answer(context, ServerProblems.of(invalid), requestId(context)));
        config.exception(Exception.class, (failure, context) -> {
            MDC.put("requestId", requestId(context));
            log.atError()
                    .addKeyValue("method", context.method())
                    .addKeyValue("path", context.path())
                    .setCause(failure)
                    .log("Request failed by a bug");
            MDC.clear();
            answer(context, ServerProblems.bug(), requestId(context));
        });
        config.error(404, context -> {
            if (context.attribute("answered") == null) {
                answer(context, ServerProblems.routeUnknown(), requestId(context));
            }
        });
    }

    /** The queue of connections not yet accepted is long: a rush of terminals is not refused (the default is 50). */
    private static Connector connector(Server server, HttpConfiguration http, Listen listen) {
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new Connections(http));
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
            lacking = answerOrRefuse(context, call);
        } catch (RuntimeException | Error bug) {
            log.atError()
                    .addKeyValue("operation", route.operation())
                    .setCause(bug)
                    .log("Request failed by a bug");
            answer(context, ServerProblems.bug(), requestId);
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

    /** Gives the part that was missed, if one was. */
    private Optional<Unavailable.Part> answerOrRefuse(Context context, Call call) {
        try {
            admit(call);
            answer(context, served(call), call);
        } catch (Rejected rejected) {
            refused(context, call, rejected.error());
        } catch (InvalidInput invalid) {
            refused(context, call, ServerProblems.of(invalid));
        } catch (Unavailable unavailable) {
            log.atWarn()
                    .addKeyValue("code", unavailable.part().code())
                    .addKeyValue("operation", call.route().operation())
                    .setCause(unavailable)
                    .log("Request failed: a dependency is unavailable");
            answer(context, ServerProblems.of(unavailable), call.requestId());
            return Optional.of(unavailable.part());
        } catch (WebhookFailed failed) {
            answer(context, ServerProblems.of(failed), call.requestId());
        }
        return Optional.empty();
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
                if (!needs.metBy(permission -> access.allowed(caller, merchant, permission))) {
                    throw new Rejected(new AccessError.Denied(needs.permission().code()));
                }
            }
        }
    }

    /** What the path names is looked for before a bad body is complained about. */
    private static Answer served(Call call) {
        try {
            call.open();
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
        refused(context, call, problems.problem(error, at -> shown(call, at)));
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
            log.atError()
                    .addKeyValue("permission", denied.permission())
                    .addKeyValue("cause", e.getMessage())
                    .log("Denial not written to the audit");
        }
    }

    private void refused(Context context, Call call, Problem problem) {
        log.atInfo()
                .addKeyValue("code", problem.code())
                .addKeyValue("status", problem.status())
                .addKeyValue("operation", call.route().operation())
                .log("Request refused");
        answer(context, problem, call.requestId());
    }

    private void answer(Context context, Answer answer, Call call) {
        headers(context, call.requestId());
        answer.revision().ifPresent(revision -> context.header("ETag", "\"" + revision + "\""));
        answer.location().ifPresent(path -> context.header("Location", listen.basePath() + path));
        if (answer.replayed()) {
            context.header("Idempotent-Replayed", "true");
        }
        call.route().deprecation().ifPresent(terms -> terms.addTo(context));
        write(context, answer.status(), call.mediaType(), answer.body());
    }

    private static void answer(Context context, Problem problem, String requestId) {
        headers(context, requestId);
        problem.retryAfterSeconds().ifPresent(seconds -> context.header("Retry-After", Integer.toString(seconds)));
        if (problem.status() == 401) {
            context.header("WWW-Authenticate", "Bearer");
        }
        RequestBody.sayWhatIsTaken(context, problem.status());
        write(context, problem.status(), Problem.MEDIA_TYPE, problem.json(context.path(), requestId));
    }

    /** Every answer is UTF-8, and the connection can take the next request or ends visibly. */
    public static void write(Context context, int status, String mediaType, String body) {
        Leftover.clear(context);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (!Preference.among(Optional.ofNullable(context.header("Accept-Encoding")), CODINGS)
                .equals("gzip")) {
            context.minSizeForCompression(Integer.MAX_VALUE);
        }
        context.status(status).contentType(mediaType).result(bytes);
    }

    public static void headers(Context context, String requestId) {
        context.attribute("answered", true);
        context.header("X-Request-Id", requestId);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Cache-Control", "no-store");
    }

    private static void refuse(HttpResponseException failure, Context context) {
        if (failure.getStatus() == 405) {
            context.header("Allow", String.join(", ", failure.getDetails().values()));
        }
        answer(
                context,
                switch (failure.getStatus()) {
                    case 404 -> ServerProblems.routeUnknown();
                    case 405 -> ServerProblems.methodUnknown();
                    default -> Unreadable.problem(failure.getStatus());
                },
                requestId(context));
    }

    /** An Error outside of the routes, where no request id is known: a problem like all others. */
    private static void broken(HttpServletResponse response, Error error) {
        log.error("Request failed by an error of the virtual machine", error);
        if (!response.isCommitted()) {
            byte[] body =
                    ServerProblems.bug().json("", Refusals.requestId(null)).getBytes(StandardCharsets.UTF_8);
            response.setStatus(500);
            response.setContentType(Problem.MEDIA_TYPE);
            try {
                response.getOutputStream().write(body);
            } catch (IOException e) {
                log.debug("Answer not sent: the connection is closed", e);
            }
        }
    }

    /** The caller's request id when it is a sane one, else a new one. */
    public static String requestId(Context context) {
        String known = context.attribute("requestId");
        if (known != null) {
            return known;
        }
        String id = Refusals.requestId(context.header("X-Request-Id"));
        context.attribute("requestId", id);
        return id;
    }

    /** Stops listening and lets the requests in flight finish, for at most ten seconds. */
    @Override
    public void close() {
        javalin.stop();
    }
}
