package nx.sale.json;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * One sister service over HTTP: connect within a second, the whole answer within the time left and of a bounded length, at most two
 * retries with jitter on connect errors, 502, 503 and 504, and a circuit breaker (SISTER-1, SISTER-2). Only for calls free of side effects.
 */
public final class SisterClient {
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);
    public static final Duration BUDGET = Duration.ofSeconds(3);
    /**
     * Where the service is and who we are to it.
     *
     * @param credentials without them there is no Authorization header
     * @param longest bytes of an answer
     */
    public record Access(URI base, Optional<Credentials> credentials, int longest) {}

    /** Our name and secret for BASIC. */
    public record Credentials(String name, String secret) {
        @Override
        public String toString() {
            return "Credentials[" + name + "]";
        }
    }

    /** What came back. */
    public record Reply(int status, String body) {}

    /** The service did not answer in time, or not at all. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1;

        public Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Access access;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final FailsafeExecutor<Reply> guarded;

    public SisterClient(Access access) {
        this.access = access;
        RetryPolicy<Reply> retries = RetryPolicy.<Reply>builder()
                .handle(IOException.class)
                .abortOn(BoundedAnswer.TooLong.class)
                .handleResultIf(reply -> PASSING.contains(reply.status()))
                .withMaxRetries(2)
                .withMaxDuration(BUDGET)
                .withBackoff(Duration.ofMillis(50), Duration.ofMillis(400))
                .withJitter(0.5)
                .build();
        CircuitBreaker<Reply> breaker = CircuitBreaker.<Reply>builder()
                .handle(IOException.class)
                .handleResultIf(reply -> reply.status() >= 500)
                .withFailureThreshold(8, 10)
                .withDelay(Duration.ofSeconds(1))
                .build();
        this.guarded = Failsafe.with(retries, breaker);
    }

    public Reply post(String path, String json, String requestId) throws Failure {
        return call(request(path)
                .header("X-Request-Id", requestId)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    public Reply get(String path, String requestId) throws Failure {
        return call(request(path).header("X-Request-Id", requestId).GET());
    }

    /** As {@link #get(String, String)}, for what is asked on behalf of no request. */
    public Reply get(String path) throws Failure {
        return call(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(access.base() + path)).header("Accept", "application/json");
        access.credentials()
                .ifPresent(own -> builder.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                (own.name() + ":" + own.secret()).getBytes(StandardCharsets.UTF_8))));
        return builder;
    }

    private Reply call(HttpRequest.Builder request) throws Failure {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        try {
            return guarded.get(() -> {
                Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
                HttpResponse<String> response = BoundedAnswer.ask(http, request, left, access.longest());
                return new Reply(response.statusCode(), response.body());
            });
        } catch (CircuitBreakerOpenException e) {
            throw new Failure("circuit open", e);
        } catch (FailsafeException e) {
            throw new Failure(String.valueOf(e.getCause()), e);
        }
    }
}
