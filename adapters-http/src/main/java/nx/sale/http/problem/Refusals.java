package nx.sale.http.problem;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import nx.sale.domain.shared.Unavailable;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What the server refuses before a route is chosen: a problem like all others, with a request id. The rest of such a connection
 * cannot be trusted, so it ends, and the answer says so.
 */
public final class Refusals implements Request.Handler {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);
    private static final Pattern SANE = Pattern.compile("[\\w.:-]{1,128}");
    private static final int UNAVAILABLE = 503;

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 400 : response.getStatus();
        Problem problem = status == UNAVAILABLE
                ? ServerProblems.of(new Unavailable(Unavailable.Part.OVERLOADED, null))
                : Unreadable.problem(status);
        String requestId = requestId(request.getHeaders().get("X-Request-Id"));
        response.setStatus(problem.status());
        response.getHeaders().put("Content-Type", Problem.MEDIA_TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put("Cache-Control", "no-store");
        response.getHeaders().put("X-Request-Id", requestId);
        response.getHeaders().put("Connection", "close");
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.getHeaders().put("Retry-After", Integer.toString(seconds)));
        MDC.put("requestId", requestId);
        try {
            log(problem, request);
        } finally {
            MDC.remove("requestId");
        }
        response.write(true, ByteBuffer.wrap(problem.json("", requestId).getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }

    private static void log(Problem problem, Request request) {
        if (request.getAttribute("org.eclipse.jetty.server.error_exception") instanceof Throwable failure
                && problem.status() == 500) {
            log.error("Request failed by a bug before a route was found", failure);
        } else {
            log.atInfo()
                    .addKeyValue("code", problem.code())
                    .addKeyValue("status", problem.status())
                    .log("Request refused before a route was found");
        }
    }

    /** The caller's request id when it is a sane one, else a new one. */
    public static String requestId(@Nullable String given) {
        return given != null && SANE.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }
}
