package nx.sale.http.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nx.sale.domain.access.AccessError;
import nx.sale.domain.access.Caller;
import nx.sale.domain.shared.Rejected;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bearer tokens: JWT, ES256 only, keys from identity ({@link SigningKeys}). Nothing is refused that could not be checked: then it is
 * unavailable. A token once proven is remembered until it ends, five minutes at most, so that a tap does not cost a signature check.
 */
public final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final int LEEWAY_SECONDS = 30;

    /**
     * What a token must say.
     *
     * @param jwks identity's key set
     */
    public record Expected(URI jwks, Optional<String> issuer, Optional<String> audience) {}

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final DefaultJWTClaimsVerifier<SecurityContext> verifier;
    private final SigningKeys keys;
    private final Cache<String, Caller> proven = Caffeine.newBuilder()
            .maximumSize(20_000)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();
    private final Clock clock;

    public Tokens(Expected expected, Clock clock) {
        this.clock = clock;
        keys = new SigningKeys(expected.jwks(), clock);
        verifier =
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
        verifier.setMaxClockSkew(LEEWAY_SECONDS);
        processor.setJWTClaimsSetVerifier(verifier);
        processor.setJWSKeySelector((header, context) -> candidates(header));
    }

    /** Asks for identity's keys in the background when that is due. Called every second or so. */
    public void refreshKeys() {
        keys.refresh();
    }

    /** Whether identity's keys are here. */
    public boolean keysLoaded() {
        return keys.loaded();
    }

    /** Why identity's keys could not be fetched last; empty when they could. */
    public Optional<String> keysTrouble() {
        return keys.trouble();
    }

    /** Rejects with NotSignedIn; throws Unavailable when the token could not be checked. */
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
            SignedJWT jwt = SignedJWT.parse(token);
            // what is over or meant for another is refused whoever signed it: no key is asked for
            verifier.verify(jwt.getJWTClaimsSet(), null);
            return TokenClaims.caller(signed(jwt), Duration.ofSeconds(LEEWAY_SECONDS));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            log.atInfo().addKeyValue("cause", e.getMessage()).log("Token refused");
            throw notSignedIn("The token is not valid.");
        }
    }

    private JWTClaimsSet signed(SignedJWT jwt) throws BadJOSEException, JOSEException {
        try {
            return processor.process(jwt, null);
        } catch (BadJWSException e) {
            if (jwt.getHeader().getKeyID() != null) {
                throw e;
            }
            // it names no key: it may be one that identity shows since
            keys.requireAnew();
            return processor.process(jwt, null);
        }
    }

    private List<Key> candidates(JWSHeader header) throws KeySourceException {
        if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
            return List.of();
        }
        List<Key> candidates = new ArrayList<>();
        for (ECKey key : header.getKeyID() == null ? keys.all() : keys.named(header.getKeyID())) {
            try {
                candidates.add(key.toECPublicKey());
            } catch (JOSEException e) {
                throw new KeySourceException("a key of identity cannot be used: " + e.getMessage(), e);
            }
        }
        return candidates;
    }

    /** Signs a token with a key of the moment and checks it, as a first caller's would be. */
    static boolean checksSignatures() {
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256).generate();
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.ES256),
                    new JWTClaimsSet.Builder().subject("nobody").build());
            jwt.sign(new ECDSASigner(key));
            return SignedJWT.parse(jwt.serialize()).verify(new ECDSAVerifier(key));
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Rejected notSignedIn(String reason) {
        return new Rejected(new AccessError.NotSignedIn(reason));
    }
}
