package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.shared.Actor;
import nx.sale.domain.shared.Rejected;
import nx.sale.domain.shared.Unavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bearer tokens: JWT, ES256 only, keys from identity's JWKS. Keys are kept for twelve hours and asked for anew on an unknown kid, at
 * most every thirty seconds; during an outage the stale ones serve. A token once proven is remembered until it ends, five minutes at
 * most, so that a tap does not cost a signature check.
 */
public final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final Duration KEYS_KEPT = Duration.ofHours(12);
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);
    private static final int LEEWAY_SECONDS = 30;
    private static final int TIMEOUT_MILLIS = 3_000;

    /**
     * What a token must say.
     *
     * @param jwks identity's key set
     */
    public record Expected(URI jwks, Optional<String> issuer, Optional<String> audience) {}

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final JWKSource<SecurityContext> keys;
    private final Cache<String, Caller> proven = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private final Clock clock;
    private volatile boolean loaded;

    public Tokens(Expected expected, Clock clock) {
        this.clock = clock;
        try {
            keys = JWKSourceBuilder.<SecurityContext>create(
                            expected.jwks().toURL(), new DefaultResourceRetriever(1_000, TIMEOUT_MILLIS, 256 * 1024))
                    .cache(KEYS_KEPT.toMillis(), TIMEOUT_MILLIS)
                    .rateLimited(COOL_DOWN.toMillis())
                    .retrying(true)
                    .outageTolerantForever()
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        expected.audience().orElse(null),
                        expected.issuer()
                                .map(issuer -> new JWTClaimsSet.Builder()
                                        .issuer(issuer)
                                        .build())
                                .orElse(null),
                        Set.of("exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(LEEWAY_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /** Whether identity's keys are here; asks for them when they are not. */
    public boolean keysLoaded() {
        if (!loaded) {
            try {
                keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
                loaded = true;
            } catch (KeySourceException e) {
                log.warn("identity's keys are not here yet: {}", e.getMessage());
            }
        }
        return loaded;
    }

    /** Rejects with NotSignedIn; throws Unavailable when the key cannot be had. */
    Caller caller(String token) {
        Caller known = proven.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        Caller caller = verified(token);
        proven.put(token, caller);
        return caller;
    }

    private Caller verified(String token) {
        try {
            JWTClaimsSet claims = processor.process(SignedJWT.parse(token), null);
            loaded = true;
            return caller(claims);
        } catch (RateLimitReachedException e) {
            throw notSignedIn("The token's key is unknown.");
        } catch (KeySourceException e) {
            throw new Unavailable(Unavailable.Part.IDENTITY, e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            log.info("token refused: {}", e.getMessage());
            throw notSignedIn("The token does not hold.");
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        String id = Optional.ofNullable(claims.getClaim("userId"))
                .map(Object::toString)
                .or(() -> Optional.ofNullable(claims.getSubject()))
                .orElseThrow(() -> notSignedIn("The token names nobody."));
        Set<String> roles = new HashSet<>();
        if (claims.getClaim("roles") instanceof List<?> list) {
            for (Object role : list) {
                if (role instanceof Map<?, ?> fields) {
                    Optional.ofNullable(fields.get("identifier")).ifPresent(name -> roles.add(name.toString()));
                }
            }
        }
        String name = Optional.ofNullable(claims.getStringClaim("name")).orElse(id);
        Instant until = claims.getExpirationTime().toInstant().plusSeconds(LEEWAY_SECONDS);
        return new Caller(Actor.user(id, name), roles, until);
    }

    private static Rejected notSignedIn(String reason) {
        return new Rejected(new AccessError.NotSignedIn(reason));
    }
}
