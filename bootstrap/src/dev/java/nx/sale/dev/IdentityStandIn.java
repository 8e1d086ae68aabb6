package nx.sale.dev;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Identity: its key, tokens for every role and merchant, policy definitions. With a folder it remembers its key and its people: a token
 * given once holds after a restart.
 */
public final class IdentityStandIn {
    private static final Duration TOKEN_LIFE = Duration.ofDays(30);
    private static final Duration LEFT_AT_LEAST = Duration.ofDays(7);
    /** Roles of the platform, which need no policy. */
    private static final List<String> PLATFORM = List.of("operator", "admin", "super-admin");

    private static final String ORGANIZER_OWNER = "8000";

    /** Somebody with one role at one merchant, and the token that person was given. */
    record Person(String role, String merchant, String name, String token) {}

    private final ECKey key;
    private final Optional<Path> file;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    /** What each role that a merchant made may do. */
    private final Map<String, List<String>> ownRoles = new ConcurrentHashMap<>();
    /** The merchants of each organizer there is an owner of. */
    private final Map<String, List<String>> organizers = new ConcurrentHashMap<>();

    /** One that forgets. */
    IdentityStandIn() {
        this(Optional.empty());
    }

    /**
     * One that remembers.
     *
     * @param file where; made when it is not there
     */
    IdentityStandIn(Optional<Path> file) {
        this.file = file;
        try {
            JsonNode known = file.isPresent() && Files.exists(file.get())
                    ? Sisters.JSON.readTree(file.get().toFile())
                    : Sisters.JSON.createObjectNode();
            key = known.has("key") ? ECKey.parse(known.at("/key").toString()) : newKey();
            known.path("people")
                    .properties()
                    .forEach(person -> people.put(
                            person.getKey(),
                            new Person(
                                    person.getValue().path("role").asText(),
                                    person.getValue().path("merchant").asText(),
                                    person.getValue().path("name").asText(),
                                    person.getValue().path("token").asText())));
        } catch (IOException | ParseException e) {
            throw new IllegalStateException("cannot read " + file + "; remove it to begin anew", e);
        }
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
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
            context.contentType("application/json").result(Sisters.text(definitions(user, person)));
        });
        routes.post("/identity/tokens", this::give);
    }

    /** {@code ?role=&merchantId=&name=&lifeSeconds=}. */
    private void give(Context context) {
        String role = asked(context, "role", "cashier");
        List<String> roles = roles();
        if (!roles.contains(role)) {
            throw new Complaint(422, "There is no role \"" + role + "\": " + String.join(", ", roles) + ".");
        }
        String merchant = asked(context, "merchantId", Restaurant.MERCHANT);
        if (!merchant.matches("[1-9][0-9]{0,18}(,[1-9][0-9]{0,18})*")) {
            throw new Complaint(422, "merchantId must be a number such as " + Restaurant.MERCHANT + ".");
        }
        String organizer = asked(context, "organizerId", "");
        if (!organizer.isEmpty()) {
            String token = organizerToken(organizer, List.of(merchant.split(",")));
            context.contentType("application/json")
                    .result(Sisters.text(Map.of("token", token, "organizerId", organizer, "merchantId", merchant)));
            return;
        }
        String name = asked(context, "name", role);
        String life = asked(context, "lifeSeconds", "");
        if (!life.matches("(-?[0-9]{1,9})?")) {
            throw new Complaint(422, "lifeSeconds must be a number, below zero for a token that is over.");
        }
        String token = token(role, merchant, name);
        String user = userOf(token).orElse("");
        if (!life.isEmpty()) {
            token = signed(user, role, name, Duration.ofSeconds(Long.parseLong(life)));
        }
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("token", token);
        answer.put("userId", user);
        answer.put("role", role);
        answer.put("merchantId", merchant);
        context.contentType("application/json").result(Sisters.text(answer));
    }

    private static String asked(Context context, String parameter, String otherwise) {
        String value = context.queryParam(parameter);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private List<Map<String, String>> definitions(String user, @Nullable Person person) {
        String organizer = user.startsWith(ORGANIZER_OWNER) ? user.substring(ORGANIZER_OWNER.length()) : "";
        if (organizers.containsKey(organizer)) {
            return Roles.ownerDefinitions(user, organizer, organizers.get(organizer));
        }
        return person == null
                ? List.of()
                : Roles.definitions(
                        user,
                        person.role(),
                        person.merchant(),
                        ownRoles.getOrDefault(person.role(), Roles.PERMISSIONS.getOrDefault(person.role(), List.of())));
    }

    /** A token of the owner of an organizer with these merchants, until this process ends. */
    public String organizerToken(String organizer, List<String> merchants) {
        organizers.put(organizer, List.copyOf(merchants));
        return signed(
                key,
                claims("owner", ORGANIZER_OWNER + organizer)
                        .claim("organizerId", organizer)
                        .expirationTime(Date.from(Instant.now().plus(TOKEN_LIFE)))
                        .build());
    }

    /** A token of somebody with a role that the merchant made, until this process ends. */
    public String ownRoleToken(String role, List<String> permissions, String merchant) {
        ownRoles.put(role, List.copyOf(permissions));
        return token(role, merchant);
    }

    /** The roles there are tokens for. */
    static List<String> roles() {
        List<String> roles = new ArrayList<>(Roles.PERMISSIONS.keySet());
        roles.addAll(PLATFORM);
        return roles;
    }

    /** A token of the person who has this role at this merchant. */
    public String token(String role, String merchant) {
        return token(role, merchant, role);
    }

    /** The token of a person; the one given before while it holds for another week. */
    synchronized String token(String role, String merchant, String name) {
        String user = user(role, merchant, name);
        Person known = people.get(user);
        if (known != null && holds(known.token())) {
            return known.token();
        }
        Person person = new Person(role, merchant, name, signed(user, role, name, TOKEN_LIFE));
        people.put(user, person);
        remember();
        return person.token();
    }

    private static boolean holds(String token) {
        try {
            return SignedJWT.parse(token)
                    .getJWTClaimsSet()
                    .getExpirationTime()
                    .toInstant()
                    .isAfter(Instant.now().plus(LEFT_AT_LEAST));
        } catch (ParseException e) {
            return false;
        }
    }

    private String signed(String user, String role, String name, Duration life) {
        return signed(
                key,
                claims(role, user)
                        .claim("name", name)
                        .expirationTime(Date.from(Instant.now().plus(life)))
                        .build());
    }

    /** An id nobody else has. */
    private String user(String role, String merchant, String name) {
        String wanted = name.equals(role) ? user(role, merchant) : user(role + "/" + name, merchant);
        while (true) {
            Person other = people.get(wanted);
            if (other == null
                    || other.role().equals(role)
                            && other.merchant().equals(merchant)
                            && other.name().equals(name)) {
                return wanted;
            }
            wanted += "1";
        }
    }

    static String user(String role, String merchant) {
        return "9" + merchant + Math.floorMod(role.hashCode(), 1000);
    }

    private void remember() {
        file.ifPresent(kept -> {
            try {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("key", key.toJSONObject());
                all.put("people", people);
                Path written = kept.resolveSibling(kept.getFileName() + ".new");
                Files.createDirectories(written.toAbsolutePath().getParent());
                Files.writeString(written, Sisters.text(all));
                Files.move(written, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + kept, e);
            }
        });
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
