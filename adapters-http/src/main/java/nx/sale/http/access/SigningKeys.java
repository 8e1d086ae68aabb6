package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nx.sale.domain.shared.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identity's keys, and when to ask for them (ACCESS-2, ACCESS-3, ACCESS-4). The last set that could be used serves until a better one is
 * here, however long that takes. A key nobody has seen leads to one fetch that all who wait share: the next one a second after a success, after a
 * failure with a growing pause. Who says that a key does not exist has asked identity after the question came; who cannot say, says so.
 */
final class SigningKeys {
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    static final Duration KEPT = Duration.ofHours(12);
    static final Duration ABSENT_FOR = Duration.ofSeconds(60);
    private static final Duration AFTER_SUCCESS = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Without any key nobody is let in: then the return of identity is noticed soon. */
    private static final Duration LONGEST_PAUSE_WITHOUT = Duration.ofSeconds(5);
    /** Letters of the kids remembered as absent: strangers choose them. */
    private static final long ABSENT_LETTERS = 1_000_000;

    private record Held(KeySetFetch.Keys set, Instant at) {}

    private final KeySetFetch identity;
    private final Clock clock;
    private final Cache<String, Instant> absent;
    private volatile Optional<Held> held = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private Optional<CompletableFuture<Boolean>> running = Optional.empty();
    private Instant next = Instant.MIN;
    private int failures;

    SigningKeys(URI keySet, Clock clock) {
        this.identity = new KeySetFetch(keySet);
        this.clock = clock;
        this.absent = Caffeine.newBuilder()
                .maximumWeight(ABSENT_LETTERS)
                .weigher((String kid, Instant since) -> kid.length() + 32)
                .expireAfterWrite(ABSENT_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    boolean loaded() {
        return held.isPresent();
    }

    /** Why the last fetch failed; empty when it did not. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Asks for the set in the background when there is none, when it is old and after a failure, as soon as a fetch is allowed. */
    synchronized void refresh() {
        boolean due = trouble.isPresent()
                || held.filter(set -> clock.instant().isBefore(set.at().plus(KEPT)))
                        .isEmpty();
        if (due && running.isEmpty() && allowed()) {
            begin(Optional.empty());
        }
    }

    /** The keys of this name; none when identity has no such key. Throws Unavailable when that could not be found out. */
    List<ECKey> named(String kid) {
        List<ECKey> known = present(kid);
        if (!known.isEmpty() || isAbsent(kid)) {
            return known;
        }
        boolean anew = fetchedAnew(Optional.of(kid));
        List<ECKey> found = present(kid);
        if (found.isEmpty() && !anew && !isAbsent(kid)) {
            throw unavailable();
        }
        return found;
    }

    /** All keys, for a token that names none. Throws Unavailable when no set was ever here. */
    List<ECKey> all() {
        if (held.isEmpty()) {
            fetchedAnew(Optional.empty());
        }
        return held.map(set -> set.set().keys()).orElseThrow(this::unavailable);
    }

    /** Asks identity anew; throws Unavailable when a set asked for after this call cannot be had now. */
    void requireAnew() {
        if (!fetchedAnew(Optional.empty())) {
            throw unavailable();
        }
    }

    private List<ECKey> present(String kid) {
        return held.map(set -> set.set().named(kid)).orElse(List.of());
    }

    private boolean isAbsent(String kid) {
        return absent.getIfPresent(kid) != null;
    }

    private boolean fetchedAnew(Optional<String> wanted) {
        boolean own;
        CompletableFuture<Boolean> fetch;
        synchronized (this) {
            own = running.isEmpty();
            if (own && !allowed()) {
                return false;
            }
            fetch = running.orElseGet(() -> begin(wanted));
        }
        return fetch.join() && own;
    }

    private boolean allowed() {
        return !clock.instant().isBefore(next);
    }

    private CompletableFuture<Boolean> begin(Optional<String> wanted) {
        CompletableFuture<Boolean> fetch = new CompletableFuture<>();
        running = Optional.of(fetch);
        identity.fetch().thenAccept(outcome -> fetch.complete(ended(outcome, wanted)));
        return fetch;
    }

    private synchronized boolean ended(KeySetFetch.Outcome outcome, Optional<String> wanted) {
        running = Optional.empty();
        Instant now = clock.instant();
        return switch (outcome) {
            case KeySetFetch.Keys set -> {
                if (trouble.isPresent() || held.isEmpty()) {
                    log.atInfo().addKeyValue("keys", set.keys().size()).log("Signing keys fetched from identity");
                }
                held = Optional.of(new Held(set, now));
                trouble = Optional.empty();
                failures = 0;
                next = now.plus(AFTER_SUCCESS);
                wanted.filter(kid -> set.named(kid).isEmpty()).ifPresent(kid -> absent.put(kid, now));
                yield true;
            }
            case KeySetFetch.Failed failed -> {
                if (!trouble.equals(Optional.of(failed.cause()))) {
                    log.atWarn()
                            .addKeyValue("cause", failed.cause())
                            .addKeyValue("earlierKeys", held.isPresent())
                            .log("Signing keys not fetched from identity");
                }
                trouble = Optional.of(failed.cause());
                next = now.plus(pause());
                failures++;
                yield false;
            }
        };
    }

    /** 1, 2, 4 ... seconds. */
    private Duration pause() {
        Duration longest = held.isPresent() ? LONGEST_PAUSE : LONGEST_PAUSE_WITHOUT;
        Duration doubled = Duration.ofSeconds(1L << Math.min(failures, 5));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private synchronized Unavailable unavailable() {
        // whole seconds, never too early
        long wait = Duration.between(clock.instant(), next).plusMillis(999).toSeconds();
        Duration retry = Duration.ofSeconds(Math.max(1, wait));
        return new Unavailable(
                held.isPresent() ? Unavailable.Part.SIGNING_KEY : Unavailable.Part.IDENTITY, retry, null);
    }
}
