package nx.sale.dev;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.javalin.config.RoutesConfig;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Identity: keys, tokens for every shipped role, policy definitions. */
public final class IdentityStandIn {
    private static final Duration TOKEN_LIFE = Duration.ofDays(30);

    private record Person(String role, String merchant) {}

    private final ECKey key;
    private final Map<String, Person> people = new ConcurrentHashMap<>();

    IdentityStandIn() {
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .keyID("local-1")
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    void register(RoutesConfig routes) {
        routes.get(
                "/identity/jw-certs",
                context -> context.contentType("application/json").result(new JWKSet(key.toPublicJWK()).toString()));
        routes.get("/identity/policy-definitions", context -> {
            String user = String.valueOf(context.queryParam("userId"));
            Person person = people.get(user);
            context.contentType("application/json")
                    .result(Sisters.text(
                            person == null ? List.of() : Roles.definitions(user, person.role(), person.merchant())));
        });
        routes.post(
                "/identity/tokens",
                context -> context.contentType("application/json")
                        .result(Sisters.text(Map.of(
                                "token",
                                token(
                                        String.valueOf(context.queryParam("role")),
                                        String.valueOf(context.queryParam("merchantId")))))));
    }

    /** A token of the person who has this role at this merchant. */
    public String token(String role, String merchant) {
        String user = user(role, merchant);
        people.put(user, new Person(role, merchant));
        return signed(
                key,
                claims(role, user)
                        .expirationTime(Date.from(Instant.now().plus(TOKEN_LIFE)))
                        .build());
    }

    static String user(String role, String merchant) {
        return "9" + merchant + Math.floorMod(role.hashCode(), 1000);
    }

    /** Claims as identity writes them, without an end. */
    public static JWTClaimsSet.Builder claims(String role, String user) {
        return new JWTClaimsSet.Builder()
                .subject(user)
                .claim("userId", user)
                .claim("name", role)
                .claim("roles", List.of(Map.of("id", role, "identifier", role, "priority", 1)))
                .issueTime(Date.from(Instant.now()));
    }

    /** Signs claims with a key: the right one, or another to see it refused. */
    public static String signed(ECKey with, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(with.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(with));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The person a token names; who trusts it must check it first. */
    static Optional<String> userOf(String token) {
        try {
            return Optional.ofNullable(SignedJWT.parse(token).getJWTClaimsSet().getSubject());
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    public ECKey key() {
        return key;
    }
}
