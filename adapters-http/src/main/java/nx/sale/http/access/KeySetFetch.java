package nx.sale.http.access;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import nx.sale.json.BoundedAnswer;
import org.jspecify.annotations.Nullable;

/** Asks identity for its key set, once: within three seconds there is a set that can prove something, or a cause in words. */
final class KeySetFetch {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int LONGEST = 256 * 1024;
    private static final Executor OWN_THREAD =
            task -> Thread.ofVirtual().name("identity-keys").start(task);

    /** What came of it. */
    sealed interface Outcome {}

    /** The keys that ES256 tokens may be signed with, at least one. */
    record Keys(List<ECKey> keys) implements Outcome {
        Keys {
            keys = List.copyOf(keys);
        }

        List<ECKey> named(String kid) {
            return keys.stream().filter(key -> kid.equals(key.getKeyID())).toList();
        }
    }

    /** Nothing usable came. */
    record Failed(String cause) implements Outcome {}

    private final HttpRequest request;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    KeySetFetch(URI keySet) {
        request = HttpRequest.newBuilder(keySet)
                .header("Accept", "application/json")
                .build();
    }

    CompletableFuture<Outcome> fetch() {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BoundedAnswer.text(LONGEST, TIMEOUT));
        return answer.thenApplyAsync(KeySetFetch::outcome, OWN_THREAD)
                // a request's own timeout ends with its headers
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    answer.cancel(true);
                    return new Failed(words(failure));
                });
    }

    private static Outcome outcome(HttpResponse<String> response) {
        return response.statusCode() == 200
                ? outcome(response.body())
                : new Failed("it answered " + response.statusCode());
    }

    private static Outcome outcome(String text) {
        try {
            List<ECKey> keys = JWKSet.parse(text).getKeys().stream()
                    .filter(ECKey.class::isInstance)
                    .map(ECKey.class::cast)
                    .filter(key -> Curve.P_256.equals(key.getCurve()))
                    .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                    .toList();
            return keys.isEmpty() ? new Failed("its key set holds no key for ES256") : new Keys(keys);
        } catch (ParseException e) {
            return new Failed("its answer is not a key set");
        }
    }

    private static String words(Throwable failure) {
        if (has(failure, TimeoutException.class) || has(failure, HttpTimeoutException.class)) {
            return "no answer within " + TIMEOUT.toSeconds() + " s";
        }
        if (has(failure, UnresolvedAddressException.class)) {
            return "its host is unknown";
        }
        if (has(failure, ConnectException.class)) {
            return "connection refused";
        }
        Optional<Throwable> tooLong = chain(failure).stream()
                .filter(BoundedAnswer.TooLong.class::isInstance)
                .findFirst();
        if (tooLong.isPresent()) {
            return String.valueOf(tooLong.get().getMessage());
        }
        Throwable root = chain(failure).getLast();
        return "the connection failed: "
                + Optional.ofNullable(root.getMessage()).orElse(root.getClass().getSimpleName());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return chain(failure).stream().anyMatch(type::isInstance);
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (@Nullable Throwable part = failure; part != null; part = part.getCause()) {
            chain.add(part);
        }
        return chain;
    }
}
